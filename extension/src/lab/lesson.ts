import path from 'node:path';
import * as vscode from 'vscode';
import { LESSONS, copyAs } from './labCopy';
import { ANSWERS, lessonsIn } from './lessonShelf';
import { openCopy } from './openCopy';

/** Lets the user choose a lesson, copies it to a folder that they pick, and opens the copy. */
export async function openLesson(extensionUri: vscode.Uri): Promise<void> {
  const lessons = await lessonsIn(path.join(extensionUri.fsPath, 'lab', LESSONS), vscode.env.language);
  if (lessons.length === 0) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The lessons were not found in {0}. Install the extension again.', extensionUri.fsPath),
    );
    return;
  }
  const picked = await vscode.window.showQuickPick(
    lessons.map((lesson) => ({
      label: lesson.title,
      ...(lesson.minutes !== undefined && { description: vscode.l10n.t('{0} minutes', lesson.minutes) }),
      lesson,
    })),
    { placeHolder: vscode.l10n.t('Choose a lesson. It is copied to a folder of yours.'), matchOnDescription: true },
  );
  if (!picked) return;
  const { name, folder } = picked.lesson;
  const words = {
    title: vscode.l10n.t('Choose where to put the folder {0}', name),
    button: vscode.l10n.t('Copy the Lesson Here'),
    failed: (parent: string, detail: string) =>
      vscode.l10n.t('The lesson could not be copied to {0}: {1}', parent, detail),
  };
  await openCopy(words, (parent) => copyAs(folder, parent, name, ANSWERS));
}

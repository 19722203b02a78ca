import * as vscode from 'vscode';
import type { Asker } from '../server/asker';
import type { Controller } from '../server/controller';
import { editorSettings } from '../site/settings';
import { LessonDiagnostics } from './lessonDiagnostics';
import { registerLessonLanguage } from './lessonLanguage';
import { LessonKeeper } from './lessonProgress';

/**
 * What the editor does for lessons: it helps who writes one, and keeps how far a student is.
 *
 * @param open shows a path of the site
 */
export function lessonTools(
  memento: vscode.Memento,
  log: vscode.LogOutputChannel,
  controller: Controller,
  asker: Asker,
  open: (path: string) => Promise<void>,
): vscode.Disposable[] {
  /** The lesson itself is in the panel, which somebody who begins has not seen yet. */
  const begin = async (opens: string): Promise<void> => {
    await vscode.commands.executeCommand('vitrina.panel.focus');
    const { openOnStart } = editorSettings(vscode.workspace.getConfiguration('vitrina', controller.scope));
    if (opens !== '' && openOnStart !== 'browser') await open(opens);
  };
  return [
    new LessonDiagnostics(asker, controller, log),
    registerLessonLanguage(asker, controller, log),
    new LessonKeeper(memento, controller, log, begin),
  ];
}

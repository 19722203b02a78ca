import path from 'node:path';
import * as vscode from 'vscode';
import { copyLab } from './labCopy';
import { openCopy } from './openCopy';

/** Copies the lab to a folder that the user picks, and opens the copy. */
export async function openLab(extensionUri: vscode.Uri): Promise<void> {
  const words = {
    title: vscode.l10n.t('Choose where to put the folder vitrina-lab'),
    button: vscode.l10n.t('Copy the Lab Here'),
    failed: (parent: string, detail: string) =>
      vscode.l10n.t('The lab could not be copied to {0}: {1}', parent, detail),
  };
  await openCopy(words, (parent) => copyLab(path.join(extensionUri.fsPath, 'lab'), parent));
}

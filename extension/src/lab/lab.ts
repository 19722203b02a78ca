import path from 'node:path';
import * as vscode from 'vscode';
import { copyLab } from './labCopy';

/**
 * Copies the lab to a folder that the user picks, and opens the copy: in this window where it is empty, else in a new
 * one, so that nobody's work goes away.
 */
export async function openLab(extensionUri: vscode.Uri): Promise<void> {
  const picked = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    title: vscode.l10n.t('Choose where to put the folder vitrina-lab'),
    openLabel: vscode.l10n.t('Copy the Lab Here'),
  });
  const parent = picked?.[0];
  if (!parent) return;
  let copy: string;
  try {
    copy = await copyLab(path.join(extensionUri.fsPath, 'lab'), parent.fsPath);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The lab could not be copied to {0}: {1}', parent.fsPath, detail),
    );
    return;
  }
  await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(copy), {
    forceNewWindow: vscode.workspace.workspaceFolders !== undefined,
  });
}

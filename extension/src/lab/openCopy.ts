import * as vscode from 'vscode';

/** What is said while a folder of the extension is copied. */
export interface CopyWords {
  readonly title: string;
  readonly button: string;
  /** Why there is no copy: the folder that was picked, and the system's reason. */
  failed(parent: string, detail: string): string;
}

/**
 * Copies something to a folder that the user picks, and opens the copy: in this window where it is empty, else in a new
 * one, so that nobody's work goes away.
 */
export async function openCopy(words: CopyWords, copy: (parent: string) => Promise<string>): Promise<void> {
  const picked = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    title: words.title,
    openLabel: words.button,
  });
  const parent = picked?.[0];
  if (!parent) return;
  let folder: string;
  try {
    folder = await copy(parent.fsPath);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(words.failed(parent.fsPath, detail));
    return;
  }
  await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(folder), {
    forceNewWindow: vscode.workspace.workspaceFolders !== undefined,
  });
}

import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { HostSaveParams } from '../../protocol/panelHost';

/** Lets the user choose a file for bytes that the panel shows, and writes them. */
export async function saveFile({ name, dataBase64 }: HostSaveParams): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const near = folder?.uri ?? vscode.Uri.file(homedir()); // a name alone would be one at the top of the disk
  const file = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.joinPath(near, path.basename(name)) });
  if (!file) return;
  try {
    await vscode.workspace.fs.writeFile(file, Buffer.from(dataBase64, 'base64'));
  } catch (error) {
    // VS Code's own sentence says why.
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

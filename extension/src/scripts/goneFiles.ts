import { access } from 'node:fs/promises';
import * as vscode from 'vscode';

/** Tells of each file and folder that is not at its path any more, whoever took it away. */
export function onGone(tell: (place: string) => void): vscode.Disposable {
  const look = async ({ scheme, fsPath }: vscode.Uri): Promise<void> => {
    if (scheme !== 'file') return;
    // Whoever saves by putting a new file in the place of the old one may take that away first.
    await access(fsPath).catch(() => {
      tell(fsPath);
    });
  };
  // The watcher sees what other programs do, but nothing behind a link or outside the workspace; what is done in the
  // explorer VS Code tells in any case.
  const watcher = vscode.workspace.createFileSystemWatcher('**', true, true, false);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidDelete((uri) => void look(uri)),
    vscode.workspace.onDidDeleteFiles(({ files }) => {
      for (const uri of files) void look(uri);
    }),
    vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri } of files) void look(oldUri);
    }),
  );
}

import * as vscode from 'vscode';
import { binaryFile, checkBinary } from './binary';
import { textOf } from '../site/settings';
import { BinaryUnusable } from './failures';
import type { ServerProcessOptions } from './serverProcess';
import { ServerProcess } from './serverProcess';

/**
 * The server's program, once it is known to be the right one; fails with `BinaryUnusable`, or with `NotText`.
 *
 * @param serverPath the value of `vitrina.server.path`
 */
export async function usableBinary({ extension }: vscode.ExtensionContext, serverPath: unknown): Promise<string> {
  const { version } = extension.packageJSON as { version: string };
  const file = binaryFile(textOf('server.path', serverPath), extension.extensionPath, process.platform);
  const problem = await checkBinary(file, version);
  if (problem) throw new BinaryUnusable(problem);
  return file;
}

/** Runs the program on behalf of this window. */
export function spawnServer(
  file: string,
  log: vscode.LogOutputChannel,
  onNotification: ServerProcessOptions['onNotification'],
): ServerProcess {
  return new ServerProcess({
    file,
    client: { name: vscode.env.appName, version: vscode.version },
    locale: vscode.env.language,
    workspaceTrusted: vscode.workspace.isTrusted,
    onNotification,
    onErrorLine: (line) => {
      log.warn(line);
    },
  });
}

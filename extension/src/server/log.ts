import * as vscode from 'vscode';
import type { LogMessageParams } from '../../protocol/types.generated';

/** The output channel "Vitrina". The user sets its level with VS Code's own command. */
export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel('Vitrina', { log: true });
}

export function writeLog(log: vscode.LogOutputChannel, { level, message }: LogMessageParams): void {
  switch (level) {
    case 'error':
      log.error(message);
      return;
    case 'warning':
      log.warn(message);
      return;
    case 'info':
      log.info(message);
      return;
    case 'debug':
      log.debug(message);
  }
}

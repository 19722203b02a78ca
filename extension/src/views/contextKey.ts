import * as vscode from 'vscode';
import type { ServerState } from '../server/serverState';

/** Sets `vitrina.state`, which decides what commands and buttons are offered. */
export function setContextKey(state: ServerState): void {
  void vscode.commands.executeCommand('setContext', 'vitrina.state', state.kind);
}

/** Sets `vitrina.showsArchive`: what concerns the site's exchanges is not offered beside those of a file. */
export function setShowsArchive(shows: boolean): void {
  void vscode.commands.executeCommand('setContext', 'vitrina.showsArchive', shows);
}

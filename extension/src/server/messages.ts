import path from 'node:path';
import * as vscode from 'vscode';
import type { Site } from '../../protocol/types.generated';
import type { FailureReport } from './failures';

/** Shows a sentence with buttons; each button is a title and what it does. Does not wait for the user. */
function show(
  kind: 'info' | 'warning' | 'error',
  sentence: string,
  buttons: readonly (readonly [title: string, command: string, ...args: unknown[]])[],
): void {
  const ask = {
    info: vscode.window.showInformationMessage,
    warning: vscode.window.showWarningMessage,
    error: vscode.window.showErrorMessage,
  }[kind];
  void ask(sentence, ...buttons.map(([title]) => title)).then((chosen) => {
    const button = buttons.find(([title]) => title === chosen);
    if (button) return vscode.commands.executeCommand(button[1], ...button.slice(2));
    return undefined;
  });
}

const showLog = (): readonly [string, string] => [vscode.l10n.t('Show Log'), 'vitrina.showLog'];
const restart = (): readonly [string, string] => [vscode.l10n.t('Restart'), 'vitrina.restart'];
const openSettings = (setting: string): readonly [string, string, string] => [
  vscode.l10n.t('Open Settings'),
  'workbench.action.openSettings',
  setting === '' ? '@ext:vitrina.vitrina' : `vitrina.${setting}`,
];

/** The server could not be started, or ended and stays so. */
export function showFailure({ sentence, setting }: FailureReport): void {
  show('error', sentence, [restart(), ...(setting === undefined ? [] : [openSettings(setting)]), showLog()]);
}

/** The server died and was started again. */
export function showRestarted(sentence: string): void {
  show('warning', vscode.l10n.t('{0} Vitrina has restarted it.', sentence), [showLog()]);
}

/** The default port was taken. */
export function showPortMoved(site: Site, defaultPort: number): void {
  show(
    'info',
    vscode.l10n.t(
      'Another program uses port {0}, so Vitrina serves {1} at port {2}. Your settings have not changed.',
      defaultPort,
      path.basename(site.root),
      site.port,
    ),
    [[vscode.l10n.t('Open in Browser'), 'vitrina.openBrowser']],
  );
}

/** A command asks a site, and none is served. */
export function showNotRunning(): void {
  show('info', vscode.l10n.t('Nothing is served yet. Start the server first.'), [
    [vscode.l10n.t('Start Server'), 'vitrina.start'],
  ]);
}

/** A stop is asked for, and there is nothing to stop. */
export function showNothingToStop(): void {
  show('info', vscode.l10n.t('The Vitrina server is not running.'), [[vscode.l10n.t('Start Server'), 'vitrina.start']]);
}

/** A folder is to be served that is served already. */
export function showServedAlready({ root, url }: Site): void {
  show('info', vscode.l10n.t('Vitrina serves {0} already, at {1}.', path.basename(root), url), [
    [vscode.l10n.t('Open in Browser'), 'vitrina.openBrowser', vscode.Uri.file(root)],
  ]);
}

/** A file has no address, as it is not in the folder that is served. */
export function showOutside(file: string, root: string, folder: vscode.Uri): void {
  show('info', vscode.l10n.t('{0} is not in the folder that Vitrina serves, {1}.', path.basename(file), root), [
    [vscode.l10n.t('Serve {0} Instead', path.basename(folder.fsPath)), 'vitrina.serveFolder', folder],
  ]);
}

/** Settings of the running site were changed. */
export function showSettingsChanged(): void {
  show('info', vscode.l10n.t('Restart the server to apply the changed Vitrina settings.'), [restart()]);
}

/** Scripts were checked. */
export function showChecked(folder: string, scripts: number, problems: number): void {
  if (scripts === 0) {
    show('info', vscode.l10n.t('There is no script to check in {0}.', folder), [openSettings('cgi.directories')]);
    return;
  }
  show(problems > 0 ? 'warning' : 'info', vscode.l10n.t('Scripts checked: {0}. Problems: {1}.', scripts, problems), [
    [vscode.l10n.t('Show Problems'), 'workbench.actions.view.problems'],
    showLog(),
  ]);
}

import * as vscode from 'vscode';
import type { OverrideDidChangeParams, Site } from '../../protocol/types.generated';
import type { ServerState } from '../server/serverState';
import { overriddenPaths, statusText, STOPPED } from '../server/serverState';

/**
 * The item in the status bar: what is served, where, and who can reach it. A click starts or stops. In a window with
 * nothing to serve it comes with the first start.
 */
export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('vitrina.status', vscode.StatusBarAlignment.Right, 100);

  #state: ServerState = STOPPED;
  /** What the server told last of paths that are served as something else. */
  #told: OverrideDidChangeParams | undefined;

  constructor() {
    this.#item.name = 'Vitrina';
    this.#item.command = 'vitrina.toggle';
  }

  /** Offers to start, in a window where there is something to serve. */
  offer(): void {
    this.#item.show();
  }

  /** Shows that paths are served as something else. */
  overridden(told: OverrideDidChangeParams): void {
    this.#told = told;
    this.show(this.#state);
  }

  show(state: ServerState): void {
    this.#state = state;
    if (state.kind !== 'running') this.#told = undefined; // the next server begins to count its sites anew
    const paths = overriddenPaths(state, this.#told);
    const lines = tooltipLines(state, paths);
    this.#item.text = statusText(state, paths.length);
    this.#item.tooltip = tooltip(lines);
    this.#item.accessibilityInformation = { label: ['Vitrina', ...lines].join('. '), role: 'button' };
    this.#item.backgroundColor = background(state);
    if (state.kind !== 'stopped') this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}

function background(state: ServerState): vscode.ThemeColor | undefined {
  if (state.kind === 'failed') return new vscode.ThemeColor('statusBarItem.errorBackground');
  const open = state.kind === 'running' && state.site.reach === 'network';
  return open ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
}

function tooltip(lines: readonly string[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  lines.forEach((line, index) => {
    // appendText: the name of a folder must not become markup.
    markdown.appendMarkdown(index === 0 ? '' : '\n\n').appendText(line);
  });
  return markdown;
}

function tooltipLines(state: ServerState, overridden: readonly string[]): string[] {
  const trust = vscode.workspace.isTrusted
    ? []
    : [vscode.l10n.t('This workspace is not trusted: Vitrina serves files, but scripts do not run.')];
  switch (state.kind) {
    case 'stopped':
      return [vscode.l10n.t('The server is stopped'), ...trust, vscode.l10n.t('Click to start')];
    case 'starting':
      return [vscode.l10n.t('The server is starting'), ...trust, vscode.l10n.t('Click to stop')];
    case 'running':
      return [...siteLines(state.site), ...overrideLine(overridden), vscode.l10n.t('Click to stop')];
    case 'failed':
      return [state.reason, vscode.l10n.t('Click to start')];
  }
}

/** As many paths are named. */
const MOST_NAMED = 5;

function overrideLine(paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const named = paths.slice(0, MOST_NAMED).join(', ') + (paths.length > MOST_NAMED ? ', …' : '');
  return [vscode.l10n.t('Served as something else, for this session: {0}', named)];
}

function siteLines(site: Site): string[] {
  return [
    vscode.l10n.t('Serving {0}', site.root),
    vscode.l10n.t('Address: {0}', site.url),
    site.network
      ? vscode.l10n.t('Anyone on your network can reach it: {0}', site.network.urls.join(' '))
      : vscode.l10n.t('Only this computer can reach it'),
    cgiLine(site),
    ...(site.watching ? [site.watching.message] : []),
  ];
}

function cgiLine({ cgi }: Site): string {
  switch (cgi) {
    case 'on':
      return vscode.l10n.t('CGI scripts run');
    case 'off':
      return vscode.l10n.t('CGI scripts do not run: the setting {0} is off', 'vitrina.cgi.enabled');
    case 'untrusted':
      return vscode.l10n.t('CGI scripts do not run: this workspace is not trusted');
    case 'network':
      return vscode.l10n.t(
        'CGI scripts do not run: others can reach the site, and the setting {0} is off',
        'vitrina.cgi.allowOnNetwork',
      );
  }
}

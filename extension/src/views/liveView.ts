import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Site } from '../../protocol/types.generated';
import type { Controller } from '../server/controller';
import { externalUrl } from '../site/externalUri';
import type { Theme } from '../site/sitePath';
import { liveViewUrl } from '../site/sitePath';

/** A page of the site beside the editor, in the server's own live view, which follows the files by itself. */
export class LiveView implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable[];
  #panel: vscode.WebviewPanel | undefined;
  #target = '/';
  /** The start of the server whose site is shown, and where the site is for the user. */
  #key: string | undefined;
  #address: string | undefined;

  constructor(private readonly controller: Controller) {
    this.#subscriptions = [
      controller.onDidChangeState((state) => {
        if (state.kind === 'running') void this.#follow(state.site);
      }),
      // The page is told, and not loaded again: the user may have gone on in it.
      vscode.window.onDidChangeActiveColorTheme(() => void this.#panel?.webview.postMessage({ theme: theme() })),
    ];
  }

  /** Shows a path of the running site, in the view that is there already where there is one. */
  async show(target: string): Promise<void> {
    const { state } = this.controller;
    if (state.kind !== 'running') return;
    this.#target = target;
    this.#load(state.site, await externalUrl(state.site.url));
    this.#panel?.reveal(this.#isBehind() ? vscode.ViewColumn.Beside : undefined, true);
  }

  /** Shows a path, unless the user is somewhere already. */
  async begin(target: string): Promise<void> {
    if (!this.#panel) await this.show(target);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#panel?.dispose();
  }

  /**
   * A site that was started again is found by the page itself, which stays where the user has gone to, unless the site
   * has another address now. That is not shown to somebody who does something else.
   */
  async #follow(site: Site): Promise<void> {
    if (!this.#panel || site.liveViewKey === this.#key) return;
    this.#key = site.liveViewKey;
    const address = await externalUrl(site.url);
    const isLast = site.liveViewKey === this.#key; // else it was started again meanwhile, or the view was closed
    if (isLast && address !== this.#address) this.#load(site, address);
  }

  #load({ liveViewKey }: Site, address: string): void {
    this.#key = liveViewKey;
    this.#address = address;
    this.#panel ??= this.#create();
    const url = liveViewUrl(address, liveViewKey, this.#target, vscode.env.language, theme());
    this.#panel.webview.html = frameHtml(url, theme());
  }

  /**
   * True behind the tab that the user works in, as where the view was the first in the window: that tab would be covered.
   * Anywhere else the view stays where the user has it.
   */
  #isBehind(): boolean {
    const { viewColumn } = vscode.window.tabGroups.activeTabGroup;
    return this.#panel?.visible === false && this.#panel.viewColumn === viewColumn;
  }

  #create(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(
      'vitrina.liveView',
      vscode.l10n.t('Live View'),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      {
        // Also for what is framed: frames inherit the sandbox of the page around them.
        enableScripts: true,
        // Behind another tab the frame stays where the user has gone to.
        retainContextWhenHidden: true,
        localResourceRoots: [],
      },
    );
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#key = undefined;
    });
    return panel;
  }
}

/** Light or dark, as the editor is: a frame sees only the theme of the system. */
function theme(): Theme {
  const { kind } = vscode.window.activeColorTheme;
  return kind === vscode.ColorThemeKind.Dark || kind === vscode.ColorThemeKind.HighContrast ? 'dark' : 'light';
}

/** A page that frames an address, and tells what is there which theme the editor has. */
function frameHtml(url: string, now: Theme): string {
  const address = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const { origin } = new URL(url);
  const nonce = randomBytes(16).toString('base64');
  const policy = `default-src 'none'; frame-src ${origin}; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="${vscode.env.language}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <title>Vitrina</title>
  <style>
    html, body { height: 100%; margin: 0; padding: 0; overflow: hidden; }
    iframe { display: block; width: 100%; height: 100%; border: 0; }
  </style>
</head>
<body>
  <iframe title="${vscode.l10n.t('Live view of the site')}" src="${address}"></iframe>
  <script nonce="${nonce}">
    const frame = document.querySelector('iframe');
    let theme = '${now}';
    const tell = () => frame.contentWindow.postMessage({ theme }, '${origin}');
    frame.addEventListener('load', tell); // the theme may have changed meanwhile
    addEventListener('message', ({ data }) => {
      if (!data?.theme) return;
      theme = data.theme;
      tell();
    });
  </script>
</body>
</html>`;
}

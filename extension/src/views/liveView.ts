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
  #site: Site | undefined;
  #theme: Theme = 'light';

  constructor(private readonly controller: Controller) {
    this.#subscriptions = [
      // A site that is started again has another key, and perhaps another address.
      controller.onDidChangeState((state) => {
        if (state.kind === 'running' && this.#panel && state.site.liveViewKey !== this.#site?.liveViewKey) {
          void this.show(this.#target);
        }
      }),
      vscode.window.onDidChangeActiveColorTheme(() => {
        if (this.#panel && theme() !== this.#theme) void this.show(this.#target);
      }),
    ];
  }

  /** Shows a path of the running site, in the view that is there already where there is one. */
  async show(target: string): Promise<void> {
    const { state } = this.controller;
    if (state.kind !== 'running') return;
    this.#target = target;
    this.#site = state.site;
    this.#theme = theme();
    const { url: siteUrl, liveViewKey } = state.site;
    const url = liveViewUrl(await externalUrl(siteUrl), liveViewKey, target, vscode.env.language, this.#theme);
    this.#panel ??= this.#create();
    this.#panel.webview.html = frameHtml(url);
    this.#panel.reveal(undefined, true);
  }

  /** Shows a path, unless the user is somewhere already. */
  async begin(target: string): Promise<void> {
    if (!this.#panel) await this.show(target);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#panel?.dispose();
  }

  #create(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(
      'vitrina.liveView',
      vscode.l10n.t('Live View'),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      {
        // For what is framed: frames inherit the sandbox of the page around them. The page itself has no script.
        enableScripts: true,
        // Behind another tab the frame stays where the user has gone to.
        retainContextWhenHidden: true,
        localResourceRoots: [],
      },
    );
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    return panel;
  }
}

/** Light or dark, as the editor is: a frame sees only the theme of the system. */
function theme(): Theme {
  const { kind } = vscode.window.activeColorTheme;
  return kind === vscode.ColorThemeKind.Dark || kind === vscode.ColorThemeKind.HighContrast ? 'dark' : 'light';
}

function frameHtml(url: string): string {
  const address = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const policy = `default-src 'none'; frame-src ${new URL(url).origin}; style-src 'unsafe-inline'`;
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
<body><iframe title="${vscode.l10n.t('Live view of the site')}" src="${address}"></iframe></body>
</html>`;
}

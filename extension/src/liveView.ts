import * as vscode from 'vscode';
import type { Controller } from './controller';
import { externalUrl } from './externalUri';
import { liveViewUrl } from './sitePath';

/** A page of the site beside the editor, in the server's own live view, which follows the files by itself. */
export class LiveView implements vscode.Disposable {
  readonly #subscription: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #target = '/';
  #siteUrl = '';

  constructor(private readonly controller: Controller) {
    // The view finds a server that comes back at the same address by itself, but not one that has another.
    this.#subscription = controller.onDidChangeState((state) => {
      if (state.kind === 'running' && this.#panel && state.site.url !== this.#siteUrl) void this.show(this.#target);
    });
  }

  /** Shows a path of the running site, in the view that is there already where there is one. */
  async show(target: string): Promise<void> {
    const { state } = this.controller;
    if (state.kind !== 'running') return;
    this.#target = target;
    this.#siteUrl = state.site.url;
    const url = liveViewUrl(await externalUrl(state.site.url), target, vscode.env.language);
    this.#panel ??= this.#create();
    this.#panel.webview.html = frameHtml(url);
    this.#panel.reveal(undefined, true);
  }

  dispose(): void {
    this.#subscription.dispose();
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

function frameHtml(url: string): string {
  const address = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const policy = `default-src 'none'; frame-src ${new URL(url).origin}; style-src 'unsafe-inline'`;
  // The color-scheme of a frame's element is what prefers-color-scheme says inside (CSS Color Adjustment, section 2.4).
  return `<!doctype html>
<html lang="${vscode.env.language}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <title>Vitrina</title>
  <style>
    html, body { height: 100%; margin: 0; padding: 0; overflow: hidden; }
    iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: light; }
    .vscode-dark iframe, .vscode-high-contrast:not(.vscode-high-contrast-light) iframe { color-scheme: dark; }
  </style>
</head>
<body><iframe title="${vscode.l10n.t('Live view of the site')}" src="${address}"></iframe></body>
</html>`;
}

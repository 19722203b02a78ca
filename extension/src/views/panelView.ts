import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { ResponseError, createMessageConnection } from 'vscode-jsonrpc/node';
import * as vscode from 'vscode';
import type { ClientRequests } from '../../protocol/methods.generated';
import { ErrorCode, PANEL_REQUESTS } from '../../protocol/methods.generated';
import type {
  HostAct,
  HostChoiceParams,
  HostCopyParams,
  HostLiveViewParams,
  HostOpenParams,
  HostRunParams,
  HostSaveParams,
  HostSettingParams,
  HostState,
  HostTellParams,
} from '../../protocol/panelHost';
import type { Site } from '../../protocol/types.generated';
import { isHostCommand, isHostSetting } from '../../protocol/panelHost';
import type { Controller, ServerNotification } from '../server/controller';
import { answerOf } from '../server/failures';
import { showOutside } from '../server/messages';
import { externalUrl, proxyNotice } from '../site/externalUri';
import { isBelow } from '../site/paths';
import type { Archives } from './archives';
import type { LiveView } from './liveView';
import { setShowsArchive } from './contextKey';
import { saveFile } from './saveFile';
import { WebviewReader, WebviewWriter } from './webviewMessages';

/** What the page may ask the server for: it looks; starting and stopping are commands of the editor. */
const PAGE_METHODS: ReadonlySet<string> = new Set(PANEL_REQUESTS);

/**
 * The view "Exchanges": puts the panel's page into a webview and relays between it and the server. VS Code throws a
 * hidden page away; each page that is shown gets a connection of its own, so that no answer reaches the wrong one.
 */
export class PanelView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #subscriptions: vscode.Disposable[];
  readonly #chosen = new vscode.EventEmitter<void>();
  #connection: MessageConnection | undefined;
  /** True once the page can take messages. */
  #ready = false;
  /** What was served last: its files can be opened also when it is not served any more. */
  #served: Site | undefined;
  /** What a command asked for, until the page can take it. */
  #act: HostAct | undefined;

  /** The user chose an exchange. */
  readonly onDidChoose = this.#chosen.event;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly controller: Controller,
    private readonly liveView: LiveView,
    private readonly archives: Archives,
  ) {
    this.#subscriptions = [
      this.#chosen,
      vscode.window.registerWebviewViewProvider('vitrina.panel', this),
      controller.onDidChangeState((state) => {
        if (state.kind === 'running') this.#served = state.site;
        void this.#sendState();
      }),
      controller.onDidNotify((notification) => {
        if (!archives.shown) this.#relay(notification);
      }),
      archives.onDidNotify((notification) => {
        if (archives.shown) this.#relay(notification);
      }),
      archives.onDidChange(() => void this.#sendState()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.#sendState()),
    ];
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const folder = vscode.Uri.joinPath(this.extensionUri, 'dist', 'panel');
    view.webview.options = { enableScripts: true, localResourceRoots: [folder] };
    this.#connect(view.webview);
    view.onDidChangeVisibility(() => {
      this.#disconnect();
      if (view.visible) this.#connect(view.webview);
    });
    view.onDidDispose(() => {
      this.#disconnect();
    });
    view.webview.html = pageHtml(view.webview, folder);
  }

  /** Shows the panel and has its page do something. */
  async act(act: HostAct): Promise<void> {
    if (act.act === 'compare') this.archives.show(''); // it names exchanges of the site
    this.#act = act;
    await vscode.commands.executeCommand('vitrina.panel.focus');
    await this.#sendAct();
  }

  /** Opens an HTTP Archive, for which the user is asked where none is given, and shows it. */
  async openHar(uri?: vscode.Uri): Promise<void> {
    if (await this.archives.open(uri)) await vscode.commands.executeCommand('vitrina.panel.focus');
  }

  dispose(): void {
    this.#disconnect();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #connect(webview: vscode.Webview): void {
    const connection = createMessageConnection(new WebviewReader(webview), new WebviewWriter(webview));
    connection.onRequest(async (method, params, token) => {
      if (!PAGE_METHODS.has(method)) {
        throw new ResponseError(ErrorCode.MethodNotFound, `the panel may not ask for ${method}`);
      }
      const asked = this.archives.shown ? this.archives : this.controller;
      try {
        return await asked.request(method as keyof ClientRequests, params as never, token);
      } catch (error) {
        throw answerOf(error);
      }
    });
    connection.onNotification('host/ready', () => {
      this.#ready = true;
      void this.#sendState().then(() => this.#sendAct());
    });
    connection.onNotification('host/didChoose', () => {
      this.#chosen.fire();
    });
    connection.onNotification('host/copy', ({ text }: HostCopyParams) => void vscode.env.clipboard.writeText(text));
    connection.onNotification(
      'host/tell',
      ({ sentence }: HostTellParams) => void vscode.window.showInformationMessage(sentence),
    );
    connection.onNotification('host/run', ({ command }: HostRunParams) => {
      if (isHostCommand(command)) void vscode.commands.executeCommand(command);
    });
    connection.onNotification('host/openLiveView', ({ target }: HostLiveViewParams) => {
      if (target.startsWith('/')) void this.liveView.show(target);
    });
    connection.onNotification('host/openSetting', ({ setting }: HostSettingParams) => {
      if (isHostSetting(setting)) void vscode.commands.executeCommand('workbench.action.openSettings', setting);
    });
    connection.onNotification('host/show', ({ id }: HostChoiceParams) => {
      this.archives.show(id);
    });
    connection.onNotification('host/close', ({ id }: HostChoiceParams) => void this.archives.close(id));
    connection.onNotification('host/save', (params: HostSaveParams) => void saveFile(params));
    connection.onNotification('host/open', (params: HostOpenParams) => void this.#open(params));
    connection.listen();
    this.#connection = connection;
  }

  #relay({ method, params }: ServerNotification): void {
    void this.#connection?.sendNotification(method, params);
  }

  #disconnect(): void {
    this.#ready = false;
    this.#connection?.dispose();
    this.#connection = undefined;
  }

  async #sendAct(): Promise<void> {
    const act = this.#act;
    if (!act || !this.#ready) return;
    this.#act = undefined;
    await this.#connection?.sendNotification('host/act', act);
  }

  async #sendState(): Promise<void> {
    const state = await shownState(this.controller, this.archives);
    await this.#connection?.sendNotification('host/didChangeState', state);
  }

  async #open({ siteId, path: relative, line }: HostOpenParams): Promise<void> {
    const site = this.#served;
    if (site?.id !== siteId) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Vitrina does not know any more which folder {0} is in.', relative),
      );
      return;
    }
    const file = path.resolve(site.root, relative);
    if (!isBelow(site.root, file)) {
      showOutside(file, site.root, vscode.Uri.file(path.dirname(file)));
      return;
    }
    const start = new vscode.Position(Math.max(line - 1, 0), 0);
    try {
      await vscode.window.showTextDocument(vscode.Uri.file(file), { selection: new vscode.Range(start, start) });
    } catch (error) {
      // The file is gone, or is none that an editor shows: VS Code's own sentence says which.
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  }
}

/** The state of what is shown: of the site, or of an archive that is open. */
async function shownState(controller: Controller, archives: Archives): Promise<HostState> {
  const state = await hostState(controller);
  const { shown, choices } = archives;
  setShowsArchive(shown !== undefined);
  if (choices.length === 0) return state;
  const name = path.basename(state.site?.root ?? '');
  return {
    ...(shown ? { state: 'running', trusted: state.trusted, site: shown, notices: [] } : state),
    choices: [{ id: '', name, archive: false }, ...choices],
  };
}

async function hostState(controller: Controller): Promise<HostState> {
  const { isTrusted } = vscode.workspace;
  const before = controller.state;
  const external = before.kind === 'running' ? await externalOrOwnUrl(before.site.url) : undefined;
  // While VS Code forwarded the port the server may have gone on: tell what is now, not what was.
  const { state } = controller;
  if (state !== before) return hostState(controller);
  if (state.kind !== 'running' || external === undefined) {
    return {
      state: state.kind,
      trusted: isTrusted,
      ...(state.kind === 'failed' && { reason: state.reason }),
      notices: [],
    };
  }
  const notice = proxyNotice(state.site.url, external);
  return {
    state: state.kind,
    trusted: isTrusted,
    site: state.site,
    ...(external !== state.site.url && { externalUrl: external }),
    notices: notice === undefined ? [] : [notice],
  };
}

/** The panel shows exchanges also where VS Code cannot forward the port. */
async function externalOrOwnUrl(siteUrl: string): Promise<string> {
  try {
    return await externalUrl(siteUrl);
  } catch {
    return siteUrl;
  }
}

function pageHtml(webview: vscode.Webview, folder: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
    `connect-src ${webview.cspSource}`, // what the page knows of HTTP is read when it is asked for
  ].join('; ');
  return `<!doctype html>
<html lang="${vscode.env.language}" data-session="${vscode.env.sessionId}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Vitrina</title>
  <link rel="stylesheet" href="${file('panel.css')}">
</head>
<body>
  <vitrina-panel role="main"></vitrina-panel>
  <script defer nonce="${nonce}" src="${file('panel.js')}"></script>
</body>
</html>`;
}

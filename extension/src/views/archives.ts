import path from 'node:path';
import type { CancellationToken } from 'vscode-jsonrpc/node';
import { ResponseError } from 'vscode-jsonrpc/node';
import * as vscode from 'vscode';
import type { ClientRequests } from '../../protocol/methods.generated';
import { ErrorCode } from '../../protocol/methods.generated';
import type { HostChoice } from '../../protocol/panelHost';
import type { Site } from '../../protocol/types.generated';
import type { ServerNotification } from '../server/controller';
import { reportOf } from '../server/failures';
import { SerialQueue } from '../server/serialQueue';
import { spawnServer, usableBinary } from '../server/serverLaunch';
import type { ServerProcess } from '../server/serverProcess';
import { editorSettings } from '../site/settings';

/**
 * The HTTP Archives that are open. A server of their own reads them, which serves nothing: they stay when the site is
 * restarted, and none of the site's exchanges makes room for theirs. It runs while one is open.
 */
export class Archives implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #notified = new vscode.EventEmitter<ServerNotification>();
  readonly #queue = new SerialQueue();
  #server: ServerProcess | undefined;
  #open: Site[] = [];
  /** The id of the one that the panel shows; empty for the site. */
  #shown = '';

  /** Another one is open, or shown. */
  readonly onDidChange = this.#changed.event;
  readonly onDidNotify = this.#notified.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** The archive that the panel shows; undefined where it shows the site. */
  get shown(): Site | undefined {
    return this.#open.find(({ id }) => id === this.#shown);
  }

  /** Those that are open, to choose from. */
  get choices(): HostChoice[] {
    return this.#open.map(({ id, root }) => ({ id, name: path.basename(root), archive: true }));
  }

  /** Opens a file, for which the user is asked where none is given, and shows it; false where that was not to be. */
  async open(given?: vscode.Uri): Promise<boolean> {
    const uri = given ?? (await chosenFile());
    if (!uri) return false;
    return this.#queue.run(async () => {
      try {
        this.#server ??= await this.#start();
        const opened = await this.#server.request('har/open', { path: uri.fsPath });
        const before = this.#open.filter(({ root }) => root === opened.root);
        this.#open.push(opened);
        this.show(opened.id);
        for (const { id } of before) await this.#close(id); // the file may have changed since
        return true;
      } catch (error) {
        void vscode.window.showErrorMessage(reportOf(error).sentence);
        await this.#stopIfIdle();
        return false;
      }
    });
  }

  /** Shows an archive, or with an empty id the site. */
  show(id: string): void {
    this.#shown = id;
    this.#changed.fire();
  }

  /** Closes an archive; the site is shown in its place. */
  async close(id: string): Promise<void> {
    await this.#queue.run(() => this.#close(id));
  }

  /** Sends a request to the server of the archives. */
  async request<M extends keyof ClientRequests>(
    method: M,
    params: ClientRequests[M]['params'],
    token?: CancellationToken,
  ): Promise<ClientRequests[M]['result']> {
    if (!this.#server)
      throw new ResponseError(ErrorCode.RequestFailed, vscode.l10n.t('The file is not open any more.'));
    return this.#server.request(method, params, token);
  }

  dispose(): void {
    this.#changed.dispose();
    this.#notified.dispose();
    void this.stop();
  }

  /** Closes all. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#forget();
    await server?.stop();
  }

  async #close(id: string): Promise<void> {
    if (!this.#open.some((each) => each.id === id)) return;
    this.#open = this.#open.filter((each) => each.id !== id);
    if (this.#shown === id) this.show('');
    else this.#changed.fire();
    try {
      await this.#server?.request('site/stop', { siteId: id });
    } catch {
      // The server is gone, and all with it.
    }
    await this.#stopIfIdle();
  }

  async #start(): Promise<ServerProcess> {
    const { serverPath } = editorSettings(vscode.workspace.getConfiguration('vitrina'));
    const file = await usableBinary(this.context, serverPath);
    const server = spawnServer(file, this.log, (method, params) => {
      this.#notified.fire({ method, params });
    });
    void server.ended.then(() => {
      if (this.#server === server) this.#forget();
    });
    try {
      await server.initialize();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  async #stopIfIdle(): Promise<void> {
    if (this.#open.length === 0) await this.stop();
  }

  #forget(): void {
    this.#server = undefined;
    this.#open = [];
    this.show('');
  }
}

async function chosenFile(): Promise<vscode.Uri | undefined> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const files = await vscode.window.showOpenDialog({
    ...(folder && { defaultUri: folder.uri }),
    canSelectMany: false,
    openLabel: vscode.l10n.t('Open HAR'),
    filters: { 'HTTP Archive': ['har', 'json'] },
  });
  return files?.[0];
}

import type { CancellationToken } from 'vscode-jsonrpc/node';
import { ResponseError } from 'vscode-jsonrpc/node';
import * as vscode from 'vscode';
import type { ClientRequests } from '../../protocol/methods.generated';
import type { ErrorData, Site, SiteDidChangeParams, SiteStartParams } from '../../protocol/types.generated';
import { withPython } from '../site/pythonExtension';
import { forThisMachine } from '../site/reach';
import type { Consent } from '../site/reachConsent';
import { editorSettings, sameParams, siteStartParams } from '../site/settings';
import type { SiteFolder } from '../site/siteFolder';
import { rootSetting } from '../site/siteFolder';
import { spawnServer, usableBinary } from './serverLaunch';
import type { ProcessEnd, ServerProcess, ServerProcessOptions } from './serverProcess';

/** What a session is to serve, and how. */
export interface SessionOptions {
  readonly folder: SiteFolder;
  /** What the settings ask for. */
  readonly params: SiteStartParams;
  /** How much of that the user agreed to. */
  readonly consent: Consent;
  /** The interpreter that was chosen in the Python extension. */
  readonly python: string | undefined;
  readonly serverPath: unknown;
  /** Taken where it is free and the settings name none. */
  readonly port: number | undefined;
}

/** One start of the server to its end: the process, the site that it serves, and what both were asked for. */
export class Session {
  /** How the server ended, whoever ended it. */
  readonly ended: Promise<ProcessEnd>;

  private constructor(
    readonly site: Site,
    private readonly options: SessionOptions,
    private readonly server: ServerProcess,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.ended = server.ended;
  }

  /**
   * Runs a server and has it serve a folder. An abort ends the server as well; the start then fails, as it does for any
   * other reason, when no process is left.
   */
  static async start(
    options: SessionOptions,
    signal: AbortSignal,
    context: vscode.ExtensionContext,
    log: vscode.LogOutputChannel,
    onNotification: ServerProcessOptions['onNotification'],
  ): Promise<Session> {
    const file = await usableBinary(context, options.serverPath);
    signal.throwIfAborted();
    let changed: Site | undefined; // while its start is being answered
    const server = spawnServer(file, log, (method, params) => {
      if (method === 'site/didChange' && (params as SiteDidChangeParams).change === 'changed') {
        changed = (params as SiteDidChangeParams).site;
      }
      onNotification(method, params);
    });
    const stop = (): void => void server.stop();
    signal.addEventListener('abort', stop);
    try {
      await trace(server, options.folder, log);
      await server.initialize();
      const { params, consent, python, port } = options;
      const wanted = withPython(consent === 'machine' ? forThisMachine(params) : params, python);
      const started = await startSite(server, wanted, port);
      signal.throwIfAborted();
      return new Session(changed?.id === started.id ? changed : started, options, server, log);
    } catch (error) {
      await server.stop();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  get folder(): SiteFolder {
    return this.options.folder;
  }

  /** True where the settings still ask for what this was started with. */
  get isUpToDate(): boolean {
    const { folder, params, serverPath } = this.options;
    const config = vscode.workspace.getConfiguration('vitrina', folder.scope);
    return (
      sameParams(params, siteStartParams(config, folder.root)) &&
      serverPath === editorSettings(config).serverPath &&
      rootSetting(folder.scope) === folder.setting
    );
  }

  /** True where scripts run as they would with another interpreter chosen in the Python extension. */
  runsAsWith(python: string | undefined): boolean {
    const { params } = this.options;
    return sameParams(withPython(params, python), withPython(params, this.options.python));
  }

  /** Sends a request; see `ServerProcess.request` for how it fails. */
  request<M extends keyof ClientRequests>(
    method: M,
    params: ClientRequests[M]['params'],
    token?: CancellationToken,
  ): Promise<ClientRequests[M]['result']> {
    return this.server.request(method, params, token);
  }

  /** Tells the server that a file was saved. */
  saved(path: string): void {
    this.server.notify('reload/didSave', { siteId: this.site.id, path });
  }

  /** Writes as much of what is said with the server to the log as the settings ask for. */
  async trace(): Promise<void> {
    await trace(this.server, this.folder, this.log);
  }

  /** Ends the server with all its scripts; resolves when the process is gone. */
  async stop(): Promise<void> {
    await this.server.stop();
  }
}

async function trace(server: ServerProcess, { scope }: SiteFolder, log: vscode.LogOutputChannel): Promise<void> {
  const { trace: level } = editorSettings(vscode.workspace.getConfiguration('vitrina', scope));
  await server.trace(level, (line) => {
    log.info(line);
  });
}

/** Starts a site at `port` where that is free and the settings leave it open, so that pages in browsers find it again. */
async function startSite(server: ServerProcess, params: SiteStartParams, port: number | undefined): Promise<Site> {
  if (port !== undefined && (params.port ?? 0) === 0) {
    try {
      return await server.request('site/start', { ...params, port });
    } catch (error) {
      const failure = error instanceof ResponseError ? (error.data as ErrorData | undefined)?.failure : undefined;
      if (!failure?.startsWith('portTaken')) throw error; // whoever has it
    }
  }
  return server.request('site/start', params);
}

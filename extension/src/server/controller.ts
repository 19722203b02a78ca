import { performance } from 'node:perf_hooks';
import type { CancellationToken } from 'vscode-jsonrpc/node';
import { ResponseError } from 'vscode-jsonrpc/node';
import * as vscode from 'vscode';
import type { ClientRequests, ServerNotifications } from '../../protocol/methods.generated';
import { DEFAULT_PORT, ErrorCode } from '../../protocol/methods.generated';
import type {
  ErrorData,
  LogMessageParams,
  Site,
  SiteDidChangeParams,
  SiteStartParams,
} from '../../protocol/types.generated';
import { CrashPolicy } from './crashPolicy';
import type { FailureReport } from './failures';
import { endedSentence, reportOf } from './failures';
import { writeLog } from './log';
import { showFailure, showPortMoved, showRestarted, showSettingsChanged } from './messages';
import { PythonChoice } from '../site/pythonChoice';
import { withPython } from '../site/pythonExtension';
import { askedReach, forThisMachine } from '../site/reach';
import { ReachConsent } from '../site/reachConsent';
import { SerialQueue } from './serialQueue';
import { spawnServer, usableBinary } from './serverLaunch';
import type { ProcessEnd, ServerProcess } from './serverProcess';
import type { ServerEvent, ServerState } from './serverState';
import { STOPPED, nextState } from './serverState';
import { editorSettings, sameParams, siteStartParams } from '../site/settings';
import type { SiteFolder } from '../site/siteFolder';
import { findSiteFolder, rootSetting } from '../site/siteFolder';

/** A notification of the server. */
export interface ServerNotification {
  readonly method: keyof ServerNotifications;
  readonly params: unknown;
}

/** A server that runs, and what it was asked for. */
interface Session {
  readonly server: ServerProcess;
  readonly folder: SiteFolder;
  readonly params: SiteStartParams;
  readonly serverPath: string;
  /** The interpreter that was chosen in the Python extension. */
  readonly python: string | undefined;
  site: Site;
}

/**
 * Starts, stops and watches the one server of this window. What is asked for happens one after another; a stop ends a
 * start that is under way.
 */
export class Controller implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<ServerState>();
  readonly #notified = new vscode.EventEmitter<ServerNotification>();
  readonly #subscriptions: vscode.Disposable[];
  readonly #queue = new SerialQueue();
  readonly #crashes = new CrashPolicy();
  readonly #python: PythonChoice;
  readonly #reach: ReachConsent;
  #state: ServerState = STOPPED;
  #session: Session | undefined;
  /** The server of the session, or one that is being started. */
  #server: ServerProcess | undefined;
  /** Counts starts and stops, so that a start can tell that a stop came after it. */
  #attempt = 0;
  #starting: Promise<Site | undefined> | undefined;
  /** What was served last, for a restart. */
  #folder: SiteFolder | undefined;
  #toldPort: number | undefined;

  readonly onDidChangeState = this.#changed.event;
  readonly onDidNotify = this.#notified.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#reach = new ReachConsent(context.workspaceState);
    this.#python = new PythonChoice(() => this.#pythonChanged());
    this.#subscriptions = [
      this.#changed,
      this.#notified,
      this.#python,
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('vitrina')) this.#settingsChanged();
      }),
      // Trust is told to a server once, when the connection opens: scripts run after a restart.
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        if (this.#state.kind === 'running' || this.#state.kind === 'starting') void this.restart();
      }),
    ];
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Serves the folder that is meant, asking where that is open; the site, or undefined where none runs then. */
  start(): Promise<Site | undefined> {
    if (this.#starting) return this.#starting;
    const attempt = ++this.#attempt;
    return this.#begin(() => this.#start(attempt));
  }

  /** Ends the server with all its scripts; resolves when the process is gone. */
  async stop(): Promise<void> {
    this.#interrupt();
    await this.#queue.run(async () => {
      await this.#server?.stop();
      this.#apply({ type: 'stopped' });
    });
  }

  /** Ends the server and serves the same folder again, at the same port unless the settings name another. */
  async restart(): Promise<void> {
    const folder = this.#folder;
    if (folder?.setting !== rootSetting(folder?.scope)) {
      await this.stop();
      await this.start();
      return;
    }
    const port = this.#state.kind === 'running' ? this.#state.site.port : undefined;
    const attempt = this.#interrupt();
    await this.#begin(async () => {
      await this.#server?.stop();
      return attempt === this.#attempt ? this.#serve(folder, attempt, port) : undefined;
    });
  }

  /** The folder that is served, else the one that a start would serve, asking where that is open. */
  async folder(): Promise<SiteFolder | undefined> {
    return this.#session?.folder ?? findSiteFolder(this.context.extensionUri);
  }

  /** What a server is asked for to serve a folder. */
  async params(folder: SiteFolder): Promise<SiteStartParams> {
    const config = vscode.workspace.getConfiguration('vitrina', folder.scope);
    return withPython(siteStartParams(config, folder.root), await this.#python.of(folder.scope));
  }

  /** Sends a request to the server; fails with a `ResponseError` while none runs. */
  async request<M extends keyof ClientRequests>(
    method: M,
    params: ClientRequests[M]['params'],
    token?: CancellationToken,
  ): Promise<ClientRequests[M]['result']> {
    if (!this.#session) {
      throw new ResponseError(ErrorCode.RequestFailed, vscode.l10n.t('The Vitrina server is not running.'));
    }
    return this.#session.server.request(method, params, token);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    void this.stop();
  }

  /** Begins to end what runs or is being started, ahead of the queue; the number of what comes next. */
  #interrupt(): number {
    this.#session = undefined;
    this.#starting = undefined;
    void this.#server?.stop();
    return ++this.#attempt;
  }

  /** Queues what starts a server; a start that is asked for meanwhile joins it. */
  #begin(start: () => Promise<Site | undefined>): Promise<Site | undefined> {
    const starting = this.#queue.run(start);
    this.#starting = starting;
    return starting.finally(() => {
      if (this.#starting === starting) this.#starting = undefined;
    });
  }

  async #start(attempt: number): Promise<Site | undefined> {
    if (this.#session) return this.#session.site;
    if (attempt !== this.#attempt) return undefined;
    const folder = await findSiteFolder(this.context.extensionUri);
    this.#reach.forget();
    return folder && attempt === this.#attempt ? this.#serve(folder, attempt) : undefined;
  }

  /** To be run in the queue, while no server runs. `port` is taken where it is free and the settings name none. */
  async #serve(folder: SiteFolder, attempt: number, port?: number): Promise<Site | undefined> {
    this.#folder = folder;
    this.#apply({ type: 'starting' });
    let server: ServerProcess | undefined;
    try {
      const config = vscode.workspace.getConfiguration('vitrina', folder.scope);
      const { serverPath, trace } = editorSettings(config);
      const params = siteStartParams(config, folder.root);
      const asked = askedReach(config);
      const consent = asked ? await this.#reach.of(folder, asked) : 'network';
      if (attempt !== this.#attempt) return undefined;
      if (!consent) {
        this.#apply({ type: 'stopped' });
        return undefined;
      }
      const python = await this.#python.of(folder.scope);
      const wanted = withPython(consent === 'machine' ? forThisMachine(params) : params, python);
      server = await this.#launch(serverPath, attempt);
      if (!server) return undefined;
      await server.trace(trace, this.#trace);
      await server.initialize();
      const site = await startSite(server, wanted, port);
      if (attempt !== this.#attempt) {
        await server.stop();
        return undefined;
      }
      const session = { server, folder, params, serverPath, python, site };
      this.#session = session;
      this.#settingsChanged(); // while the server was being started
      void server.ended.then((end) => {
        this.#ended(session, end);
      });
      this.#apply({ type: 'started', site });
      this.log.info(`${site.root} → ${site.url}`);
      if (site.portMoved && site.port !== this.#toldPort) {
        this.#toldPort = site.port;
        showPortMoved(site, DEFAULT_PORT);
      }
      return site;
    } catch (error) {
      await server?.stop();
      if (attempt !== this.#attempt) return undefined; // stopped in the meantime: nothing failed
      this.#fail(reportOf(error));
      return undefined;
    }
  }

  async #launch(serverPath: string, attempt: number): Promise<ServerProcess | undefined> {
    const file = await usableBinary(this.context, serverPath);
    if (attempt !== this.#attempt) return undefined;
    this.#server = spawnServer(file, this.log, (method, params) => {
      this.#notice({ method, params });
    });
    return this.#server;
  }

  #notice(notification: ServerNotification): void {
    if (notification.method === 'log/message') {
      writeLog(this.log, notification.params as LogMessageParams);
      return;
    }
    if (notification.method === 'site/didChange') this.#siteChanged(notification.params as SiteDidChangeParams);
    this.#notified.fire(notification);
  }

  #siteChanged({ site, change, reason }: SiteDidChangeParams): void {
    const session = this.#session;
    if (session?.site.id !== site.id) return;
    if (change === 'changed') {
      session.site = site;
      this.#apply({ type: 'changed', site });
    } else if (change === 'ended') {
      const attempt = this.#interrupt();
      void this.#queue.run(async () => {
        await session.server.stop();
        if (attempt === this.#attempt) this.#fail({ sentence: reason });
      });
    }
  }

  /** A server ended that was not asked to: once it is started again without asking. */
  #ended(session: Session, end: ProcessEnd): void {
    if (this.#session !== session) return;
    this.#session = undefined;
    const sentence = endedSentence(end);
    if (!this.#crashes.mayRestart(performance.now())) {
      this.#fail({ sentence });
      return;
    }
    this.log.error(sentence);
    const attempt = ++this.#attempt;
    this.#apply({ type: 'starting' });
    void this.#begin(async () => {
      if (attempt !== this.#attempt) return undefined;
      const site = await this.#serve(session.folder, attempt, session.site.port);
      if (site) showRestarted(sentence);
      return site;
    });
  }

  #fail(report: FailureReport): void {
    this.log.error(report.sentence);
    this.#apply({ type: 'failed', reason: report.sentence });
    showFailure(report);
  }

  /**
   * Changed settings are not applied by themselves: a restart cuts off answers that are being sent and forgets the
   * exchanges, so that the user says when.
   */
  #settingsChanged(): void {
    const session = this.#session;
    if (!session) return;
    const { folder } = session;
    const config = vscode.workspace.getConfiguration('vitrina', folder.scope);
    const { serverPath, trace } = editorSettings(config);
    void session.server.trace(trace, this.#trace);
    const same =
      sameParams(session.params, siteStartParams(config, folder.root)) &&
      serverPath === session.serverPath &&
      rootSetting(folder.scope) === folder.setting;
    if (!same) showSettingsChanged();
  }

  /** Another interpreter was chosen in the Python extension: scripts run with it after a restart. */
  async #pythonChanged(): Promise<void> {
    const session = this.#session;
    if (!session) return;
    const python = await this.#python.of(session.folder.scope);
    const same = sameParams(withPython(session.params, python), withPython(session.params, session.python));
    if (!same && session === this.#session) await this.restart();
  }

  readonly #trace = (line: string): void => {
    this.log.info(line);
  };

  #apply(event: ServerEvent): void {
    const state = nextState(this.#state, event);
    if (state === this.#state) return;
    this.#state = state;
    this.#changed.fire(state);
  }
}

/** Starts a site at `port` where that is free and the settings leave it open, so that pages in browsers find it again. */
async function startSite(server: ServerProcess, params: SiteStartParams, port: number | undefined): Promise<Site> {
  if (port !== undefined && (params.port ?? 0) === 0) {
    try {
      return await server.request('site/start', { ...params, port });
    } catch (error) {
      const taken = error instanceof ResponseError && (error.data as ErrorData | undefined)?.failure === 'portTaken';
      if (!taken) throw error;
    }
  }
  return server.request('site/start', params);
}

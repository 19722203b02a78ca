import { performance } from 'node:perf_hooks';
import type { CancellationToken } from 'vscode-jsonrpc/node';
import { ResponseError } from 'vscode-jsonrpc/node';
import * as vscode from 'vscode';
import type { ClientRequests, ServerNotifications } from '../../protocol/methods.generated';
import { DEFAULT_PORT, ErrorCode } from '../../protocol/methods.generated';
import type { LogMessageParams, Site, SiteDidChangeParams, SiteStartParams } from '../../protocol/types.generated';
import { samePath } from '../site/paths';
import { PythonChoice } from '../site/pythonChoice';
import { withPython } from '../site/pythonExtension';
import { askedReach } from '../site/reach';
import { ReachConsent } from '../site/reachConsent';
import { editorSettings, siteStartParams } from '../site/settings';
import type { SiteFolder } from '../site/siteFolder';
import { findSiteFolder, rootSetting } from '../site/siteFolder';
import { CrashPolicy } from './crashPolicy';
import type { FailureReport } from './failures';
import { endedSentence, reportOf } from './failures';
import { writeLog } from './log';
import { showFailure, showPortMoved, showRestarted, showSettingsChanged } from './messages';
import { SerialQueue } from './serialQueue';
import type { ProcessEnd } from './serverProcess';
import type { ServerEvent, ServerState } from './serverState';
import { STOPPED, nextState } from './serverState';
import type { SessionOptions } from './session';
import { Session } from './session';

/** A notification of the server. */
export interface ServerNotification {
  readonly method: keyof ServerNotifications;
  readonly params: unknown;
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
  /** Ends what was asked for last, as soon as something else is. */
  #last = new AbortController();
  #starting: Promise<Site | undefined> | undefined;
  /** What was served last, for a restart. */
  #folder: SiteFolder | undefined;
  /** The port that was last shown to be another than the default one. */
  #shownPort: number | undefined;

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

  /** True where the server can be asked. */
  get isServing(): boolean {
    return this.#session !== undefined;
  }

  /** True where a site is served or is to be, so that a start joins that. */
  get isStarted(): boolean {
    return this.#session !== undefined || this.#starting !== undefined;
  }

  /** Whose settings hold for the site that is served; undefined also where none is. */
  get scope(): vscode.Uri | undefined {
    return this.#session?.folder.scope;
  }

  /** Serves the folder that is meant, asking where that is open; the site, or undefined where none runs then. */
  start(): Promise<Site | undefined> {
    if (this.#starting) return this.#starting;
    if (this.#session) return Promise.resolve(this.#session.site);
    const signal = this.#next();
    return this.#begin(signal, async () => {
      const folder = await findSiteFolder(this.context.extensionUri);
      this.#reach.forget();
      signal.throwIfAborted();
      return folder && this.#serve(folder, signal);
    });
  }

  /** Serves a folder in place of the one that is served; the site, or undefined where none runs then. */
  serve(folder: SiteFolder): Promise<Site | undefined> {
    const served = this.#session;
    if (served && samePath(served.folder.root, folder.root)) return Promise.resolve(served.site);
    const session = this.#interrupt();
    const signal = this.#next();
    return this.#begin(signal, async () => {
      await session?.stop();
      this.#reach.forget();
      signal.throwIfAborted();
      return this.#serve(folder, signal);
    });
  }

  /** Ends the server with all its scripts; resolves when the process is gone. */
  async stop(): Promise<void> {
    const session = this.#interrupt();
    this.#next();
    await this.#queue.run(async () => {
      await session?.stop();
      this.#apply({ type: 'stopped' });
    });
  }

  /** Ends the server and serves the same folder again, at the same port unless the settings name another. */
  async restart(): Promise<void> {
    const folder = this.#folder;
    if (!folder || folder.setting !== rootSetting(folder.scope)) {
      await this.stop();
      await this.start();
      return;
    }
    const port = this.#state.kind === 'running' ? this.#state.site.port : undefined;
    const session = this.#interrupt();
    const signal = this.#next();
    await this.#begin(signal, async () => {
      await session?.stop();
      signal.throwIfAborted();
      return this.#serve(folder, signal, port);
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
    return this.#session.request(method, params, token);
  }

  /** Tells the server that a file was saved, so that pages follow at once, and whoever else wrote to it. */
  saved(uri: vscode.Uri): void {
    if (uri.scheme === 'file') this.#session?.saved(uri.fsPath);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    void this.stop();
  }

  /** Begins to end the session, ahead of the queue, and gives it; what comes next waits for its end. */
  #interrupt(): Session | undefined {
    const session = this.#session;
    this.#session = undefined;
    void session?.stop();
    return session;
  }

  /** What is asked for from now on ends what was asked for before, such as a start that is under way. */
  #next(): AbortSignal {
    this.#starting = undefined;
    this.#last.abort();
    this.#last = new AbortController();
    return this.#last.signal;
  }

  /** Queues what starts a server; a start that is asked for meanwhile joins it. An abort makes it give no site. */
  #begin(signal: AbortSignal, start: () => Promise<Site | undefined>): Promise<Site | undefined> {
    const starting = this.#queue.run(async () => {
      try {
        signal.throwIfAborted();
        return await start();
      } catch (error) {
        if (!signal.aborted) this.#fail(reportOf(error)); // else something else was asked for: nothing failed
        return undefined;
      }
    });
    this.#starting = starting;
    return starting.finally(() => {
      if (this.#starting === starting) this.#starting = undefined;
    });
  }

  /** To be run in the queue, while no server runs. `port` is taken where it is free and the settings name none. */
  async #serve(folder: SiteFolder, signal: AbortSignal, port?: number): Promise<Site | undefined> {
    this.#folder = folder;
    this.#apply({ type: 'starting' });
    const options = await this.#options(folder, port);
    signal.throwIfAborted();
    if (!options) {
      this.#apply({ type: 'stopped' });
      return undefined;
    }
    const session = await Session.start(options, signal, this.context, this.log, (method, params) => {
      this.#notice({ method, params });
    });
    this.#session = session;
    this.#settingsChanged(); // while the server was being started
    void session.ended.then((end) => {
      this.#ended(session, end);
    });
    const { site } = session;
    this.#apply({ type: 'started', site });
    this.log.info(`${site.root} → ${site.url}`);
    if (site.portMoved && site.port !== this.#shownPort) {
      this.#shownPort = site.port;
      showPortMoved(site, DEFAULT_PORT);
    }
    return site;
  }

  /** What the settings and the user want; undefined where the user's answer is to start nothing. */
  async #options(folder: SiteFolder, port: number | undefined): Promise<SessionOptions | undefined> {
    const config = vscode.workspace.getConfiguration('vitrina', folder.scope);
    const { serverPath } = editorSettings(config);
    const params = siteStartParams(config, folder.root);
    const asked = askedReach(config);
    const consent = asked ? await this.#reach.of(folder, asked) : 'network';
    if (!consent) return undefined;
    return { folder, params, consent, python: await this.#python.of(folder.scope), serverPath, port };
  }

  #notice(notification: ServerNotification): void {
    if (notification.method === 'log/message') {
      writeLog(this.log, notification.params as LogMessageParams);
      return;
    }
    if (notification.method === 'site/didChange') this.#siteChanged(notification.params as SiteDidChangeParams);
    this.#notified.fire(notification);
  }

  /** A site that ended by itself takes its server along. */
  #siteChanged({ site, change, reason }: SiteDidChangeParams): void {
    if (change === 'changed') this.#apply({ type: 'changed', site });
    if (change !== 'ended' || this.#session?.site.id !== site.id) return;
    const session = this.#interrupt();
    const signal = this.#next();
    void this.#queue.run(async () => {
      await session?.stop();
      if (!signal.aborted) this.#fail({ sentence: reason });
    });
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
    const signal = this.#next();
    this.#apply({ type: 'starting' });
    void this.#begin(signal, async () => {
      const site = await this.#serve(session.folder, signal, session.site.port);
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
    void this.#session?.trace();
    if (this.#session?.isUpToDate === false) showSettingsChanged();
  }

  /** Another interpreter was chosen in the Python extension: scripts run with it after a restart. */
  async #pythonChanged(): Promise<void> {
    const session = this.#session;
    if (!session) return;
    const python = await this.#python.of(session.folder.scope);
    if (!session.runsAsWith(python) && session === this.#session) await this.restart();
  }

  #apply(event: ServerEvent): void {
    const state = nextState(this.#state, event);
    if (state === this.#state) return;
    this.#state = state;
    this.#changed.fire(state);
  }
}

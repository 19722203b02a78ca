import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/node';
import {
  ErrorCodes,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  Trace,
  createMessageConnection,
} from 'vscode-jsonrpc/node';
import type { ClientRequests, ServerNotifications } from '../../protocol/methods.generated';
import { PROTOCOL_VERSION } from '../../protocol/methods.generated';
import type { Program } from '../../protocol/types.generated';
import type { TraceLevel } from '../site/settings';

/** How a server ended. */
export interface ProcessEnd {
  /** Null where a signal ended it or it never ran. */
  readonly code: number | null;
  readonly signal: string | null;
  /** The last line that it wrote to standard error, else why it could not be run; may be empty. */
  readonly lastError: string;
}

/** A request that got no answer because the server ended. */
export class ServerEnded extends Error {
  constructor(readonly end: ProcessEnd) {
    super(`the server ended (code ${String(end.code)}, signal ${String(end.signal)}): ${end.lastError}`);
  }
}

export interface ServerProcessOptions {
  /** The program; it is run with the argument `rpc`. */
  readonly file: string;
  readonly client: Program;
  /** A BCP 47 tag; the server's sentences come in that language. */
  readonly locale: string;
  readonly workspaceTrusted: boolean;
  readonly onNotification: (method: keyof ServerNotifications, params: unknown) => void;
  /** Each line that the server writes to standard error. */
  readonly onErrorLine: (line: string) => void;
}

/**
 * How long each step of stop() may take, in milliseconds, before the next one. The server gives answers in flight at
 * most 2 s. All steps together stay below the 5 s that VS Code gives to all extensions when a window closes
 * (AbstractExtHostExtensionService._deactivateAll and ExtensionHostMain.terminate).
 */
export const STOP_STEPS_MS = { shutdown: 3_000, exit: 1_000, terminate: 500 } as const;

/** What is written to standard error just before the end may come after the exit; waited for no longer than this. */
const LAST_WORDS_MS = 1_000;

/** Codes that vscode-jsonrpc gives to requests whose connection ended before the answer came. */
const CONNECTION_LOST = new Set<number>([ErrorCodes.PendingResponseRejected, ErrorCodes.MessageWriteError]);

/** One `vitrina rpc`, and the JSON-RPC connection over its standard input and output. Knows nothing of VS Code. */
export class ServerProcess {
  readonly #options: ServerProcessOptions;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #connection: MessageConnection;
  /** Resolves when the process is gone, whoever ended it. Never rejects. */
  readonly ended: Promise<ProcessEnd>;
  #lastError = '';
  #gone = false;
  #stopping: Promise<ProcessEnd> | undefined;

  constructor(options: ServerProcessOptions) {
    this.#options = options;
    this.#child = spawn(options.file, ['rpc'], {
      // Not the editor's own folder and not the site's: on Windows a process holds on to the folder it works in.
      cwd: path.isAbsolute(options.file) ? path.dirname(options.file) : undefined,
      stdio: 'pipe',
      windowsHide: true,
    });
    this.ended = this.#watchEnd();
    this.#child.stdin.on('error', () => undefined); // a server that died: its end is told by `ended`
    createInterface({ input: this.#child.stderr }).on('line', (line) => {
      this.#lastError = line;
      options.onErrorLine(line);
    });
    this.#connection = createMessageConnection(
      new StreamMessageReader(this.#child.stdout),
      new StreamMessageWriter(this.#child.stdin),
    );
    this.#connection.onNotification((method, params) => {
      options.onNotification(method as keyof ServerNotifications, params);
    });
    // Without a connection that works a process is of no use, and waiting for it would be for ever.
    this.#connection.onError(() => {
      if (!this.#stopping) this.#child.kill('SIGKILL');
    });
    this.#connection.onClose(() => void this.#endAfterClose());
    this.#connection.listen();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Opens the connection; to be called first, once. */
  async initialize(): Promise<ClientRequests['initialize']['result']> {
    const { client, locale, workspaceTrusted } = this.#options;
    return this.request('initialize', { protocolVersion: PROTOCOL_VERSION, client, locale, workspaceTrusted });
  }

  /**
   * Sends a request. It fails with a `ResponseError` that carries the server's sentence and an `ErrorData`, or with
   * `ServerEnded`.
   */
  async request<M extends keyof ClientRequests>(
    method: M,
    params: ClientRequests[M]['params'],
    token?: CancellationToken,
  ): Promise<ClientRequests[M]['result']> {
    const parts = [...(params === undefined ? [] : [params]), ...(token ? [token] : [])];
    try {
      return await this.#connection.sendRequest<ClientRequests[M]['result']>(method, ...parts);
    } catch (error) {
      // What is not the server's own answer comes of a connection that is gone, and its process is so at once.
      if (error instanceof ResponseError && !CONNECTION_LOST.has(error.code)) throw error;
      throw new ServerEnded(await this.ended);
    }
  }

  /** Writes what the connection says to a log; `off` ends that. */
  async trace(level: TraceLevel, write: (line: string) => void): Promise<void> {
    if (this.#gone) return;
    const value = { off: Trace.Off, messages: Trace.Messages, verbose: Trace.Verbose }[level];
    await this.#connection.trace(value, {
      log: (message: unknown, data?: unknown) => {
        write([message, data].filter((part) => typeof part === 'string' && part !== '').join('\n'));
      },
    });
  }

  /**
   * Ends the process in steps, each after the one before had its time: the request `shutdown`; the notification `exit`
   * and the end of standard input; SIGTERM; SIGKILL. On Windows the last two are the same.
   */
  stop(): Promise<ProcessEnd> {
    this.#stopping ??= this.#stopInSteps();
    return this.#stopping;
  }

  async #stopInSteps(): Promise<ProcessEnd> {
    const shutdown = this.request('shutdown', undefined).catch(() => undefined); // fails where the process is gone
    await within(STOP_STEPS_MS.shutdown, shutdown);
    if (this.#gone) return this.ended;
    const exit = this.#connection.sendNotification('exit').catch(() => undefined);
    void exit.then(() => this.#child.stdin.end());
    if (await within(STOP_STEPS_MS.exit, this.ended)) return this.ended;
    this.#child.kill('SIGTERM');
    if (await within(STOP_STEPS_MS.terminate, this.ended)) return this.ended;
    this.#child.kill('SIGKILL');
    return this.ended;
  }

  async #watchEnd(): Promise<ProcessEnd> {
    const end = await new Promise<ProcessEnd>((resolve) => {
      this.#child.once('error', (error) => {
        // The event also tells of signals that could not be sent to a process that runs.
        if (this.#child.pid === undefined) resolve({ code: null, signal: null, lastError: error.message });
      });
      this.#child.once('exit', (code, signal) => {
        const tell = (): void => {
          resolve({ code, signal, lastError: this.#lastError });
        };
        this.#child.once('close', tell);
        setTimeout(tell, LAST_WORDS_MS).unref();
      });
    });
    this.#gone = true;
    this.#connection.dispose();
    return end;
  }

  /** A server that closed its standard output ends by itself; one that does not is ended. */
  async #endAfterClose(): Promise<void> {
    if (!(await within(STOP_STEPS_MS.exit, this.ended))) this.#child.kill('SIGKILL');
  }
}

/** True where the promise settled within the time. */
async function within(milliseconds: number, promise: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  try {
    return await Promise.race([promise.then(() => true as const), late]);
  } finally {
    clearTimeout(timer);
  }
}

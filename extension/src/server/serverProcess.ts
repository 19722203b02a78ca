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
import type { ClientNotifications, ClientRequests, ServerNotifications } from '../../protocol/methods.generated';
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
  /** STOP_STEPS_MS unless it is given. */
  readonly stopSteps?: StopSteps;
}

/** How long each step towards the end of a server may take, in milliseconds, before the next one. */
export interface StopSteps {
  /** The request `shutdown`; without a connection that works, the end of standard input. */
  readonly shutdown: number;
  /** The notification `exit`, and the end of standard input. */
  readonly exit: number;
  /** SIGTERM. */
  readonly terminate: number;
  /** SIGTERM once more: the server then ends its scripts at once, and itself with them. */
  readonly terminateAgain: number;
}

/**
 * The server gives answers in flight at most 2 s. All steps together stay below the 5 s that VS Code gives to all
 * extensions when a window closes (AbstractExtHostExtensionService._deactivateAll and ExtensionHostMain.terminate).
 */
const STOP_STEPS_MS: StopSteps = { shutdown: 3_000, exit: 1_000, terminate: 250, terminateAgain: 250 };

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
    this.#connection.onError(() => void this.#abandon());
    this.#connection.onClose(() => void this.#abandon());
    this.#connection.listen();
  }

  get #steps(): StopSteps {
    return this.#options.stopSteps ?? STOP_STEPS_MS;
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

  /** Sends a notification. One that cannot be sent is of no use any more: the server is gone. */
  notify<M extends keyof ClientNotifications>(method: M, params: ClientNotifications[M]): void {
    if (!this.#gone) void this.#connection.sendNotification(method, params).catch(() => undefined);
  }

  /** Writes what the connection says to a log; `off` ends that. */
  async trace(level: TraceLevel, write: (line: string) => void): Promise<void> {
    if (this.#gone) return;
    const levels: Partial<Record<TraceLevel, Trace>> = { messages: Trace.Messages, verbose: Trace.Verbose };
    const value = levels[level] ?? Trace.Off; // also where the setting holds what no level is
    await this.#connection.trace(value, {
      log: (message: unknown, data?: unknown) => {
        write([message, data].filter((part) => typeof part === 'string' && part !== '').join('\n'));
      },
    });
  }

  /**
   * Ends the process in steps, each after the one before had its time: the request `shutdown`; the notification `exit`
   * and the end of standard input; SIGTERM; the same again; SIGKILL. On Windows the last three are the same.
   *
   * The server ends its scripts at each step but the last, which leaves it no time to.
   */
  stop(): Promise<ProcessEnd> {
    this.#stopping ??= this.#stopInSteps();
    return this.#stopping;
  }

  async #stopInSteps(): Promise<ProcessEnd> {
    const { shutdown, exit } = this.#steps;
    const done = this.request('shutdown', undefined).catch(() => undefined); // fails where the process is gone
    await within(shutdown, done);
    if (this.#gone) return this.ended;
    const told = this.#connection.sendNotification('exit').catch(() => undefined);
    void told.then(() => this.#child.stdin.end());
    return this.#endInSteps(exit);
  }

  /** The same without a connection: the end of standard input means `exit` to the server. */
  #abandon(): Promise<ProcessEnd> {
    this.#child.stdin.end();
    this.#stopping ??= this.#endInSteps(this.#steps.shutdown);
    return this.#stopping;
  }

  /** Ends by signals what does not end by itself in time. */
  async #endInSteps(byItself: number): Promise<ProcessEnd> {
    if (await within(byItself, this.ended)) return this.ended;
    for (const step of [this.#steps.terminate, this.#steps.terminateAgain]) {
      this.#child.kill('SIGTERM');
      if (await within(step, this.ended)) return this.ended;
    }
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

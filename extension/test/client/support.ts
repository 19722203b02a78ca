import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { ServerNotifications } from '../../protocol/methods.generated';
import type { ServerProcessOptions } from '../../src/server/serverProcess';
import { ServerProcess } from '../../src/server/serverProcess';

/** The binary under test; the tests run in the root folder of the sources. */
export const BINARY = path.resolve('.build', process.platform === 'win32' ? 'vitrina.exe' : 'vitrina');

/** A wait that lasts longer, in milliseconds, is a fault. Generous: machines that test are busy. */
const LIMIT_MS = 60_000;

interface Received<M extends keyof ServerNotifications = keyof ServerNotifications> {
  method: M;
  params: ServerNotifications[M];
}

/** The notifications of a server, to be waited for in whatever order they come. */
export class Inbox {
  readonly #received: Received[] = [];
  #arrived = (): void => undefined;

  readonly take = (method: keyof ServerNotifications, params: unknown): void => {
    this.#received.push({ method, params } as Received);
    this.#arrived();
  };

  /** All notifications of a method so far. */
  all<M extends keyof ServerNotifications>(method: M): ServerNotifications[M][] {
    return this.#received.filter((one): one is Received<M> => one.method === method).map(({ params }) => params);
  }

  /** What `find` makes of the notifications of a method, once it is not undefined. */
  async until<M extends keyof ServerNotifications, T>(
    method: M,
    find: (all: ServerNotifications[M][]) => T | undefined,
  ): Promise<T> {
    for (;;) {
      const found = find(this.all(method));
      if (found !== undefined) return found;
      const next = new Promise<void>((resolve) => (this.#arrived = resolve));
      await inTime(next, `a notification ${method}`);
    }
  }
}

export interface Started {
  server: ServerProcess;
  inbox: Inbox;
  errorLines: string[];
}

/** Runs a server for one test; it is ended after the test, whatever happened. */
export function spawnServer(context: TestContext, options: Partial<ServerProcessOptions> = {}): Started {
  const inbox = new Inbox();
  const errorLines: string[] = [];
  const server = new ServerProcess({
    file: BINARY,
    client: { name: 'test', version: '1' },
    locale: 'en',
    workspaceTrusted: true,
    onNotification: inbox.take,
    onErrorLine: (line) => errorLines.push(line),
    ...options,
  });
  context.after(() => server.stop());
  return { server, inbox, errorLines };
}

/** Runs a server and opens the connection. */
export async function startServer(context: TestContext, options: Partial<ServerProcessOptions> = {}): Promise<Started> {
  const started = spawnServer(context, options);
  await started.server.initialize();
  return started;
}

/** A copy of the lab's `html` in a folder of its own, with what else `prepare` puts there. */
export async function labCopy(context: TestContext): Promise<string> {
  const folder = await temporaryFolder(context);
  const html = path.join(folder, 'html');
  await cp(path.resolve('lab', 'html'), html, { recursive: true });
  return html;
}

export async function temporaryFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vitrina-client-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The value of a condition once it is not undefined or false. */
export async function eventually<T>(
  what: string,
  condition: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** True where a process of that number exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function inTime<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`waited in vain for ${what}`));
    }, LIMIT_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

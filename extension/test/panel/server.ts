import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Network, Verdict } from '../../protocol/types.generated';

/** The binary under test; the tests run in the root folder of the sources. */
export const BINARY =
  process.env['VITRINA_BINARY'] ?? path.resolve('.build', process.platform === 'win32' ? 'vitrina.exe' : 'vitrina');

/** An exchange, as `vitrina serve --json` tells of it. */
export interface Answered {
  readonly target: string;
  readonly status: number;
  readonly verdict?: Verdict;
}

/** A server that runs, as `vitrina serve --json` tells of itself. */
export interface Serving {
  readonly url: string;
  readonly panel: string;
  /** What lets pages of other sites frame its live view. */
  readonly liveViewKey: string;
  /** How others on the network reach it, where they do. */
  readonly network: Network | undefined;
  /** The folder that is served. */
  readonly root: string;
  /** What it has answered until now. */
  readonly answered: readonly Answered[];
  stop(): Promise<void>;
}

/** Serves a copy of the lab's `html` on a free port. */
export async function serveLab(...flags: string[]): Promise<Serving> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vitrina-panel-'));
  const root = path.join(folder, 'html');
  await cp('lab/html', root, { recursive: true });
  const serving = await serveFolder(root, ...flags);
  return {
    ...serving,
    async stop() {
      await serving.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Serves a folder on a free port. */
export async function serveFolder(root: string, ...flags: string[]): Promise<Serving> {
  const child = spawn(BINARY, ['serve', '--json', '--port', '0', ...flags, root], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = once(child, 'close');
  const lines = createInterface(child.stdout);
  const first = await Promise.race([once(lines, 'line'), ended.then(() => undefined)]);
  if (!first) throw new Error(`vitrina serve ended at once:\n${errors}`);
  const { url, panel, liveViewKey, network } = JSON.parse(String(first[0])) as Serving;
  const answered: Answered[] = [];
  lines.on('line', (line) => answered.push(JSON.parse(line) as Answered));
  return {
    answered,
    url,
    panel,
    liveViewKey,
    network,
    root,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

/** A way to a port that can be cut and mended, as a network can. */
export interface Cable {
  readonly port: number;
  /** Ends every connection, and takes no new one until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function cableTo(port: number): Promise<Cable> {
  const open = new Set<net.Socket>();
  let whole = true;
  const server = net.createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = net.connect(port, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => {
    whole = false;
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as net.AddressInfo).port,
    cut,
    mend: () => {
      whole = true;
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Sends a request byte by byte as it is given and waits for the end of the answer. */
export async function sendRaw(url: string, request: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = net.connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
  socket.end(Buffer.from(request, 'latin1'));
  await once(socket, 'close');
  return answer;
}

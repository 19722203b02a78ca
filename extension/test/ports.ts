import { createServer } from 'node:net';

/**
 * The ports that are tried. No system gives them to a program that asks for any free one: Linux gives 32,768 and above
 * (ip_local_port_range), the others 49,152 and above (RFC 6335, section 6). So one that was closed is still free a moment
 * later.
 */
const [FIRST, COUNT] = [20_000, 10_000];

let next = Math.floor(Math.random() * COUNT);

/** A free port of 127.0.0.1 that stays free while nobody listens there. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + (next++ % COUNT);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const listener = createServer();
    listener.once('error', () => resolve(false));
    listener.listen(port, '127.0.0.1', () => listener.close(() => resolve(true)));
  });
}

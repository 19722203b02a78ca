import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';

/** A proxy that serves a site below a path of its own, and whose lines can be cut. */
export class Proxy {
  static readonly PATH = '/proxy/8000/';
  readonly #open = new Set<net.Socket>();
  readonly #server: http.Server;
  #whole = true;

  private constructor(port: number) {
    const target = { host: '127.0.0.1', port };
    const headers = (request: http.IncomingMessage): http.OutgoingHttpHeaders => ({
      ...request.headers,
      host: `127.0.0.1:${port}`,
      ...(request.headers.origin && { origin: `http://127.0.0.1:${port}` }),
    });
    const path = (request: http.IncomingMessage): string => (request.url ?? '').replace(Proxy.PATH, '/');
    this.#server = http.createServer((request, response) => {
      const { method = 'GET' } = request;
      const onward = http.request({ ...target, method, path: path(request), headers: headers(request) }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      request.pipe(onward);
    });
    this.#server.on('upgrade', (request, near: net.Socket) => {
      const far = net.connect(target);
      const fields = Object.entries(headers(request)).map(([name, value]) => `${name}: ${String(value)}\r\n`);
      far.write(`GET ${path(request)} HTTP/1.1\r\n${fields.join('')}\r\n`);
      far.pipe(near).pipe(far);
      for (const end of [near, far]) end.on('error', () => end.destroy());
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    });
    this.#server.on('connection', (socket) => {
      if (!this.#whole) socket.destroy();
      this.#open.add(socket);
      socket.on('close', () => this.#open.delete(socket));
    });
  }

  static async before(port: number): Promise<Proxy> {
    const proxy = new Proxy(port);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${Proxy.PATH}`;
  }

  cut(): void {
    this.#whole = false;
    for (const socket of this.#open) socket.destroy();
  }

  mend(): void {
    this.#whole = true;
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

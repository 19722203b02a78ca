import type { Message, MessageConnection } from 'vscode-jsonrpc/browser';
import { PROTOCOL_VERSION } from '../../protocol/methods.generated';
import { asker, connect, PushReader, SendWriter } from './connection';
import type { Ask, Transport, TransportListener } from '../model/transport';

/** Milliseconds between attempts: soon at first, since a server that is started anew is back at once, then rarely. */
const FIRST_RETRY = 250;
const LAST_RETRY = 5000;

/** The way to the server from a plain browser: a WebSocket beside the page, opened again whenever it ends. */
export class WebSocketTransport implements Transport {
  readonly #url: string;
  readonly #locale: string;
  readonly #version: string;
  #connection: MessageConnection | undefined;
  #retry = FIRST_RETRY;
  readonly ask: Ask;

  /**
   * @param url where the server's WebSocket is
   * @param locale the language in which the server is to speak
   * @param version the page's own version
   * @param unconnected what a request without an answer fails with, in the user's language
   */
  constructor(url: string, locale: string, version: string, unconnected: string) {
    this.#url = url;
    this.#locale = locale;
    this.#version = version;
    this.ask = asker(() => this.#connection, unconnected);
  }

  open(listener: TransportListener): void {
    const socket = new WebSocket(this.#url);
    const reader = new PushReader();
    const writer = new SendWriter((message) => {
      socket.send(JSON.stringify(message));
    });
    const connection = connect(reader, writer, listener);
    socket.addEventListener('open', () => {
      void this.#start(connection, listener, socket);
    });
    socket.addEventListener('message', ({ data }) => {
      reader.push(JSON.parse(String(data)) as Message);
    });
    // An attempt that fails ends with `close` as well as one that went well and ended.
    socket.addEventListener('close', () => {
      this.#connection = undefined;
      connection.dispose(); // which alone fails what it waits for
      listener.disconnected();
      setTimeout(() => {
        this.open(listener);
      }, this.#retry);
      this.#retry = Math.min(this.#retry * 2, LAST_RETRY);
    });
  }

  async #start(connection: MessageConnection, listener: TransportListener, socket: WebSocket): Promise<void> {
    connection.listen();
    try {
      await connection.sendRequest('initialize', {
        protocolVersion: PROTOCOL_VERSION,
        client: { name: 'vitrina-panel', version: this.#version },
        locale: this.#locale,
        // Whether a folder is trusted is an editor's question; whoever started the server on a terminal has answered it.
        workspaceTrusted: true,
      });
    } catch {
      socket.close();
      return;
    }
    this.#connection = connection;
    this.#retry = FIRST_RETRY;
    listener.connected();
  }
}

import { createMessageConnection, ErrorCodes, type Message, type MessageConnection } from 'vscode-jsonrpc/browser';
import { AbstractMessageReader, AbstractMessageWriter, Emitter, ResponseError } from 'vscode-jsonrpc/browser';
import type { DataCallback, Disposable, MessageReader, MessageWriter } from 'vscode-jsonrpc/browser';
import { type Ask, RELAYED, type TransportListener } from '../model/transport';

/** Messages as they come in, whatever carries them. */
export class PushReader extends AbstractMessageReader implements MessageReader {
  readonly #messages = new Emitter<Message>();

  listen(callback: DataCallback): Disposable {
    return this.#messages.event(callback);
  }

  push(message: Message): void {
    this.#messages.fire(message);
  }
}

/** Messages handed to whatever carries them. */
export class SendWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #send: (message: Message) => void;

  constructor(send: (message: Message) => void) {
    super();
    this.#send = send;
  }

  write(message: Message): Promise<void> {
    try {
      this.#send(message);
      return Promise.resolve();
    } catch (error) {
      this.fireError(error, message);
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  end(): void {
    // What carries the messages is closed by who opened it.
  }
}

/** A JSON-RPC connection that passes the server's notifications on. It must still be told to listen. */
export function connect(reader: PushReader, writer: SendWriter, listener: TransportListener): MessageConnection {
  const connection = createMessageConnection(reader, writer);
  for (const method of RELAYED) {
    connection.onNotification(method, (params: unknown) => {
      listener.notified(method, params as never);
    });
  }
  return connection;
}

/** Codes that vscode-jsonrpc gives to requests whose connection ended before the answer came. */
const CONNECTION_LOST = new Set<number>([ErrorCodes.PendingResponseRejected, ErrorCodes.MessageWriteError]);

/**
 * Requests over a connection that may change from one request to the next, or not be there. One that ends fails what it
 * has not answered.
 *
 * @param unconnected what a request without an answer fails with, in the user's language
 */
export function asker(current: () => MessageConnection | undefined, unconnected: string): Ask {
  return async (method, ...params) => {
    try {
      const connection = current();
      if (!connection) throw new Error(unconnected);
      return await (params.length === 0 ? connection.sendRequest(method) : connection.sendRequest(method, params[0]));
    } catch (error) {
      // What is not the server's own answer comes of a connection that is gone.
      const answered = error instanceof ResponseError && !CONNECTION_LOST.has(error.code);
      throw answered ? error : new Error(unconnected, { cause: error });
    }
  };
}

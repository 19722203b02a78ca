import { createMessageConnection, type Message, type MessageConnection } from 'vscode-jsonrpc/browser';
import { AbstractMessageReader, AbstractMessageWriter, Emitter } from 'vscode-jsonrpc/browser';
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

  /** Tells that no more will come: the connection then fails what it waits for. */
  end(): void {
    this.fireClose();
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

/** Requests over a connection that may change from one request to the next, or not be there. */
export function asker(current: () => MessageConnection | undefined): Ask {
  return (method, ...params) => {
    const connection = current();
    if (!connection) return Promise.reject(new Error('There is no connection to the server.'));
    return params.length === 0 ? connection.sendRequest(method) : connection.sendRequest(method, params[0]);
  };
}

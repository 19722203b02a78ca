import type { DataCallback, Disposable, Message, MessageReader, MessageWriter } from 'vscode-jsonrpc/node';
import { AbstractMessageReader, AbstractMessageWriter } from 'vscode-jsonrpc/node';
import type * as vscode from 'vscode';

/** Reads JSON-RPC messages that a webview's page posts, one object a message. */
export class WebviewReader extends AbstractMessageReader implements MessageReader {
  constructor(private readonly webview: vscode.Webview) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    return this.webview.onDidReceiveMessage((message: unknown) => {
      if (isMessage(message)) callback(message);
      else this.fireError(new Error('the page of a webview posted what is no JSON-RPC 2.0 message'));
    });
  }
}

/** Posts JSON-RPC messages to a webview's page, one object a message. */
export class WebviewWriter extends AbstractMessageWriter implements MessageWriter {
  constructor(private readonly webview: vscode.Webview) {
    super();
  }

  /** VS Code drops a message to a page that is hidden; the page asks for all when it is shown again. */
  async write(message: Message): Promise<void> {
    await this.webview.postMessage(message);
  }

  end(): void {
    this.fireClose();
  }
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'jsonrpc' in value && value.jsonrpc === '2.0';
}

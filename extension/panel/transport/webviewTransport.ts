import type { Message, MessageConnection } from 'vscode-jsonrpc/browser';
import type { HostAct, HostNotifications, HostState, PageNotifications } from '../../protocol/panelHost';
import { toBase64 } from '../model/body/bytes';
import { asker, connect, PushReader, SendWriter } from './connection';
import type { Ask, Editor, Transport, TransportListener } from '../model/transport';

/** What VS Code gives to a webview's page (acquireVsCodeApi). */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** The way to the server from inside VS Code: messages that the extension passes on. */
export class WebviewTransport implements Transport {
  readonly #api: VsCodeApi;
  #connection: MessageConnection | undefined;
  #serving: string | undefined;

  readonly ask: Ask;

  /** @param unconnected what a request without an answer fails with, in the user's language */
  constructor(api: VsCodeApi, unconnected: string) {
    this.#api = api;
    this.ask = asker(() => this.#connection, unconnected);
  }

  readonly editor: Editor = {
    run: (command) => {
      this.#notify('host/run', { command });
    },
    chosen: () => {
      this.#notify('host/didChoose', undefined);
    },
    openFile: (place) => {
      this.#notify('host/open', place);
    },
    openLiveView: (target) => {
      this.#notify('host/openLiveView', { target });
    },
    saveFile: (name, bytes) => {
      this.#notify('host/save', { name, dataBase64: toBase64(bytes) });
    },
    copyText: (text) => {
      this.#notify('host/copy', { text });
    },
    tell: (sentence) => {
      this.#notify('host/tell', { sentence });
    },
    openSetting: (setting) => {
      this.#notify('host/openSetting', { setting });
    },
    show: (id) => {
      this.#notify('host/show', { id });
    },
    close: (id) => {
      this.#notify('host/close', { id });
    },
  };

  open(listener: TransportListener): void {
    const reader = new PushReader();
    const writer = new SendWriter((message) => {
      this.#api.postMessage(message);
    });
    const connection = connect(reader, writer, listener);
    const changed: keyof HostNotifications = 'host/didChangeState';
    connection.onNotification(changed, (state: HostState) => {
      this.#changed(state, listener);
    });
    const acts: keyof HostNotifications = 'host/act';
    connection.onNotification(acts, (act: HostAct) => {
      listener.hostAsked(act);
    });
    window.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      reader.push(data);
    });
    this.#connection = connection;
    connection.listen();
    const ready: keyof PageNotifications = 'host/ready';
    void connection.sendNotification(ready);
  }

  /** A server that begins to serve, or serves another site, is one of which this page knows nothing yet. */
  #changed(state: HostState, listener: TransportListener): void {
    listener.hostChanged(state);
    const serving = state.state === 'running' ? (state.site?.id ?? '') : undefined;
    if (serving === this.#serving) return;
    this.#serving = serving;
    if (serving === undefined) listener.disconnected();
    else listener.connected();
  }

  #notify<M extends Exclude<keyof PageNotifications, 'host/ready'>>(method: M, params: PageNotifications[M]): void {
    void this.#connection?.sendNotification(method, params);
  }
}

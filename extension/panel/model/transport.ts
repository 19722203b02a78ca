import type { HostAct, HostCommand, HostOpenParams, HostSetting, HostState } from '../../protocol/panelHost';
import type { ClientRequests, ServerNotifications } from '../../protocol/methods.generated';

/** A request of the protocol: no parameters where it has none. */
export type Ask = <M extends keyof ClientRequests>(
  method: M,
  ...params: ClientRequests[M]['params'] extends undefined ? [] : [ClientRequests[M]['params']]
) => Promise<ClientRequests[M]['result']>;

/** What a transport tells the page of the server, and inside VS Code of the extension. */
export interface TransportListener {
  /** The server can be asked, and whatever was known before may be out of date: ask for the whole. */
  connected(): void;
  /** Nothing more will come, and requests fail, until `connected`. */
  disconnected(): void;
  notified<M extends keyof ServerNotifications>(method: M, params: ServerNotifications[M]): void;
  /** Only inside VS Code. */
  hostChanged(state: HostState): void;
  /** Only inside VS Code: a command asks for something. */
  hostAsked(act: HostAct): void;
}

/** The way to the server, the same for every host of the page. The model says what it needs of one; transport/ has them. */
export interface Transport {
  /** Begins to talk; the listener is never called before this returns. */
  open(listener: TransportListener): void;
  ask: Ask;
  /** What only an editor can do; absent in a plain browser. */
  readonly editor?: Editor;
}

export interface Editor {
  /** Lets the user choose a file for bytes; the name is a proposal. */
  saveFile(name: string, bytes: Uint8Array): void;
  run(command: HostCommand): void;
  /** Says that the user chose an exchange in the list. */
  chosen(): void;
  copyText(text: string): void;
  openFile(place: HostOpenParams): void;
  /** Shows a request target of the site in the live view. */
  openLiveView(target: string): void;
  /** Shows a setting, for the user to change: a name in `HOST_SETTINGS`. */
  openSetting(setting: HostSetting): void;
  /** Shows another site or archive; an id of `HostChoice`. */
  show(id: string): void;
  /** Closes an archive. */
  close(id: string): void;
}

/** The server's notifications that a transport relays to its listener. */
export const RELAYED = [
  'site/didChange',
  'exchange/didRecord',
  'exchange/didClear',
  'reload/didSend',
  'lesson/didChange',
  'override/didChange',
] as const satisfies (keyof ServerNotifications)[];

import type { ServerNotifications } from '../../protocol/methods.generated';
import type { HostState } from '../../protocol/panelHost';
import type { ExchangeSummary, Site } from '../../protocol/types.generated';
import { type Announcement, Announcements } from './announcements';
import { type Detail, DetailLoader } from './detailLoader';
import { ExchangeFeed } from './exchangeFeed';
import type { ExchangeStore } from './exchangeStore';
import { chosen, type Pin, pinned, pinOf } from './selection';
import { Sites } from './sites';
import type { Transport, TransportListener } from './transport';

/** Whether the server can be asked. Inside VS Code the host's state says more. */
export type Link = 'connecting' | 'connected' | 'lost';

/**
 * Everything that the page shows, and what a user can do to it; knows nothing of the page itself. Its parts are the
 * sites, the list, the detail and the announcements; the link and the choice are its own.
 *
 * The model asks for the whole whenever the connection is new, and keeps up by notifications. What it holds is never
 * stored: a page that was hidden begins again.
 */
export class PanelModel implements TransportListener {
  readonly #transport: Transport;
  readonly #changed: () => void;
  readonly #sites: Sites;
  readonly #announcements = new Announcements();
  readonly #feed: ExchangeFeed;
  readonly #details: DetailLoader;
  #link: Link = 'connecting';
  #pin: Pin | undefined;

  /**
   * @param transport the way to the server
   * @param changed called after every change, possibly many times in a frame
   * @param site the only site to show, as the page's address may name it
   * @param pin what was chosen when the page was last shown
   */
  constructor(transport: Transport, changed: () => void, site?: string, pin?: Pin) {
    this.#transport = transport;
    this.#changed = changed;
    this.#pin = pin;
    this.#sites = new Sites(site);
    this.#feed = new ExchangeFeed(transport.ask, this.#sites, this.#announcements, () => this.#update());
    this.#details = new DetailLoader(transport.ask, () => this.#link !== 'lost', changed);
  }

  get link(): Link {
    return this.#link;
  }

  /** What VS Code tells; undefined in a plain browser. */
  get host(): HostState | undefined {
    return this.#sites.host;
  }

  /** The site that the panel is about. */
  get site(): Site | undefined {
    return this.#sites.current;
  }

  /** The only site whose exchanges are shown; undefined for all. */
  get siteId(): string | undefined {
    return this.#sites.id;
  }

  get store(): ExchangeStore {
    return this.#feed.store;
  }

  /** The summary of the exchange that is shown. */
  get chosen(): ExchangeSummary | undefined {
    return chosen(this.store, this.#pin);
  }

  /** The chosen exchange as a whole; undefined until it is there. */
  get detail(): Detail | undefined {
    return this.#details.of(this.chosen);
  }

  /** Why there is no detail, in words of the server; undefined where nothing went wrong. */
  get problem(): string | undefined {
    return this.#details.problem;
  }

  /** Why the list may be out of date, in words of the server; undefined where nothing went wrong. */
  get listProblem(): string | undefined {
    return this.#feed.problem;
  }

  /** What the user chose, for the page's own memory; undefined while the newest is followed. */
  get pin(): Pin | undefined {
    return this.#pin;
  }

  /** True while the newest exchange is shown, whichever it is. */
  get following(): boolean {
    return pinned(this.store, this.#pin) === undefined;
  }

  open(): void {
    this.#transport.open(this);
  }

  choose(summary: ExchangeSummary): void {
    this.#pin = pinOf(summary);
    this.#update();
  }

  /** Shows the newest exchange from now on, or stays at the one that is shown. */
  follow(following: boolean): void {
    const summary = this.chosen;
    this.#pin = following || !summary ? undefined : pinOf(summary);
    this.#update();
  }

  /** Makes the server forget what the list shows; its notification then empties the list. */
  async clear(): Promise<void> {
    await this.#transport.ask('exchange/clear', this.siteId === undefined ? {} : { siteId: this.siteId });
  }

  /** Failures that nobody was told of yet. */
  nextAnnouncement(): Announcement | undefined {
    return this.#announcements.next();
  }

  connected(): void {
    this.#link = 'connected';
    this.#announcements.forget();
    this.#update();
    void this.#feed.load();
  }

  disconnected(): void {
    this.#link = 'lost';
    this.#feed.abandon();
    this.#update();
  }

  hostChanged(state: HostState): void {
    this.#sites.host = state;
    this.#update();
  }

  notified<M extends keyof ServerNotifications>(method: M, params: ServerNotifications[M]): void;
  notified(method: keyof ServerNotifications, params: ServerNotifications[keyof ServerNotifications]): void {
    switch (method) {
      case 'exchange/didRecord':
        this.#feed.record(params as ServerNotifications['exchange/didRecord']);
        break;
      case 'exchange/didClear':
        this.#feed.clear(params as ServerNotifications['exchange/didClear']);
        break;
      case 'site/didChange':
        if (this.#sites.change(params as ServerNotifications['site/didChange'])) void this.#feed.load();
        break;
      default:
        return;
    }
    this.#update();
  }

  #update(): void {
    this.#details.show(this.chosen);
    this.#changed();
  }
}

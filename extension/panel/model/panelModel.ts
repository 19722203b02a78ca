import type { ServerNotifications } from '../../protocol/methods.generated';
import type { HostState } from '../../protocol/panelHost';
import type { Exchange, ExchangeSummary, Site } from '../../protocol/types.generated';
import type { Transport, TransportListener } from './transport';
import { type Announcement, Announcements } from './announcements';
import { bytesOf } from './bytes';
import { ExchangeStore } from './exchangeStore';
import { chosen, type Pin, pinned, pinOf } from './selection';
import { DECISIVE_BYTES, type Verdict, verdictOf } from './verdict';

/** The exchange that is shown, whole, with what a browser makes of it. */
export interface Detail {
  readonly exchange: Exchange;
  readonly verdict: Verdict | undefined;
}

/** Whether the server can be asked. Inside VS Code the host's state says more. */
export type Link = 'connecting' | 'connected' | 'lost';

/**
 * Everything that the page shows, and what a user can do to it; knows nothing of the page itself.
 *
 * The model asks for the whole whenever the connection is new, and keeps up by notifications. What it holds is never
 * stored: a page that was hidden begins again.
 */
export class PanelModel implements TransportListener {
  readonly store = new ExchangeStore();
  readonly #transport: Transport;
  readonly #announcements = new Announcements();
  readonly #changed: () => void;
  #onlySite: string | undefined;
  /** The folder of the only site, once that has ended. */
  #endedRoot: string | undefined;
  #sites: readonly Site[] = [];
  #host: HostState | undefined;
  #link: Link = 'connecting';
  #pin: Pin | undefined;
  #detail: Detail | undefined;
  #problem: string | undefined;
  #listProblem: string | undefined;
  /** The summary that `#detail` or `#problem` was asked for: another object, even of the same exchange, asks again. */
  #asked: ExchangeSummary | undefined;
  /** Counts the times that the whole was asked for, so that a late answer to an earlier question is dropped. */
  #round = 0;
  /** What is told while the list is on its way, to be taken after it. */
  #early: ServerNotifications['exchange/didRecord'][] | undefined;

  /**
   * @param transport the way to the server
   * @param changed called after every change, possibly many times in a frame
   * @param site the only site to show, as the page's address may name it
   * @param pin what was chosen when the page was last shown
   */
  constructor(transport: Transport, changed: () => void, site?: string, pin?: Pin) {
    this.#transport = transport;
    this.#changed = changed;
    this.#onlySite = site;
    this.#pin = pin;
  }

  get link(): Link {
    return this.#link;
  }

  /** What VS Code tells; undefined in a plain browser. */
  get host(): HostState | undefined {
    return this.#host;
  }

  /** The site that the panel is about. */
  get site(): Site | undefined {
    return this.#host?.site ?? (this.siteId ? this.#sites.find(({ id }) => id === this.siteId) : this.#sites[0]);
  }

  /** The only site whose exchanges are shown; undefined for all. */
  get siteId(): string | undefined {
    return this.#host ? this.#host.site?.id : this.#onlySite;
  }

  /** The summary of the exchange that is shown. */
  get chosen(): ExchangeSummary | undefined {
    return chosen(this.store, this.#pin);
  }

  /** The chosen exchange as a whole; undefined until it is there. */
  get detail(): Detail | undefined {
    const { id, time } = this.chosen ?? {};
    const { exchange } = this.#detail ?? {};
    return exchange?.id === id && exchange?.time === time ? this.#detail : undefined;
  }

  /** Why there is no detail, in words of the server; undefined where nothing went wrong. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Why the list may be out of date, in words of the server; undefined where nothing went wrong. */
  get listProblem(): string | undefined {
    return this.#listProblem;
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
    void this.#askForTheWhole();
  }

  disconnected(): void {
    this.#link = 'lost';
    this.#round++;
    this.#early = undefined;
    this.#update();
  }

  hostChanged(state: HostState): void {
    this.#host = state;
    this.#update();
  }

  notified<M extends keyof ServerNotifications>(method: M, params: ServerNotifications[M]): void;
  notified(method: keyof ServerNotifications, params: ServerNotifications[keyof ServerNotifications]): void {
    switch (method) {
      case 'exchange/didRecord':
        this.#recorded(params as ServerNotifications['exchange/didRecord']);
        break;
      case 'exchange/didClear':
        this.#cleared(params as ServerNotifications['exchange/didClear']);
        break;
      case 'site/didChange':
        this.#siteChanged(params as ServerNotifications['site/didChange']);
        break;
      default:
        return;
    }
    this.#update();
  }

  #recorded(params: ServerNotifications['exchange/didRecord']): void {
    if (this.siteId !== undefined && params.siteId !== this.siteId) return;
    if (this.#early) {
      this.#early.push(params);
      return;
    }
    this.store.record(params.exchanges, params.skipped);
    this.#announcements.take(params.exchanges);
    // What was skipped was forgotten, and so was all that is older: show only what can still be opened.
    if (params.skipped > 0) void this.#askForTheWhole();
  }

  #cleared({ siteId }: ServerNotifications['exchange/didClear']): void {
    this.store.clear(siteId);
    if (this.store.size === 0) this.#announcements.forget();
    // The list that is on its way may hold what was just forgotten.
    if (this.#early) void this.#askForTheWhole();
  }

  #siteChanged({ site, change }: ServerNotifications['site/didChange']): void {
    const others = this.#sites.filter(({ id }) => id !== site.id);
    this.#sites = change === 'ended' ? others : [...others, site];
    if (change === 'ended' && site.id === this.#onlySite) this.#endedRoot = site.root;
    if (change === 'started' && site.root === this.#endedRoot) {
      // The folder that this page is about is served again, under another id.
      this.#onlySite = site.id;
      this.#endedRoot = undefined;
      void this.#askForTheWhole();
    }
  }

  async #askForTheWhole(): Promise<void> {
    const round = ++this.#round;
    const early: ServerNotifications['exchange/didRecord'][] = [];
    this.#early = early;
    try {
      const { sites } = await this.#transport.ask('site/list');
      const exchanges = await this.#listAll();
      if (round !== this.#round) return;
      this.#sites = sites;
      this.#listProblem = undefined;
      this.store.replaceAll(exchanges);
      for (const { exchanges: later, skipped } of early) {
        this.store.record(later, skipped);
        this.#announcements.take(later);
      }
    } catch (error) {
      // Where the connection ended meanwhile the round is over, and the next connection asks again.
      if (round === this.#round) this.#listProblem = messageOf(error);
    } finally {
      if (round === this.#round) {
        this.#early = undefined;
        this.#update();
      }
    }
  }

  /** Every summary that the server keeps, page by page from the newest back. */
  async #listAll(): Promise<ExchangeSummary[]> {
    let all: ExchangeSummary[] = [];
    for (;;) {
      const before = all[0]?.id;
      const { exchanges, more } = await this.#transport.ask('exchange/list', {
        ...(this.siteId !== undefined && { siteId: this.siteId }),
        ...(before !== undefined && { before }),
      });
      all = [...exchanges, ...all];
      if (!more || exchanges.length === 0) return all;
    }
  }

  #update(): void {
    const summary = this.chosen;
    if (summary !== this.#asked) {
      this.#asked = summary;
      this.#problem = undefined;
      if (summary) void this.#askForDetail(summary);
      else this.#detail = undefined;
    }
    this.#changed();
  }

  async #askForDetail(summary: ExchangeSummary): Promise<void> {
    try {
      const exchange = await this.#transport.ask('exchange/get', { id: summary.id });
      const start = await this.#bodyStart(exchange);
      if (summary !== this.#asked) return;
      this.#detail = { exchange, verdict: verdictOf(exchange, start) };
    } catch (error) {
      if (summary !== this.#asked || this.#link === 'lost') return;
      this.#problem = messageOf(error);
    }
    this.#changed();
  }

  async #bodyStart({ id, response }: Exchange): Promise<Uint8Array> {
    if (response.body.kept === 0) return new Uint8Array();
    const { dataBase64 } = await this.#transport.ask('exchange/body', { id, of: 'response', length: DECISIVE_BYTES });
    return bytesOf(dataBase64);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import type {
  ExchangeDidClearParams,
  ExchangeDidRecordParams,
  ExchangeListResult,
  ExchangeSummary,
} from '../../protocol/types.generated';
import type { Announcements } from './announcements';
import { messageOf } from './errors';
import { ExchangeStore } from './exchangeStore';
import type { Sites } from './sites';
import type { Ask } from './transport';

/**
 * Milliseconds between two lists, at the least, that are asked for because exchanges were skipped. In a flood they always
 * are, and a list of all that is kept is large.
 */
const BETWEEN_LISTS = 1000;

/** Keeps the list of exchanges: asks the server for the whole, and keeps up by notifications. */
export class ExchangeFeed {
  readonly store = new ExchangeStore();
  readonly #ask: Ask;
  readonly #sites: Sites;
  readonly #announcements: Announcements;
  readonly #changed: () => void;
  #problem: string | undefined;
  /** Counts the times that the whole was asked for, so that a late answer to an earlier question is dropped. */
  #generation = 0;
  /** What is told while the list is on its way, to be taken after it. */
  #buffered: ExchangeDidRecordParams[] | undefined;
  /** Runs until another list may be asked for, and asks where `#due`. */
  #pause: ReturnType<typeof setTimeout> | undefined;
  #due = false;

  /** @param changed called when a list has come, or cannot be had */
  constructor(ask: Ask, sites: Sites, announcements: Announcements, changed: () => void) {
    this.#ask = ask;
    this.#sites = sites;
    this.#announcements = announcements;
    this.#changed = changed;
  }

  /** Why the list may be out of date, in words of the server; undefined where nothing went wrong. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** True while the whole list is on its way. */
  get loading(): boolean {
    return this.#buffered !== undefined;
  }

  /** Takes what `exchange/didRecord` tells. */
  record(params: ExchangeDidRecordParams): void {
    if (this.#sites.id !== undefined && params.siteId !== this.#sites.id) return;
    this.#announcements.take(params.exchanges);
    if (this.#buffered) {
      this.#buffered.push(params);
      return;
    }
    this.store.record(params.exchanges, params.skipped);
    // What was skipped was forgotten, and so was all that is older: show only what can still be opened.
    if (params.skipped > 0) this.#reload();
  }

  /** Takes what `exchange/didClear` tells. */
  clear({ siteId }: ExchangeDidClearParams): void {
    this.store.clear(siteId);
    if (this.store.size === 0) this.#announcements.forget();
    // The list that is on its way may hold what was just forgotten; and what came before those of another site that are
    // left, only the server can tell.
    if (this.#buffered || this.store.size > 0) void this.load();
  }

  /** Drops the answers that have not come: their connection is gone. */
  abandon(): void {
    this.#generation++;
    this.#buffered = undefined;
    this.#due = false;
  }

  /** Asks for the sites and every exchange that is kept, in place of all that is known. */
  async load(): Promise<void> {
    const generation = ++this.#generation;
    // What was buffered for an earlier list is in this one.
    const buffered: ExchangeDidRecordParams[] = [];
    this.#buffered = buffered;
    try {
      const { sites } = await this.#ask('site/list');
      const { exchanges, older } = await this.#listAll();
      if (generation !== this.#generation) return;
      this.#sites.replaceAll(sites);
      this.#problem = undefined;
      this.store.replaceAll(exchanges, older);
    } catch (error) {
      // Where the connection ended meanwhile this is over, and the next connection asks again.
      if (generation !== this.#generation) return;
      this.#problem = messageOf(error);
    }
    this.#buffered = undefined;
    // Whether the list already counts what was skipped meanwhile cannot be known: another one does.
    for (const { exchanges } of buffered) this.store.record(exchanges, 0);
    if (buffered.some(({ skipped }) => skipped > 0)) this.#reload();
    this.#changed();
  }

  /** Asks for another list, but not again and again. */
  #reload(): void {
    if (this.#pause !== undefined) {
      this.#due = true;
      return;
    }
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (!this.#due) return;
      this.#due = false;
      this.#reload();
    }, BETWEEN_LISTS);
    void this.load();
  }

  /** Every summary that the server keeps, page by page from the newest back, and how many came before them. */
  async #listAll(): Promise<Pick<ExchangeListResult, 'exchanges' | 'older'>> {
    let all: ExchangeSummary[] = [];
    let older = 0;
    for (;;) {
      const siteId = this.#sites.id;
      const before = all[0]?.id;
      const page = await this.#ask('exchange/list', {
        ...(siteId !== undefined && { siteId }),
        ...(before !== undefined && { before }),
      });
      // An empty page counts what was forgotten since the one before it, which is shown.
      if (page.exchanges.length > 0 || all.length === 0) older = page.older;
      all = [...page.exchanges, ...all];
      if (!page.more || page.exchanges.length === 0) return { exchanges: all, older };
    }
  }
}

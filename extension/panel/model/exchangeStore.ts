import type { ExchangeSummary } from '../../protocol/types.generated';
import type { Identity } from './identity';
import { exchangeRow, type ExchangeRow, type GapRow } from './rows';

/** As many as the server keeps (design: "the store keeps at most 2,000 exchanges"); what it forgot cannot be shown. */
export const MOST_EXCHANGES = 2000;

type StoreRow = ExchangeRow | GapRow;

/**
 * The summaries that the list shows, in the order in which the exchanges began, which is that of their ids.
 *
 * How many exchanges came before the first is counted, so that the list never looks more complete than it is. The server
 * counts, with each list; in between, what it could not tell in time is remembered as a gap in front of the exchange
 * that came next.
 */
export class ExchangeStore {
  readonly #limit: number;
  #summaries = new Map<string, ExchangeSummary>();
  /** How many exchanges are missing in front of the first one. */
  #older = 0;
  /** The first exchange after those; all that began before it are counted. */
  #firstId = 0;
  #newestId = 0;
  /** How many exchanges are missing in front of the exchange with that id. */
  readonly #gaps = new Map<string, number>();
  /** How many are missing after the last one. */
  #missingLast = 0;
  #rows: readonly StoreRow[] | undefined;

  constructor(limit = MOST_EXCHANGES) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#summaries.size;
  }

  get(id: string): ExchangeSummary | undefined {
    return this.#summaries.get(id);
  }

  /** An exchange as it is known now; undefined where it is not kept any more. */
  find({ id, time }: Identity): ExchangeSummary | undefined {
    const known = this.get(id);
    return known?.time === time ? known : undefined;
  }

  /** The one that began last. */
  get newest(): ExchangeSummary | undefined {
    return this.#summaries.get(String(this.#newestId));
  }

  /** All summaries, the oldest first. */
  all(): IterableIterator<ExchangeSummary> {
    return this.#summaries.values();
  }

  /** The list's lines. The same array as before as long as nothing changed. */
  rows(): readonly StoreRow[] {
    this.#rows ??= [...this.#makeRows()];
    return this.#rows;
  }

  /**
   * Takes what `exchange/didRecord` tells: an exchange with a known id replaces what was known of it. One that is counted
   * as missing already stays so: the server told it, and forgot it before it made the list that counts it.
   */
  record(exchanges: readonly ExchangeSummary[], skipped: number): void {
    this.#missingLast += skipped;
    let sorted = true;
    for (const summary of exchanges) {
      const known = this.#summaries.get(summary.id);
      if (!known && Number(summary.id) < this.#firstId) continue;
      if (!known) {
        sorted &&= Number(summary.id) > this.#newestId;
        this.#newestId = Math.max(this.#newestId, Number(summary.id));
        if (this.#missingLast > 0) this.#gaps.set(summary.id, this.#missingLast);
        this.#missingLast = 0;
      }
      // A notification may have been under way while the list, which knew more, was answered.
      if (!known?.complete || summary.complete) this.#summaries.set(summary.id, summary);
    }
    // The server tells in the order of changes, and an exchange may change after later ones began.
    if (!sorted) this.#summaries = new Map([...this.#summaries].sort(([a], [b]) => Number(a) - Number(b)));
    this.#dropOldest();
    this.#rows = undefined;
  }

  /**
   * Takes the whole list of the server, and its count of the exchanges before, in place of all that was known. The
   * server forgets the oldest first: nothing is missing within its list.
   */
  replaceAll(exchanges: readonly ExchangeSummary[], older: number): void {
    this.#summaries = new Map(exchanges.map((summary) => [summary.id, summary]));
    this.#older = older;
    this.#firstId = Number(exchanges[0]?.id ?? 0);
    this.#newestId = Number(exchanges.at(-1)?.id ?? 0);
    this.#gaps.clear();
    this.#missingLast = 0;
    this.#dropOldest();
    this.#rows = undefined;
  }

  /**
   * Forgets the exchanges of a site, or all of them, but for pinned ones, and with them the gaps: nothing is missing from
   * an empty list.
   */
  clear(siteId?: string): void {
    for (const summary of [...this.#summaries.values()]) {
      if (!summary.pinned && (siteId === undefined || summary.siteId === siteId)) this.#forget(summary.id);
    }
    if (this.#summaries.size === 0) {
      this.#gaps.clear();
      this.#missingLast = 0;
      this.#older = 0;
    }
    this.#rows = undefined;
  }

  #dropOldest(): void {
    for (const [id, { pinned }] of this.#summaries) {
      if (this.#summaries.size <= this.#limit) break;
      if (pinned) continue;
      this.#older += 1 + (this.#gaps.get(id) ?? 0);
      this.#firstId = Number(id) + 1;
      this.#forget(id);
    }
  }

  #forget(id: string): void {
    this.#summaries.delete(id);
    this.#gaps.delete(id);
  }

  *#makeRows(): Generator<StoreRow> {
    if (this.#older > 0) yield { kind: 'gap', key: 'gap-first', missing: this.#older };
    for (const [id, summary] of this.#summaries) {
      const missing = this.#gaps.get(id);
      if (missing !== undefined) yield { kind: 'gap', key: `gap-${id}`, missing };
      yield exchangeRow(summary);
    }
    if (this.#missingLast > 0) yield { kind: 'gap', key: 'gap-last', missing: this.#missingLast };
  }
}

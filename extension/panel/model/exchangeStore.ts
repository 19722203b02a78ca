import type { ExchangeSummary } from '../../protocol/types.generated';

/** As many as the server keeps (design: "the store keeps at most 2,000 exchanges"); what it forgot cannot be shown. */
export const MOST_EXCHANGES = 2000;

/** A line of the list: an exchange, or a place where exchanges are missing. */
export type Row =
  | { readonly kind: 'exchange'; readonly key: string; readonly summary: ExchangeSummary }
  | { readonly kind: 'gap'; readonly key: string; readonly missing: number };

/**
 * The summaries that the list shows, in the order in which the exchanges began.
 *
 * What the server could not tell in time is remembered as a gap in front of the exchange that came next, so that the
 * list never looks more complete than it is.
 */
export class ExchangeStore {
  readonly #limit: number;
  #summaries = new Map<string, ExchangeSummary>();
  /** How many exchanges are missing in front of the exchange with that id. */
  #gaps = new Map<string, number>();
  /** How many are missing after the last one. */
  #missingLast = 0;
  /** How many are missing in front of the first one, since this page dropped them. */
  #dropped = 0;
  #rows: readonly Row[] | undefined;

  constructor(limit = MOST_EXCHANGES) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#summaries.size;
  }

  get(id: string): ExchangeSummary | undefined {
    return this.#summaries.get(id);
  }

  /** All summaries, the oldest first. */
  all(): IterableIterator<ExchangeSummary> {
    return this.#summaries.values();
  }

  /** The list's lines. The same array as before as long as nothing changed. */
  rows(): readonly Row[] {
    this.#rows ??= [...this.#makeRows()];
    return this.#rows;
  }

  /**
   * Takes what `exchange/didRecord` tells: an exchange with a known id replaces what was known of it.
   *
   * @returns the exchanges that were not known before
   */
  record(exchanges: readonly ExchangeSummary[], skipped: number): ExchangeSummary[] {
    this.#missingLast += skipped;
    const fresh: ExchangeSummary[] = [];
    for (const summary of exchanges) {
      const known = this.#summaries.get(summary.id);
      if (!known) {
        fresh.push(summary);
        if (this.#missingLast > 0) this.#gaps.set(summary.id, this.#missingLast);
        this.#missingLast = 0;
      }
      // A notification may have been under way while the list, which knew more, was answered.
      if (!known?.complete || summary.complete) this.#summaries.set(summary.id, summary);
    }
    this.#dropOldest();
    this.#rows = undefined;
    return fresh;
  }

  /**
   * Takes the whole list of the server in place of all that was known; gaps stay where they were. Each server process
   * numbers from 1, so that what the list shares with what was known must agree in id and time: where it shares
   * nothing, the gaps were another process's and go.
   */
  replaceAll(exchanges: readonly ExchangeSummary[]): void {
    if (!exchanges.some(({ id, time }) => this.#summaries.get(id)?.time === time)) this.clear();
    const gaps = this.#gaps;
    let lost = this.#missingLast;
    this.#missingLast = 0;
    this.#gaps = new Map();
    this.#summaries = new Map();
    for (const summary of exchanges) this.#summaries.set(summary.id, summary);
    for (const [id, missing] of gaps) {
      if (this.#summaries.has(id)) this.#gaps.set(id, missing);
      else lost += missing;
    }
    // A gap whose neighbour the server has forgotten too lies before everything that is left.
    this.#dropped += lost;
    this.#dropOldest();
    this.#rows = undefined;
  }

  /** Forgets the exchanges of a site, or all of them, and with them the gaps: nothing is missing from an empty list. */
  clear(siteId?: string): void {
    for (const summary of [...this.#summaries.values()]) {
      if (siteId === undefined || summary.siteId === siteId) this.#forget(summary.id);
    }
    if (this.#summaries.size === 0) {
      this.#gaps.clear();
      this.#missingLast = 0;
      this.#dropped = 0;
    }
    this.#rows = undefined;
  }

  #dropOldest(): void {
    for (const id of this.#summaries.keys()) {
      if (this.#summaries.size <= this.#limit) break;
      this.#dropped += 1 + (this.#gaps.get(id) ?? 0);
      this.#forget(id);
    }
  }

  #forget(id: string): void {
    this.#summaries.delete(id);
    this.#gaps.delete(id);
  }

  *#makeRows(): Generator<Row> {
    if (this.#dropped > 0) yield { kind: 'gap', key: 'gap-first', missing: this.#dropped };
    for (const [id, summary] of this.#summaries) {
      const missing = this.#gaps.get(id);
      if (missing !== undefined) yield { kind: 'gap', key: `gap-${id}`, missing };
      yield { kind: 'exchange', key: `exchange-${id}`, summary };
    }
    if (this.#missingLast > 0) yield { kind: 'gap', key: 'gap-last', missing: this.#missingLast };
  }
}

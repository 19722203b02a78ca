import type { ExchangeSummary } from '../../protocol/types.generated';

/** What a screen reader is told: how many exchanges failed since the last time, and the last of them. */
export interface Announcement {
  readonly count: number;
  readonly last: ExchangeSummary;
}

/** Collects failures until somebody has time to hear of them. A failure is told of once. */
export class Announcements {
  #told = new Set<string>();
  #waiting: ExchangeSummary[] = [];

  take(exchanges: readonly ExchangeSummary[]): void {
    for (const summary of exchanges) {
      if (!failed(summary) || this.#told.has(summary.id)) continue;
      this.#told.add(summary.id);
      this.#waiting.push(summary);
    }
  }

  /** What is waiting, as one announcement; nothing waits afterwards. */
  next(): Announcement | undefined {
    const last = this.#waiting.at(-1);
    const count = this.#waiting.length;
    this.#waiting = [];
    return last && { count, last };
  }

  /** After this every failure is new again: the list was emptied, or another server numbers its exchanges anew. */
  forget(): void {
    this.#told.clear();
    this.#waiting = [];
  }
}

/**
 * True for a response that tells of an error (RFC 9110, sections 15.5 and 15.6), or that has a note that does. Browsers
 * ask for /favicon.ico unasked (HTML, "link type icon"): that a site has none is not a failure of it.
 */
export function failed({ status, notes, target }: ExchangeSummary): boolean {
  if (target.split('?', 1)[0] === '/favicon.ico') return false;
  return status >= 400 || notes.some((note) => note.severity === 'error');
}

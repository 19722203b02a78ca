import type { ExchangeSummary } from '../../protocol/types.generated';
import type { ExchangeStore, Row } from './exchangeStore';

/** What the user chose. The time tells two exchanges apart that two runs of the server gave the same id. */
export interface Pin {
  readonly id: string;
  readonly time: string;
}

/** Keys that move through the list. */
export type Move = 'up' | 'down' | 'pageUp' | 'pageDown' | 'first' | 'last';

export const pinOf = ({ id, time }: ExchangeSummary): Pin => ({ id, time });

/** The exchange that is shown: the pinned one while it is kept, else the newest worth following. */
export function chosen(store: ExchangeStore, pin: Pin | undefined): ExchangeSummary | undefined {
  return pinned(store, pin) ?? newest(store);
}

/** The pinned exchange, as long as it is kept. */
export function pinned(store: ExchangeStore, pin: Pin | undefined): ExchangeSummary | undefined {
  if (!pin) return undefined;
  const summary = store.get(pin.id);
  return summary?.time === pin.time ? summary : undefined;
}

/**
 * The newest exchange. A browser asks for `/favicon.ico` after a page without being told to
 * (https://html.spec.whatwg.org/multipage/links.html#rel-icon), so that is followed only where there is nothing else:
 * what a learner asked for would vanish at once behind a 404 that they did not ask for.
 */
function newest(store: ExchangeStore): ExchangeSummary | undefined {
  let last: ExchangeSummary | undefined;
  let lastAsked: ExchangeSummary | undefined;
  for (const summary of store.all()) {
    last = summary;
    if (summary.target !== '/favicon.ico') lastAsked = summary;
  }
  return lastAsked ?? last;
}

/**
 * The exchange that a key leads to; gaps are stepped over.
 *
 * @param from the index of the row where the user is, -1 for none
 * @param page how many rows a page has
 */
export function moveTo(rows: readonly Row[], from: number, move: Move, page: number): ExchangeSummary | undefined {
  const last = rows.length - 1;
  const step = Math.max(1, page - 1);
  const [target, direction] = {
    up: [from < 0 ? last : from - 1, -1],
    down: [from + 1, 1],
    pageUp: [from - step, -1],
    pageDown: [from + step, 1],
    first: [0, 1],
    last: [last, -1],
  }[move] as [number, 1 | -1];
  const start = Math.min(Math.max(target, 0), last);
  return exchangeFrom(rows, start, direction) ?? exchangeFrom(rows, start, direction === 1 ? -1 : 1);
}

function exchangeFrom(rows: readonly Row[], start: number, direction: 1 | -1): ExchangeSummary | undefined {
  for (let index = start; index >= 0 && index < rows.length; index += direction) {
    const row = rows[index];
    if (row?.kind === 'exchange') return row.summary;
  }
  return undefined;
}

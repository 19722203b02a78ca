import type { ExchangeSummary } from '../../protocol/types.generated';
import type { ExchangeStore } from './exchangeStore';
import { isOwnRequest } from './gist';
import { type Identity, identityOf } from './identity';
import type { ReloadStore } from './reloadStore';
import { type ChosenRow, exchangeRow, reloadRow, type Row } from './rows';

/** What the user chose. */
export interface Pin extends Readonly<Identity> {
  /** Absent for an exchange. */
  readonly kind?: 'reload';
}

/** Keys that move through the list. */
export type Move = 'up' | 'down' | 'pageUp' | 'pageDown' | 'first' | 'last';

export function pinOf(row: ChosenRow): Pin {
  if (row.kind === 'exchange') return identityOf(row.summary);
  return { kind: 'reload', ...identityOf(row.reload) };
}

/**
 * What is shown: the pinned one while it is kept, else the newest exchange worth following, else the newest reload.
 *
 * @param listed whether the list shows a line: only such a one is followed
 */
export function chosen(
  store: ExchangeStore,
  reloads: ReloadStore,
  pin: Pin | undefined,
  listed: (row: ChosenRow) => boolean = () => true,
): ChosenRow | undefined {
  const found = pinned(store, reloads, pin);
  if (found) return found;
  const summary = newest(store, listed);
  if (summary) return exchangeRow(summary);
  return reloads.all.map(reloadRow).findLast(listed);
}

/** The pinned one, as long as it is kept. */
export function pinned(store: ExchangeStore, reloads: ReloadStore, pin: Pin | undefined): ChosenRow | undefined {
  if (!pin) return undefined;
  if (pin.kind === 'reload') {
    const reload = reloads.get(pin.id, pin.time);
    return reload && reloadRow(reload);
  }
  const summary = store.find(pin);
  return summary && exchangeRow(summary);
}

/**
 * The newest exchange. A browser asks for `/favicon.ico` after a page without being told to
 * (https://html.spec.whatwg.org/multipage/links.html#rel-icon), so that is followed only where there is nothing else:
 * what a learner asked for would vanish at once behind a 404 that they did not ask for.
 */
function newest(store: ExchangeStore, listed: (row: ChosenRow) => boolean): ExchangeSummary | undefined {
  let last: ExchangeSummary | undefined;
  let lastAsked: ExchangeSummary | undefined;
  for (const summary of store.all()) {
    if (!listed(exchangeRow(summary))) continue;
    last = summary;
    if (!isOwnRequest(summary)) lastAsked = summary;
  }
  return lastAsked ?? last;
}

/**
 * The row that a key leads to; gaps are stepped over.
 *
 * @param from the index of the row where the user is, -1 for none
 * @param page how many rows a page has
 */
export function moveTo(rows: readonly Row[], from: number, move: Move, page: number): ChosenRow | undefined {
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
  return rowFrom(rows, start, direction) ?? rowFrom(rows, start, direction === 1 ? -1 : 1);
}

function rowFrom(rows: readonly Row[], start: number, direction: 1 | -1): ChosenRow | undefined {
  for (let index = start; index >= 0 && index < rows.length; index += direction) {
    const row = rows[index];
    if (row && row.kind !== 'gap') return row;
  }
  return undefined;
}

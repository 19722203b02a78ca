import type { ExchangeSummary } from '../../protocol/types.generated';

/** The other exchanges of one method and target at one site. */
export interface History {
  /** Those before, the newest first. */
  readonly earlier: readonly ExchangeSummary[];
  /** Those after, the oldest first. */
  readonly later: readonly ExchangeSummary[];
}

/** @param all exchanges in the order in which they began */
export function historyOf(all: Iterable<ExchangeSummary>, of: ExchangeSummary): History {
  const earlier: ExchangeSummary[] = [];
  const later: ExchangeSummary[] = [];
  for (const each of all) {
    if (each.target !== of.target || each.method !== of.method || each.siteId !== of.siteId) continue;
    const order = Number(each.id) - Number(of.id);
    if (order < 0) earlier.push(each);
    else if (order > 0) later.push(each);
  }
  return { earlier: earlier.reverse(), later };
}

/** How many exchanges back one is looked for that was answered otherwise. */
const BACK = 5;

/**
 * The exchanges that another is compared with by itself, the newest first: the last times that the same was answered as
 * a whole. A 304 has no content of its own, and a 206 has a part (RFC 9110, sections 15.4.5 and 15.3.7). Parts are
 * compared with nothing, since each was asked for by another range.
 */
export function previousOf({ earlier }: History, of: ExchangeSummary): readonly ExchangeSummary[] {
  if (of.status < 200 || of.status === 206) return [];
  return earlier.filter(({ status }) => status >= 200 && status !== 304 && status !== 206).slice(0, BACK);
}

// What is shown of an exchange while nobody may see what came of it.
import type { ExchangeSummary } from '../../../protocol/types.generated';

/** Covered summaries by those that they stand for: the same one each time. */
const made = new WeakMap<ExchangeSummary, ExchangeSummary>();
const covers = new WeakSet<ExchangeSummary>();

/**
 * What a summary says without the response: what is not in it can be neither seen, nor heard, nor filtered for. Only what
 * is named here stays. That a response has no type is told by null, so the covered type is an empty one; and no word of
 * the filter asks for the kind.
 */
export function cover(summary: ExchangeSummary): ExchangeSummary {
  const known = made.get(summary);
  if (known) return known;
  const { id, siteId, time, method, target, durationMs, complete, pinned, replay } = summary;
  const covered: ExchangeSummary = {
    ...{ id, siteId, time, method, target, durationMs, complete, pinned, ...(replay && { replay }) },
    ...{ status: 0, contentType: '', kind: 'error', bytes: 0, notes: [] },
  };
  made.set(summary, covered);
  covers.add(covered);
  return covered;
}

/** True for a summary that {@link cover} made. */
export const isCover = (summary: ExchangeSummary): boolean => covers.has(summary);

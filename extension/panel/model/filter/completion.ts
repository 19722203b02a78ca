// What the list's filter proposes while somebody writes.
import type { ExchangeSummary } from '../../../protocol/types.generated';
import { PART_NAMES, STATE_NAMES } from './matching';
import { type Key, KEYS, parse, written } from './terms';

/** A proposal: what is put in place of the word that is being written. */
export interface Proposal {
  /** The key or the word as it will stand there. */
  readonly text: string;
  readonly key: Key;
  /** How many exchanges have that value; undefined for a key. */
  readonly count?: number;
}

/** The filter with a proposal, and where the caret is then. */
export interface Completed {
  readonly filter: string;
  readonly caret: number;
}

/** More than these nobody reads. */
const MOST = 12;

/** The word that the caret stands in or behind, without its minus. */
function wordAt(filter: string, caret: number): { start: number; end: number; text: string; negated: boolean } {
  const term = parse(filter).find(({ start, end }) => start < caret && caret <= end);
  if (!term) {
    // A minus alone is not a word yet.
    const negated = filter.charAt(caret - 1) === '-';
    return { start: caret - (negated ? 1 : 0), end: caret, text: '', negated };
  }
  return { ...term, text: filter.slice(term.start + (term.negated ? 1 : 0), caret) };
}

/** What can stand in place of the word at the caret, the likeliest first. */
export function proposals(filter: string, caret: number, exchanges: Iterable<ExchangeSummary>): Proposal[] {
  const { text } = wordAt(filter, caret);
  const colon = text.indexOf(':');
  const key = KEYS.find((each) => each === text.slice(0, Math.max(colon, 0)).toLowerCase());
  if (!key) {
    if (colon >= 0) return [];
    return KEYS.filter((each) => each.startsWith(text.toLowerCase())).map((each) => ({ text: `${each}:`, key: each }));
  }
  const begun = text
    .slice(colon + 1)
    .replaceAll('"', '')
    .toLowerCase();
  return [...valuesOf(key, exchanges)]
    .filter(([value]) => value.toLowerCase().includes(begun) && value.toLowerCase() !== begun)
    .slice(0, MOST)
    .map(([value, count]) => ({
      key,
      text: written({ key, value, negated: false }),
      ...(count !== undefined && { count }),
    }));
}

/** Puts a proposal in place of the word at the caret. A value is done: a space follows. */
export function complete(filter: string, caret: number, { text, count, key }: Proposal): Completed {
  const { start, end, negated } = wordAt(filter, caret);
  const done = count !== undefined || text !== `${key}:`;
  const before = `${filter.slice(0, start)}${negated ? '-' : ''}${text}${done ? ' ' : ''}`;
  return { filter: before + filter.slice(end).replace(done ? /^\s+/ : /^/, ''), caret: before.length };
}

/** The values that a key can have: what there is, by how often, then what else there could be. */
function valuesOf(key: Key, exchanges: Iterable<ExchangeSummary>): Map<string, number | undefined> {
  const counts = new Map<string, number | undefined>();
  for (const exchange of exchanges) {
    for (const value of valuesIn(key, exchange)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const found = [...counts].sort(([, one = 0], [, other = 0]) => other - one);
  return new Map([
    ...found,
    ...(FIXED[key] ?? []).filter((value) => !counts.has(value)).map((v) => [v, undefined] as const),
  ]);
}

const FIXED: Partial<Record<Key, readonly string[]>> = {
  status: ['2xx', '3xx', '4xx', '5xx'],
  type: ['none'],
  is: ['304', ...STATE_NAMES],
  has: PART_NAMES,
  size: ['>10k', '>1m', '0'],
};

function valuesIn(key: Key, { status, contentType, method, target, gist }: ExchangeSummary): string[] {
  switch (key) {
    case 'status':
      return status > 0 ? [String(status)] : [];
    case 'type':
      return [contentType === null ? 'none' : contentType.replace(/;.*$/s, '').trim()].filter((type) => type !== '');
    case 'method':
      return [method];
    case 'path':
      return [target.replace(/\?.*$/s, '')];
    case 'dest':
      return gist && !gist.assumed ? [gist.destination] : [];
    default:
      return [];
  }
}

import type { Span } from './segments';

/** More is not searched for: nobody goes through them one by one. */
export const MOST_FINDS = 10_000;

/** Where a text has a word, whatever the case of the letters. */
export function findAll(text: string, word: string): Span[] {
  if (word === '') return [];
  const pattern = new RegExp(word.replace(/[$()*+./?[\\\]^{|}]/g, '\\$&'), 'giu');
  const finds: Span[] = [];
  for (const match of text.matchAll(pattern)) {
    finds.push({ from: match.index, to: match.index + match[0].length });
    if (finds.length === MOST_FINDS) break;
  }
  return finds;
}

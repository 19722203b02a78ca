// The words of the list's filter: `status:4xx -is:304 "a few words"`.

/** What a word of the filter can ask about. */
export const KEYS = ['status', 'type', 'method', 'path', 'dest', 'has', 'is', 'size', 'body'] as const;

export type Key = (typeof KEYS)[number];

/** A word of the filter. All of them must hold. */
export interface Term {
  /** Undefined for free text. */
  readonly key: Key | undefined;
  /** What follows the key, without quotes. */
  readonly value: string;
  /** True for a word behind a minus: what it says must not hold. */
  readonly negated: boolean;
  /** Where it stands in the filter: from `start` up to, not with, `end`. */
  readonly start: number;
  readonly end: number;
}

/** A minus, a key, and a value: letters up to the next space, but for those between quotes. */
const WORD = /(-?)(?:([a-z]+):)?((?:"[^"]*"?|[^\s"])*)/giy;

/** The words of a filter, in their order. A key that does not exist is part of a text: `http://localhost` is one. */
export function parse(filter: string): Term[] {
  const terms: Term[] = [];
  for (let at = 0; at < filter.length;) {
    if (/\s/.test(filter.charAt(at))) {
      at++;
      continue;
    }
    WORD.lastIndex = at;
    const [whole = '', minus = '', name = '', rest = ''] = WORD.exec(filter) ?? [];
    const key = KEYS.find((each) => each === name.toLowerCase());
    const value = (key || name === '' ? rest : `${name}:${rest}`).replaceAll('"', '');
    // A minus alone is one that somebody is about to write a word behind.
    if (key || value !== '') {
      terms.push({ key, value, negated: minus !== '', start: at, end: at + whole.length });
    }
    at += Math.max(whole.length, 1);
  }
  return terms;
}

/** A word as it is written, in quotes where it must be. */
export function written({ key, value, negated }: Pick<Term, 'key' | 'value' | 'negated'>): string {
  const quoted = /[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
  return `${negated ? '-' : ''}${key === undefined ? '' : `${key}:`}${quoted}`;
}

const same = (one: Term, other: Term): boolean =>
  one.key === other.key && one.negated === other.negated && one.value.toLowerCase() === other.value.toLowerCase();

/** True where a filter has every word of another. */
export function includes(filter: string, words: string): boolean {
  const terms = parse(filter);
  return parse(words).every((word) => terms.some((term) => same(term, word)));
}

/** The filter with the words of another, or without them where it has them all. */
export function toggled(filter: string, words: string): string {
  const wanted = parse(words);
  const has = includes(filter, words);
  const others = parse(filter).filter((term) => !wanted.some((word) => same(term, word)));
  return [...others.map(written), ...(has ? [] : [words])].join(' ');
}

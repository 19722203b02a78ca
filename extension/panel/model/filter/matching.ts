// Whether an exchange is what the words of the list's filter ask for.
import type { ExchangeSummary, SearchIn } from '../../../protocol/types.generated';
import { failed } from '../announcements';
import { isOwnRequest } from '../gist';
import type { ChosenRow } from '../rows';
import type { Key, Term } from './terms';

/** Whether an exchange is so. */
type Test = (exchange: ExchangeSummary) => boolean;

/** Whether a text, in small letters, is in what the list does not have of an exchange. */
export type Find = (text: string, place: SearchIn, exchange: ExchangeSummary) => boolean;

/** What `is:` can ask, besides a status. */
const STATES = {
  error: failed,
  page: ({ gist }) =>
    gist !== undefined && (gist.assumed ? gist.as === 'page' : ['document', 'iframe'].includes(gist.destination)),
  script: ({ kind }) => kind === 'script',
  file: ({ kind }) => kind === 'file',
  listing: ({ kind }) => kind === 'listing',
  redirect: ({ kind, status }) => kind === 'redirect' || [301, 302, 303, 307, 308].includes(status),
  refused: ({ gist }) => gist?.fate === 'refused',
  pinned: ({ pinned }) => pinned,
  pending: ({ complete }) => !complete,
  favicon: (exchange) => isOwnRequest(exchange),
} as const satisfies Record<string, Test>;

/** What `has:` can ask. */
const PARTS = {
  note: ({ notes }) => notes.length > 0,
  warning: ({ notes }) => notes.some(({ severity }) => severity === 'warning'),
  error: ({ notes }) => notes.some(({ severity }) => severity === 'error'),
  type: ({ contentType }) => contentType !== null,
  body: ({ bytes }) => bytes > 0,
  query: ({ target }) => target.includes('?'),
} as const satisfies Record<string, Test>;

export const STATE_NAMES = Object.keys(STATES);
export const PART_NAMES = Object.keys(PARTS);

/** What a browser says of as "empty" (Sec-Fetch-Dest). */
const EMPTY: readonly string[] = ['fetch', 'eventSource', 'prefetch', 'ping'];

/** What each key asks of its value; undefined for a value that it cannot have. */
const TESTS: Readonly<Record<Exclude<Key, 'body'>, (value: string) => Test | undefined>> = {
  status: statusTest,
  is: (value) => own(STATES, value) ?? statusTest(value),
  has: (value) => own(PARTS, value),
  size: sizeTest,
  method: (value) => (exchange) => exchange.method.toLowerCase() === value,
  path: (value) => (exchange) => exchange.target.toLowerCase().includes(value),
  type: (value) => (exchange) =>
    value === 'none' ? exchange.contentType === null : (exchange.contentType?.toLowerCase().includes(value) ?? false),
  dest: (value) => (exchange) => {
    if (exchange.gist?.assumed !== false) return false;
    const { destination } = exchange.gist;
    return destination.toLowerCase() === value || (value === 'empty' && EMPTY.includes(destination));
  },
};

/** Only names that were written down: `is:constructor` is none. */
const own = (tests: Readonly<Record<string, Test>>, name: string): Test | undefined =>
  Object.hasOwn(tests, name) ? tests[name] : undefined;

/** `404`, `4xx`, `>=400`. */
function statusTest(value: string): Test | undefined {
  const [, first] = /^([1-5])xx$/.exec(value) ?? [];
  if (first !== undefined) return ({ status }) => Math.floor(status / 100) === Number(first);
  const [, sign = '', number] = /^(>=|<=|>|<|=)?(\d{1,3})$/.exec(value) ?? [];
  return number === undefined ? undefined : compared(sign, Number(number), ({ status }) => status);
}

/** As in the list: kB and MB of 1000 bytes. */
const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, k: 1e3, kb: 1e3, m: 1e6, mb: 1e6 };

/** `>10k`, `<=1.5m`, `0`. */
function sizeTest(value: string): Test | undefined {
  const [, sign = '', number, unit = ''] = /^(>=|<=|>|<|=)?(\d+(?:\.\d+)?)([a-z]*)$/.exec(value) ?? [];
  const factor = UNITS[unit];
  if (number === undefined || factor === undefined) return undefined;
  return compared(sign, Number(number) * factor, ({ bytes }) => bytes);
}

function compared(sign: string, limit: number, of: (exchange: ExchangeSummary) => number): Test {
  switch (sign) {
    case '>':
      return (exchange) => of(exchange) > limit;
    case '>=':
      return (exchange) => of(exchange) >= limit;
    case '<':
      return (exchange) => of(exchange) < limit;
    case '<=':
      return (exchange) => of(exchange) <= limit;
    default:
      return (exchange) => of(exchange) === limit;
  }
}

/** The test of a word with a key; commas part values of which one must hold. Undefined where one of them cannot be. */
function keyTest(key: Key, value: string, find: Find): Test | undefined {
  const text = value.toLowerCase();
  if (key === 'body') return (exchange) => find(text, 'bodies', exchange);
  const tests = text
    .split(key === 'path' ? /(?!)/ : ',')
    .filter((each) => each !== '')
    .map((each) => TESTS[key](each));
  if (tests.includes(undefined)) return undefined;
  return (exchange) => tests.some((test) => test?.(exchange));
}

/** Words whose value does not fit their key. They are left out of account, as are those without a value yet. */
export const unfit = (terms: readonly Term[]): Term[] =>
  terms.filter(({ key, value }) => key !== undefined && value !== '' && keyTest(key, value, () => false) === undefined);

/** A text in what the list itself knows of an exchange. */
function knows({ target, method, contentType, note, notes }: ExchangeSummary, text: string): boolean {
  const known = [target, method, contentType ?? '', note ?? '', ...notes.map(({ message }) => message)];
  return known.some((each) => each.toLowerCase().includes(text));
}

/** The test of a whole filter. */
export function matcher(terms: readonly Term[], find: Find): (row: ChosenRow) => boolean {
  const tests = terms.flatMap(({ key, value, negated }) => {
    const text = value.toLowerCase();
    const test: Test | undefined =
      key === undefined
        ? (exchange) => knows(exchange, text) || find(text, 'heads', exchange)
        : value === ''
          ? undefined
          : keyTest(key, value, find);
    return test ? [{ key, text, negated, test }] : [];
  });
  return (row) =>
    tests.every(({ key, text, negated, test }) => {
      if (row.kind === 'exchange') return test(row.summary) !== negated;
      // A change of files has names, and is nothing else that a word can ask for.
      const named = key === undefined && row.reload.paths.some((path) => path.toLowerCase().includes(text));
      return named !== negated;
    });
}

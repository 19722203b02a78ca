import type { Book, Facts } from './book';
import { type Link, linksOf } from './links';
import type { Field, Message } from './message';
import { oddities } from './oddities';
import type { Part } from './part';
import { word } from './say';
import { takeApart } from './takeApart';

/** What is shown of a field or a status, in one language. */
export interface Explanation {
  /** Undefined for a name that the book does not have. */
  readonly sentence: string | undefined;
  /** What the whole value means, where it has no parts. */
  readonly whole: string | undefined;
  readonly parts: readonly { readonly text: string; readonly meaning: string; readonly inner: boolean }[];
  /** How many further parts there are. */
  readonly more: number;
  readonly oddities: readonly string[];
  readonly links: readonly Link[];
}

/** More parts than anybody reads; a value may have thousands. */
const MOST_PARTS = 50;

/** A longer piece is cut: the value itself stands beside it. */
const LONGEST = 80;

export function explainField(book: Book, field: Field, message: Message): Explanation {
  const entry = book.field(field.name);
  const parts = takeApart(field, message);
  const meaning = ({ says }: Part): string => says.map((saying) => book.text(saying)).join(' ');
  const [first] = parts;
  const whole = parts.length === 1 && first?.text === field.value ? first : undefined;
  return {
    sentence: entry?.sentence,
    whole: whole && meaning(whole),
    parts: (whole ? [] : parts.slice(0, MOST_PARTS)).map((part) => ({
      text: part.text.length > LONGEST ? `${part.text.slice(0, LONGEST)}…` : part.text,
      meaning: meaning(part),
      inner: part.inner ?? false,
    })),
    more: Math.max(0, parts.length - MOST_PARTS),
    oddities: oddities(field, message, entry?.facts).map((saying) => book.text(saying)),
    links: entry ? linksOf('Headers', entry.name, entry.facts) : [],
  };
}

/** Where a field is defined; undefined for a name that the book does not have. */
export function sourceOf(book: Book, name: string): Link | undefined {
  const entry = book.field(name);
  return entry && linksOf('Headers', entry.name, { ...entry.facts, mdn: false })[0];
}

export function explainStatus(book: Book, status: number): Explanation {
  const entry = book.status(status);
  return {
    sentence: entry?.sentence,
    whole: undefined,
    parts: [],
    more: 0,
    oddities: [],
    links: entry ? linksOf('Status', entry.name, entry.facts) : [],
  };
}

/** Where the methods are defined (RFC 9110, section 9.3, and RFC 5789 for PATCH). */
const METHODS: Readonly<Record<string, Facts>> = {
  ...Object.fromEntries(
    ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE'].map((name, index) => [
      name,
      { spec: `https://www.rfc-editor.org/rfc/rfc9110.html#section-9.3.${String(index + 1)}`, mdn: true },
    ]),
  ),
  PATCH: { spec: 'https://www.rfc-editor.org/rfc/rfc5789.html#section-2', mdn: true },
};

/** The method of a request; its case matters (RFC 9110, section 9.1). */
export function explainMethod(book: Book, method: string): Explanation {
  const facts = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
  return {
    sentence: book.text({ ...word('request.method', method), otherwise: 'other' }),
    whole: undefined,
    parts: [],
    more: 0,
    oddities: [],
    links: facts ? linksOf('Methods', method, facts) : [],
  };
}

import type { Book } from './book';
import { type Link, linksOf } from './links';
import type { Field, Message } from './message';
import { oddities } from './oddities';
import { takeApart } from './takeApart';

/** What is shown of a field or a status, in one language. */
export interface Explanation {
  /** Undefined for a name that the book does not have. */
  readonly sentence: string | undefined;
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
  return {
    sentence: entry?.sentence,
    parts: parts.slice(0, MOST_PARTS).map(({ text, says, inner = false }) => ({
      text: text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text,
      meaning: says.map((saying) => book.text(saying)).join(' '),
      inner,
    })),
    more: Math.max(0, parts.length - MOST_PARTS),
    oddities: oddities(field, message, entry?.facts).map((saying) => book.text(saying)),
    links: entry ? linksOf('Headers', entry.name, entry.facts) : [],
  };
}

export function explainStatus(book: Book, status: number): Explanation {
  const entry = book.status(status);
  return {
    sentence: entry?.sentence,
    parts: [],
    more: 0,
    oddities: [],
    links: entry ? linksOf('Status', entry.name, entry.facts) : [],
  };
}

import type english from './en.json';

type Words = (typeof english)['words'];

/** A list of words that HTTP uses in one place, such as the directives of Cache-Control. */
export type Vocabulary = keyof Words;

/** What goes into a sentence: a text as it is, or a measure that the reader's language writes in its own way. */
export type Value =
  | string
  | readonly [kind: 'duration' | 'moment' | 'bytes' | 'number' | 'language', of: number | string];

/** A sentence of the book, without a language. */
export interface Saying {
  readonly of: Vocabulary;
  readonly word: string;
  /** The word to take where the vocabulary lacks the first. */
  readonly otherwise?: string;
  readonly values?: Readonly<Record<string, Value>>;
}

/** What a word of a vocabulary means. A word that is not in it is said to be unknown. */
export function word(of: Vocabulary, name: string, values?: Saying['values']): Saying {
  return { of, word: name, ...(values && { values }) };
}

/** A sentence of our own. */
export function say(name: keyof Words['say'], values?: Saying['values']): Saying {
  return word('say', name, values);
}

/** What is odd about a value. */
export function odd(name: keyof Words['odd'], values?: Saying['values']): Saying {
  return word('odd', name, values);
}

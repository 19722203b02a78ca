import type { Saying, Value } from './say';

/** What the book knows of a name, whatever the language. */
export interface Facts {
  /** Where the name is defined: a section of an RFC, or of another standard. */
  readonly spec?: string;
  /** MDN has a page about it. */
  readonly mdn?: boolean;
}

export interface FieldFacts extends Facts {
  readonly in: 'request' | 'response' | 'both';
  /** Browsers or servers use it, though IANA's registry does not list it. */
  readonly deFacto?: boolean;
}

/** The part without a language: index.json. */
export interface Index {
  readonly fields: Readonly<Record<string, FieldFacts>>;
  readonly statuses: Readonly<Record<string, Facts>>;
}

/** The sentences of one language: en.json or es.json. */
export interface Sentences {
  readonly fields: Readonly<Record<string, string>>;
  readonly statuses: Readonly<Record<string, string>>;
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An entry of the book. */
export interface Entry<F extends Facts> {
  /** The name as the standard writes it. */
  readonly name: string;
  readonly sentence: string;
  readonly facts: F;
}

/** What each field and status means, in one language. */
export class Book {
  readonly #index: Index;
  readonly #sentences: Sentences;
  readonly #locale: string;
  /** The names of the fields, by those names in lower case. */
  readonly #names: ReadonlyMap<string, string>;
  readonly #moment: Intl.DateTimeFormat;
  readonly #languages: Intl.DisplayNames;

  /** @param locale how numbers and times are written; a BCP 47 tag of the sentences' language */
  constructor(index: Index, sentences: Sentences, locale: string) {
    this.#index = index;
    this.#sentences = sentences;
    this.#locale = locale;
    this.#names = new Map(Object.keys(index.fields).map((name) => [name.toLowerCase(), name]));
    // With the zone: a date in HTTP is one of GMT, and the reader's clock may show another hour.
    this.#moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long' });
    this.#languages = new Intl.DisplayNames(locale, { type: 'language' });
  }

  /** What is known of a field; letter case does not matter. */
  field(name: string): Entry<FieldFacts> | undefined {
    const known = this.#names.get(name.toLowerCase());
    return known === undefined ? undefined : entry(known, this.#index.fields, this.#sentences.fields);
  }

  status(code: number): Entry<Facts> | undefined {
    return entry(String(code), this.#index.statuses, this.#sentences.statuses);
  }

  /** A sentence in the book's language. Values are taken as they are, braces in them too. */
  text({ of, word, otherwise, values = {} }: Saying): string {
    const sentence = this.#word(of, word) ?? this.#word(of, otherwise) ?? this.#word('say', 'unknown') ?? '';
    return sentence.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
      const value = values[name];
      return value === undefined ? placeholder : this.#value(value);
    });
  }

  #word(of: string, word: string | undefined): string | undefined {
    return word === undefined ? undefined : own(own(this.#sentences.words, of) ?? {}, word);
  }

  #value(value: Value): string {
    if (typeof value === 'string') return value;
    const [kind, of] = value;
    switch (kind) {
      case 'duration':
        return this.#duration(Number(of));
      case 'moment':
        return this.#moment.format(Number(of));
      case 'bytes':
        return this.#unit(Number(of), 'byte');
      case 'number':
        return new Intl.NumberFormat(this.#locale).format(Number(of));
      case 'language':
        return this.#language(String(of));
    }
  }

  /** Seconds in words: the two largest units that say anything. */
  #duration(seconds: number): string {
    const parts: string[] = [];
    let left = seconds;
    for (const [unit, size] of UNITS) {
      const count = Math.floor(left / size);
      left -= count * size;
      if (count > 0) parts.push(this.#unit(count, unit));
      if (parts.length === 2) break;
    }
    if (parts.length === 0) return this.#unit(0, 'second');
    return new Intl.ListFormat(this.#locale, { type: 'conjunction' }).format(parts);
  }

  #unit(count: number, unit: string): string {
    return new Intl.NumberFormat(this.#locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
  }

  /** A language's name, as a sentence begins; what is not a language's tag stays as it is. */
  #language(tag: string): string {
    try {
      const name = this.#languages.of(tag) ?? tag;
      return name.charAt(0).toLocaleUpperCase(this.#locale) + name.slice(1);
    } catch {
      return tag;
    }
  }
}

/** Units of time and their seconds. No months: they differ. */
const UNITS = [
  ['year', 31_536_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

function entry<F extends Facts>(
  name: string,
  facts: Readonly<Record<string, F>>,
  sentences: Readonly<Record<string, string>>,
): Entry<F> | undefined {
  const [fact, sentence] = [own(facts, name), own(sentences, name)];
  return fact && sentence !== undefined ? { name, sentence, facts: fact } : undefined;
}

/** Names come from anybody: `constructor` is none that an object has of its own. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

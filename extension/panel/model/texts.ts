import english from '../l10n/en.json';
import spanish from '../l10n/es.json';

/** Names of the page's sentences. */
export type TextKey = keyof typeof english;

/** Names of sentences that have a form for one and another for every other count, without `.one` and `.other`. */
export type CountedKey = {
  [K in TextKey]: K extends `${infer Base}.one` ? (`${Base}.other` extends TextKey ? Base : never) : never;
}[TextKey];

/** The first of a browser's languages, the best first, that Vitrina speaks, as the server reads Accept-Language. */
export function spokenOf(languages: readonly string[]): string {
  return languages.find((language) => /^(es|en)(-|$)/i.test(language)) ?? 'en';
}

/** The page's sentences in one language. */
export class Texts {
  /** The language of the sentences, a BCP 47 tag: `es` or `en`. */
  readonly language: 'es' | 'en';
  readonly #sentences: Record<TextKey, string>;
  readonly #plural: Intl.PluralRules;

  /** @param locale a BCP 47 tag; every language but Spanish gets English, as everywhere in Vitrina */
  constructor(locale: string) {
    this.language = /^es(-|$)/i.test(locale) ? 'es' : 'en';
    this.#sentences = this.language === 'es' ? spanish : english;
    this.#plural = new Intl.PluralRules(this.language);
  }

  /** A sentence with its values in place of `{name}`. Values are taken as they are, braces in them too. */
  text(key: TextKey, values: Readonly<Record<string, string>> = {}): string {
    return this.#sentences[key].replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
  }

  /** The sentence's form for a count. */
  counted(key: CountedKey, count: number, values: Readonly<Record<string, string>>): string {
    const form = this.#plural.select(count) === 'one' ? 'one' : 'other';
    return this.text(`${key}.${form}`, values);
  }
}

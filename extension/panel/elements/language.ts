import { Format } from '../model/format';
import { Texts } from '../model/texts';

/** How the page speaks: its sentences, and its numbers and times, in one language. */
export class Language {
  readonly texts: Texts;
  readonly format: Format;

  /** @param locale a BCP 47 tag */
  constructor(locale: string) {
    this.texts = new Texts(locale);
    this.format = new Format(formatLocale(locale, this.texts.language));
  }
}

/** The numbers follow the sentences: a region counts only where it belongs to the language that is spoken. */
function formatLocale(locale: string, language: string): string {
  if (!locale.toLowerCase().startsWith(`${language}-`)) return language;
  try {
    return new Intl.Locale(locale).toString();
  } catch {
    return language;
  }
}

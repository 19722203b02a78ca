import { Library } from '../knowledge/library';
import { Format } from '../model/format';
import { Texts } from '../model/texts';

/** How the page speaks: its sentences, its numbers and times, and what it knows of HTTP, in one language. */
export class Language {
  readonly texts: Texts;
  readonly format: Format;
  readonly library: Library;

  /**
   * @param locale a BCP 47 tag
   * @param read gives the content of a JSON file that lies beside the page's script
   */
  constructor(locale: string, read: (name: string) => Promise<unknown>) {
    this.texts = new Texts(locale);
    const { language } = this.texts;
    const numbers = formatLocale(locale, language);
    this.format = new Format(numbers);
    this.library = new Library(language, numbers, read);
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

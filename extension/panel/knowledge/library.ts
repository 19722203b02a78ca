import { Book, type Index, type Sentences } from './book';

/** Brings the book of one language when somebody asks for it: it is larger than the panel's other sentences. */
export class Library {
  readonly #language: string;
  readonly #locale: string;
  readonly #read: (name: string) => Promise<unknown>;
  #book: Book | undefined;
  #loading: Promise<void> | undefined;
  #failed = false;

  /**
   * @param language the language of the sentences, `en` or `es`
   * @param locale how numbers and times are written
   * @param read gives the content of a file that the build put beside the page
   */
  constructor(language: string, locale: string, read: (name: string) => Promise<unknown>) {
    this.#language = language;
    this.#locale = locale;
    this.#read = read;
  }

  /** Undefined until it is there. */
  get book(): Book | undefined {
    return this.#book;
  }

  /** It could not be brought the last time. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Brings the book, once; where that fails, the next call tries again. Never rejects. */
  async load(): Promise<void> {
    await (this.#loading ??= this.#load());
  }

  async #load(): Promise<void> {
    try {
      const [index, sentences] = await Promise.all([
        this.#read('knowledge/index.json'),
        this.#read(`knowledge/${this.#language}.json`),
      ]);
      this.#book = new Book(index as Index, sentences as Sentences, this.#locale);
      this.#failed = false;
    } catch {
      this.#failed = true;
      this.#loading = undefined;
    }
  }
}

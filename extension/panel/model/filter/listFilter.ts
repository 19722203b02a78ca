import type { ChosenRow, Row } from '../rows';
import { matcher } from './matching';
import type { TextSearch } from './textSearch';
import { parse } from './terms';

/** What the filter leaves of a list. */
export interface Filtered {
  readonly rows: readonly Row[];
  /** How many exchanges and changes of files it hides. */
  readonly hidden: number;
}

/** Leaves of the list what the user asked for. */
export class ListFilter {
  readonly #search: TextSearch;
  #text = '';
  #matches: ((row: ChosenRow) => boolean) | undefined;
  #of: readonly Row[] | undefined;
  #filtered: Filtered = { rows: [], hidden: 0 };

  /** @param search looks where only the server can */
  constructor(search: TextSearch) {
    this.#search = search;
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    this.refresh();
  }

  /** To be called when more is known of what the words are looked for in. */
  refresh(): void {
    const terms = parse(this.#text);
    this.#search.keep(terms.map(({ value }) => value.toLowerCase()));
    this.#matches = terms.length === 0 ? undefined : matcher(terms, this.#search.find);
    this.#of = undefined;
  }

  /** Whether it leaves a line. */
  readonly shows = (row: ChosenRow): boolean => this.#matches?.(row) ?? true;

  /** The same array as before as long as the list and the filter are. A line that says what is missing always stays. */
  of(rows: readonly Row[]): Filtered {
    if (!this.#matches) return { rows, hidden: 0 };
    if (rows !== this.#of) {
      this.#of = rows;
      const left = rows.filter((row) => row.kind === 'gap' || this.shows(row));
      this.#filtered = { rows: left, hidden: rows.length - left.length };
    }
    return this.#filtered;
  }
}

import { toLatin1 } from './bytes';
import { findAll } from './find';
import type { BodyReading, BodyView } from './reading';
import type { Span } from './segments';

/** A search for a word in a body: for letters in its text, for bytes in its digits. */
export class Search {
  /** What is looked for; undefined while nothing is. */
  #word: string | undefined;
  #index = 0;
  /** What the spans were found in. */
  #searched: readonly unknown[] = [];
  #spans: readonly Span[] = [];

  get word(): string | undefined {
    return this.#word;
  }

  /** Which of the spans is the current one. */
  get index(): number {
    return this.#index;
  }

  /** Looks for a word from the start; for none, it ends. */
  find(word: string | undefined): void {
    this.#word = word;
    this.#index = 0;
  }

  /** Goes to another of so many spans, round from the last to the first. */
  step(by: number, count: number): void {
    if (count > 0) this.#index = (this.#index + by + count) % count;
  }

  /** Where the word stands in what is shown; the same array as long as that is the same. */
  spans(reading: BodyReading, view: BodyView): readonly Span[] {
    const searched = [reading, view, this.#word];
    if (searched.some((each, index) => each !== this.#searched[index])) {
      this.#searched = searched;
      this.#spans = spansOf(this.#word, reading, view);
    }
    return this.#spans;
  }
}

function spansOf(word: string | undefined, reading: BodyReading, view: BodyView): readonly Span[] {
  if (word === undefined || word === '' || view === 'preview') return [];
  if (view === 'source') return findAll(reading.text, word);
  return findAll(toLatin1(reading.bytes), toLatin1(new TextEncoder().encode(word)));
}

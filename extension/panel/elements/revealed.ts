import { type Identity, keyOf } from '../model/identity';

/**
 * Which secrets are shown: those that somebody asked for, of one exchange. Of the next nothing is, also where it has the same
 * number: a server that was started again counts from 1.
 */
export class Revealed {
  readonly #changed: () => void;
  readonly #shown = new Set<string>();
  #of = '';

  /** @param changed called when something is shown or hidden */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** To be called before each drawing, with what is drawn. */
  of(...exchanges: readonly Identity[]): void {
    const of = exchanges.map(keyOf).join();
    if (of !== this.#of) this.#shown.clear();
    this.#of = of;
  }

  has(secret: string): boolean {
    return this.#shown.has(secret);
  }

  toggle(secret: string): void {
    if (!this.#shown.delete(secret)) this.#shown.add(secret);
    this.#changed();
  }
}

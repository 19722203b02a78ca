import type { ExchangeSummary, Verdict } from '../../protocol/types.generated';
import type { Ask } from './transport';

/** Asks for the verdicts of exchanges that are only listed, one after the other, and each once. */
export class Verdicts {
  readonly #ask: Ask;
  readonly #changed: () => void;
  /** A summary that was replaced by another is asked for again: a browser may have told since. */
  readonly #known = new WeakMap<ExchangeSummary, Verdict | undefined>();
  #last: Promise<void> = Promise.resolve();

  /** @param changed called when one has come */
  constructor(ask: Ask, changed: () => void) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /** The verdict on an exchange; undefined until it is there, and where there is none. */
  of(summary: ExchangeSummary): Verdict | undefined {
    if (!this.#known.has(summary)) {
      this.#known.set(summary, undefined);
      this.#last = this.#last.then(() => this.#load(summary));
    }
    return this.#known.get(summary);
  }

  async #load(summary: ExchangeSummary): Promise<void> {
    try {
      const { verdict } = await this.#ask('exchange/get', { id: summary.id });
      this.#known.set(summary, verdict);
      this.#changed();
    } catch {
      // It is not kept any more, or the connection is gone: the list does without.
    }
  }
}

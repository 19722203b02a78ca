import type { ExchangeSummary } from '../../protocol/types.generated';
import type { ExchangeStore } from './exchangeStore';
import { type History, previousOf } from './history';

/**
 * What the chosen exchange is compared with: the last one of its history that differs, unless the user said
 * otherwise, for one exchange or for all that they choose from then on.
 */
export class Comparing {
  #held: string | undefined;
  #once: { readonly base: string; readonly chosen: string } | undefined;

  /** The id of the exchange with which all are compared. */
  get held(): string | undefined {
    return this.#held;
  }

  /** Compares all with one, until `release`. */
  hold(base: ExchangeSummary): void {
    this.#held = base.id;
    this.#once = undefined;
  }

  release(): void {
    this.#held = undefined;
    this.#once = undefined;
  }

  /** Compares one exchange with another. */
  with(base: ExchangeSummary, chosen: ExchangeSummary): void {
    this.#held = undefined;
    this.#once = { base: base.id, chosen: chosen.id };
  }

  /** Those that an exchange is compared with, until one differs from it. */
  basesOf(store: ExchangeStore, chosen: ExchangeSummary | undefined, history: History): readonly ExchangeSummary[] {
    if (!chosen) return [];
    if (this.#held !== undefined) {
      const held = store.get(this.#held);
      if (held) return held.id === chosen.id ? [] : [held];
      this.#held = undefined; // it is not kept any more
    }
    if (this.#once?.chosen === chosen.id) {
      const base = store.get(this.#once.base);
      if (base) return [base];
    }
    return previousOf(history, chosen);
  }
}

import type { ExchangeSummary } from '../../protocol/types.generated';
import type { ExchangeStore } from './exchangeStore';
import { type History, previousOf } from './history';
import { type Identity, identityOf, isSame } from './identity';

/**
 * What the chosen exchange is compared with: the last one of its history that differs, unless the user said
 * otherwise, for one exchange or for all that they choose from then on.
 */
export class Comparing {
  #held: Identity | undefined;
  #once: { readonly base: Identity; readonly chosen: Identity } | undefined;

  /** The exchange with which all are compared. */
  get held(): Identity | undefined {
    return this.#held;
  }

  /** Compares all with one, until `release`. */
  hold(base: ExchangeSummary): void {
    this.#held = identityOf(base);
    this.#once = undefined;
  }

  release(): void {
    this.#held = undefined;
    this.#once = undefined;
  }

  /** Compares one exchange with another. */
  with(base: ExchangeSummary, chosen: ExchangeSummary): void {
    this.#held = undefined;
    this.#once = { base: identityOf(base), chosen: identityOf(chosen) };
  }

  /** Those that an exchange is compared with, until one differs from it. */
  basesOf(store: ExchangeStore, chosen: ExchangeSummary | undefined, history: History): readonly ExchangeSummary[] {
    if (!chosen) return [];
    if (this.#held !== undefined) {
      const held = store.find(this.#held);
      if (held) return held.id === chosen.id ? [] : [held];
      this.#held = undefined; // it is not kept any more
    }
    if (this.#once && isSame(this.#once.chosen, chosen)) {
      const base = store.find(this.#once.base);
      if (base) return [base];
    }
    return previousOf(history, chosen);
  }
}

import type { Exchange, ExchangeSummary } from '../../protocol/types.generated';
import { messageOf } from './errors';
import type { Ask } from './transport';

/** Asks for the whole of the exchange that is shown, and again whenever that changed. */
export class DetailLoader {
  readonly #ask: Ask;
  readonly #reachable: () => boolean;
  readonly #changed: () => void;
  /** The summary that `#detail` or `#problem` belongs to: another object, even of the same exchange, asks again. */
  #asked: ExchangeSummary | undefined;
  #detail: Exchange | undefined;
  #problem: string | undefined;

  /**
   * @param reachable whether the server can be asked: that it cannot is said elsewhere
   * @param changed called when an answer has come
   */
  constructor(ask: Ask, reachable: () => boolean, changed: () => void) {
    this.#ask = ask;
    this.#reachable = reachable;
    this.#changed = changed;
  }

  /** Why there is no detail, in words of the server; undefined where nothing went wrong. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** The whole of an exchange; undefined until it is there. */
  of(summary: ExchangeSummary | undefined): Exchange | undefined {
    const exchange = this.#detail;
    return exchange?.id === summary?.id && exchange?.time === summary?.time ? exchange : undefined;
  }

  /** Asks for the whole of an exchange, unless that was done. */
  show(summary: ExchangeSummary | undefined): void {
    if (summary === this.#asked) return;
    this.#asked = summary;
    this.#problem = undefined;
    if (summary) void this.#load(summary);
    else this.#detail = undefined;
  }

  async #load(summary: ExchangeSummary): Promise<void> {
    try {
      const exchange = await this.#ask('exchange/get', { id: summary.id });
      if (summary !== this.#asked) return;
      this.#detail = exchange;
    } catch (error) {
      if (summary !== this.#asked || !this.#reachable()) return;
      this.#problem = messageOf(error);
    }
    this.#changed();
  }
}

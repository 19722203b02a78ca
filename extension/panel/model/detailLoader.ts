import type { Exchange, ExchangeSummary } from '../../protocol/types.generated';
import { bytesOf } from './bytes';
import { messageOf } from './errors';
import type { Ask } from './transport';
import { DECISIVE_BYTES, type Verdict, verdictOf } from './verdict';

/** The exchange that is shown, whole, with what a browser makes of it. */
export interface Detail {
  readonly exchange: Exchange;
  readonly verdict: Verdict | undefined;
  /** Why there is no verdict, where that is a fault. */
  readonly verdictFault?: Error;
}

/** Asks for the whole of the exchange that is shown, and again whenever that changed. */
export class DetailLoader {
  readonly #ask: Ask;
  readonly #reachable: () => boolean;
  readonly #changed: () => void;
  /** The summary that `#detail` or `#problem` belongs to: another object, even of the same exchange, asks again. */
  #asked: ExchangeSummary | undefined;
  #detail: Detail | undefined;
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
  of(summary: ExchangeSummary | undefined): Detail | undefined {
    const exchange = this.#detail?.exchange;
    return exchange?.id === summary?.id && exchange?.time === summary?.time ? this.#detail : undefined;
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
      const verdict = await this.#verdict(exchange);
      if (summary !== this.#asked) return;
      this.#detail = { exchange, ...verdict };
    } catch (error) {
      if (summary !== this.#asked || !this.#reachable()) return;
      this.#problem = messageOf(error);
    }
    this.#changed();
  }

  /** What a browser makes of an exchange. That it cannot be told takes nothing else of the exchange away. */
  async #verdict(exchange: Exchange): Promise<Pick<Detail, 'verdict' | 'verdictFault'>> {
    try {
      return { verdict: verdictOf(exchange, await this.#bodyStart(exchange)) };
    } catch (error) {
      return { verdict: undefined, verdictFault: error instanceof Error ? error : new Error(String(error)) };
    }
  }

  async #bodyStart({ id, response }: Exchange): Promise<Uint8Array> {
    if (response.body.kept === 0) return new Uint8Array();
    const { dataBase64 } = await this.#ask('exchange/body', { id, of: 'response', length: DECISIVE_BYTES });
    return bytesOf(dataBase64);
  }
}

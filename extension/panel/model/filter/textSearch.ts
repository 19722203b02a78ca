import type { ExchangeSummary, SearchIn } from '../../../protocol/types.generated';
import { isCover } from '../predict/cover';
import type { Ask } from '../transport';
import type { Find } from './matching';

/** Of how many exchanges an answer is remembered, at the most: more than are kept. */
const MOST = 5000;

/** What the server said of one text in one place. */
interface Search {
  readonly text: string;
  readonly place: SearchIn;
  /** By the summary that was asked about: one that has changed since is asked about again once it is complete. */
  readonly known: Map<string, { readonly of: ExchangeSummary; readonly found: boolean }>;
  /** What is to be asked. */
  readonly unknown: Map<string, ExchangeSummary>;
}

/**
 * Looks for texts where only the server can: in the heads of exchanges, and in their bodies. It asks of each exchange
 * once, all that are not known together, and one question at a time.
 */
export class TextSearch {
  readonly #ask: Ask;
  readonly #changed: () => void;
  #searches = new Map<string, Search>();
  #asking = false;
  #due = false;

  /** @param changed called when more is known */
  constructor(ask: Ask, changed: () => void) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /** Forgets what is known of other texts than these. */
  keep(texts: readonly string[]): void {
    this.#searches = new Map([...this.#searches].filter(([, { text }]) => texts.includes(text)));
  }

  /** What is known by now. What is not is asked for. */
  readonly find: Find = (text, place, exchange) => {
    if (isCover(exchange)) return false;
    const name = `${place} ${text}`;
    const search: Search = this.#searches.get(name) ?? { text, place, known: new Map(), unknown: new Map() };
    this.#searches.set(name, search);
    const known = search.known.get(exchange.id);
    const current = known?.of.time === exchange.time && (known.of.complete || !exchange.complete);
    if (!current) {
      search.unknown.set(exchange.id, exchange);
      this.#request();
    }
    return known?.found ?? false;
  };

  /** Asks once whoever filters has gone through the list. */
  #request(): void {
    if (this.#due || this.#asking) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      const next = [...this.#searches.values()].find(({ unknown }) => unknown.size > 0);
      if (next) void this.#run(next);
    });
  }

  async #run(search: Search): Promise<void> {
    const { text, place, known } = search;
    const asked = [...search.unknown.values()];
    search.unknown.clear();
    this.#asking = true;
    let found = new Set<string>();
    try {
      const { ids } = await this.#ask('exchange/search', { ids: asked.map(({ id }) => id), text, in: place });
      found = new Set(ids);
    } catch {
      // The connection is gone, which is said elsewhere; the next one brings another list.
    }
    if (known.size > MOST) known.clear();
    for (const of of asked) known.set(of.id, { of, found: found.has(of.id) });
    this.#asking = false;
    this.#changed();
    if ([...this.#searches.values()].some(({ unknown }) => unknown.size > 0)) this.#request();
  }
}

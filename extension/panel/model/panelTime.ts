import type { Exchange, ExchangeSummary, Verdict } from '../../protocol/types.generated';
import { Comparing } from './comparing';
import { type Compared, ComparisonLoader } from './comparisonLoader';
import type { ExchangeStore } from './exchangeStore';
import { type History, historyOf } from './history';
import type { Identity } from './identity';
import { isCover } from './predict/cover';
import type { Predicting } from './predict/predicting';
import type { Ask } from './transport';
import { Verdicts } from './verdicts';

/** The chosen exchange in time: those before and after it, what changed, and what is pinned. */
export class PanelTime {
  readonly #ask: Ask;
  readonly #store: () => ExchangeStore;
  readonly #chosen: () => ExchangeSummary | undefined;
  readonly #changed: () => void;
  readonly #comparing = new Comparing();
  readonly #comparisons: ComparisonLoader;
  readonly #verdicts: Verdicts;
  readonly #predicting: Predicting;
  #revision = 0;
  #history: History = { earlier: [], later: [] };
  /** What the history was made of. */
  #of: { readonly rows: unknown; readonly chosen: ExchangeSummary | undefined } | undefined;

  /**
   * @param changed called after every change
   * @param predicting says what is covered
   */
  constructor(
    ask: Ask,
    store: () => ExchangeStore,
    chosen: () => ExchangeSummary | undefined,
    changed: () => void,
    predicting: Predicting,
  ) {
    this.#predicting = predicting;
    this.#ask = ask;
    this.#store = store;
    this.#chosen = chosen;
    this.#changed = (): void => {
      this.#revision++;
      changed();
    };
    this.#comparisons = new ComparisonLoader(ask, this.#changed);
    this.#verdicts = new Verdicts(ask, this.#changed);
  }

  /** Grows with every change, for who draws what this gives. */
  get revision(): number {
    return this.#revision;
  }

  /** The other exchanges of the chosen one's method and target. */
  get history(): History {
    const { earlier, later } = this.#history;
    const { active, summary } = this.#predicting;
    if (!active) return this.#history;
    return { earlier: earlier.map(summary), later: later.map(summary) };
  }

  /** What differs between the chosen exchange and the one that it is compared with. */
  get compared(): Compared | undefined {
    const compared = this.#comparisons.of(this.#chosen());
    const covered = [compared?.before, compared?.after].some((each) => each && this.#predicting.reason(each));
    return covered ? undefined : compared;
  }

  /** The exchange with which all are compared; undefined where each is compared with its last. */
  get held(): ExchangeSummary | undefined {
    const { held } = this.#comparing;
    return held && this.#store().find(held);
  }

  /** The verdict on an exchange of the history; undefined until it is there. */
  verdictOn(summary: ExchangeSummary): Verdict | undefined {
    return isCover(summary) ? undefined : this.#verdicts.of(summary);
  }

  /** Compares every exchange with the chosen one from now on, or each with its last again. */
  hold(held: boolean): void {
    const chosen = this.#chosen();
    if (held && chosen) this.#comparing.hold(chosen);
    else this.#comparing.release();
    this.#changed();
  }

  /** Compares the chosen exchange with another. */
  compareWith(base: ExchangeSummary): void {
    const chosen = this.#chosen();
    if (chosen) this.#comparing.with(base, chosen);
    this.#changed();
  }

  /** Has the server keep the chosen exchange, or not; rejects with its sentence where it cannot. */
  async pin(pinned: boolean): Promise<void> {
    const chosen = this.#chosen();
    if (chosen) await this.#ask('exchange/pin', { id: chosen.id, pinned });
  }

  /** Has the server keep a note with an exchange, unless that is not kept itself any more; rejects as `pin`. */
  async annotate(on: Identity, note: string): Promise<void> {
    const known = this.#store().find(on);
    if (known) await this.#ask('exchange/pin', { id: known.id, pinned: known.pinned, note });
  }

  /** The exchange before the chosen one in its history, or the one after. */
  step(towards: 'earlier' | 'later'): ExchangeSummary | undefined {
    return this.history[towards][0];
  }

  /** Takes what is shown. */
  show(detail: Exchange | undefined): void {
    const [store, chosen] = [this.#store(), this.#chosen()];
    const rows = store.rows();
    if (this.#of?.rows !== rows || this.#of.chosen !== chosen) {
      this.#of = { rows, chosen };
      const history = chosen ? historyOf(store.all(), chosen) : { earlier: [], later: [] };
      if (!isEqual(history, this.#history)) this.#revision++;
      this.#history = history;
    }
    this.#comparisons.show(this.#comparing.basesOf(store, chosen, this.#history), detail);
  }
}

const isEqual = (one: History, other: History): boolean =>
  (['earlier', 'later'] as const).every(
    (side) => one[side].length === other[side].length && one[side].every((each, at) => each === other[side][at]),
  );

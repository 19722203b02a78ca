import type { Exchange, ExchangeSummary } from '../../../protocol/types.generated';
import { type Identity, keyOf } from '../identity';
import { type ExchangeRow, exchangeRow, type Row } from '../rows';
import { cover } from './cover';
import { type Question, type QuestionName, questionsOn } from './questions';

/** Why an exchange is covered: the teacher's switch, or a question of a lesson that is not answered yet. */
export type Reason = 'switch' | 'lesson';

/** An exchange, and whether anything came of it. */
type Which = Identity & Pick<ExchangeSummary, 'status' | 'complete'>;

/** A question with what was chosen. */
export interface Answer extends Question {
  readonly chosen: string;
}

/** How many answers were right. */
export interface Tally {
  readonly right: number;
  readonly asked: number;
}

/** What a page that comes back in the same session needs. */
export interface KeptPredicting {
  readonly on: boolean;
  readonly tally: Tally;
  /** Exchanges that were answered or shown. */
  readonly open: readonly string[];
}

/** More are not remembered: nobody answers about so many in a session. */
const MOST_OPEN = 500;

/**
 * Predict, then look: covers what came of exchanges until somebody has said what they expect.
 *
 * Two have a reason to cover: the teacher, by {@link on}, and a lesson, by {@link lesson}. What the panel shows of a
 * covered exchange goes through {@link summary}, so that what was covered is not on the page at all.
 */
export class Predicting {
  readonly #changed: () => void;
  #on = false;
  #revision = 0;
  #lesson: ((summary: Which) => boolean) | undefined;
  #tally: Tally = { right: 0, asked: 0 };
  #open = new Set<string>();
  readonly #answers = new Map<string, readonly Answer[]>();
  /** The lines that were asked about last, and what was given for them. */
  #rows: { readonly of: readonly Row[]; readonly given: readonly Row[] } | undefined;

  /** @param changed called after every change */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The teacher's switch. */
  get on(): boolean {
    return this.#on;
  }

  set on(on: boolean) {
    this.#on = on;
    this.#update();
  }

  /** Which exchanges a lesson covers because its question is open; undefined while none is. */
  set lesson(covers: ((summary: Which) => boolean) | undefined) {
    this.#lesson = covers;
    this.#update();
  }

  /** True while anything may be covered. */
  get active(): boolean {
    return this.#on || this.#lesson !== undefined;
  }

  /** Grows with every change, for who draws what this gives. */
  get revision(): number {
    return this.#revision;
  }

  get tally(): Tally {
    return this.#tally;
  }

  /** Why an exchange is covered; undefined for one that is not. Where no answer came, there is nothing to predict. */
  reason(exchange: Which): Reason | undefined {
    if (exchange.complete && exchange.status === 0) return undefined;
    if (this.#lesson?.(exchange)) return 'lesson';
    return this.#on && !this.#open.has(keyOf(exchange)) ? 'switch' : undefined;
  }

  /** What may be shown of a summary. */
  readonly summary = (summary: ExchangeSummary): ExchangeSummary => (this.reason(summary) ? cover(summary) : summary);

  /** What may be shown of lines; the same array as before as long as that is the same. */
  rows(rows: readonly Row[]): readonly Row[] {
    if (!this.active) return rows;
    if (this.#rows?.of !== rows) this.#rows = { of: rows, given: rows.map((row) => this.row(row)) };
    return this.#rows.given;
  }

  /** What may be shown of a line. */
  readonly row = <R extends Row>(row: R): R | ExchangeRow =>
    row.kind === 'exchange' && this.reason(row.summary) ? exchangeRow(cover(row.summary)) : row;

  /** Takes what somebody expects of an exchange, which can be seen from then on. */
  answer(exchange: Exchange, chosen: Readonly<Partial<Record<QuestionName, string>>>): void {
    if (this.reason(exchange) !== 'switch') return;
    const answers = questionsOn(exchange).map((question) => ({ ...question, chosen: chosen[question.name] ?? '' }));
    this.#answers.set(keyOf(exchange), answers);
    const { right, asked } = this.#tally;
    this.#tally = { right: right + answers.filter(isRight).length, asked: asked + answers.length };
    this.show(exchange);
  }

  /** What was answered about an exchange; undefined where nothing was. */
  answers(exchange: Which): readonly Answer[] | undefined {
    return this.#on ? this.#answers.get(keyOf(exchange)) : undefined;
  }

  /** Uncovers an exchange that nobody answered about. */
  show(exchange: Which): void {
    this.#open.add(keyOf(exchange));
    const [oldest] = this.#open;
    if (this.#open.size > MOST_OPEN && oldest !== undefined) {
      this.#open.delete(oldest);
      this.#answers.delete(oldest);
    }
    this.#update();
  }

  get kept(): KeptPredicting {
    return { on: this.#on, tally: this.#tally, open: [...this.#open] };
  }

  set kept({ on, tally, open }: KeptPredicting) {
    this.#tally = tally;
    this.#open = new Set(open);
    this.on = on;
  }

  #update(): void {
    this.#revision++;
    this.#rows = undefined;
    this.#changed();
  }
}

export const isRight = ({ chosen, right }: Answer): boolean => chosen === right;

import type { ExchangeSummary, Lesson } from '../../../protocol/types.generated';
import { isAsking } from './lessonSteps';

/** What a page that comes back needs: since when a question covers exchanges. */
export interface KeptQuestion {
  /** The lesson and the step. */
  readonly question: string;
  /** When the newest exchange began that was there before, as the server tells; empty where there was none. */
  readonly since: string;
}

type Covers = (summary: Pick<ExchangeSummary, 'time'>) => boolean;

/**
 * Which exchanges the student's question covers until it is answered: those that came after it. What was there before has
 * been seen, and belongs to the steps before.
 */
export class OpenQuestion {
  #kept: KeptQuestion | undefined;
  #covers: Covers | undefined;
  #question: string | undefined;

  /** Undefined while no question is open, and in a lesson that covers nothing. */
  get covers(): Covers | undefined {
    return this.#covers;
  }

  /** What {@link KeptQuestion} says; undefined before there was one. */
  get kept(): KeptQuestion | undefined {
    return this.#kept;
  }

  set kept(kept: KeptQuestion | undefined) {
    this.#kept = kept;
  }

  /** Forgets since when, for a lesson that is begun anew. */
  forget(): void {
    this.#question = undefined;
    this.#kept = undefined;
  }

  /**
   * @param here the id of the student's step
   * @param newest when the newest exchange began; empty where there is none
   * @returns true where something else is covered from now on
   */
  follow(lesson: Lesson | undefined, here: string | undefined, newest: string): boolean {
    const step = lesson?.predict === true ? lesson.steps.find(({ id }) => id === here) : undefined;
    const question = lesson && step && isAsking(step) ? JSON.stringify([lesson.name, step.id]) : undefined;
    if (question === this.#question) return false;
    this.#question = question;
    this.#covers = undefined;
    if (question === undefined) return true;
    if (this.#kept?.question !== question) this.#kept = { question, since: newest };
    const since = this.#kept.since === '' ? -Infinity : Date.parse(this.#kept.since);
    this.#covers = ({ time }) => !(Date.parse(time) <= since);
    return true;
  }
}

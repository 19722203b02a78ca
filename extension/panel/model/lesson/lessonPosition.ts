import type { Lesson, LessonStep } from '../../../protocol/types.generated';
import { stepAfter } from './lessonSteps';

/** The introduction, among the steps. */
export const INTRO = '';

/**
 * Where a student is in a lesson, and which steps are open. A step that comes true stays the student's until they go on:
 * what it explains is to be read.
 */
export class LessonPosition {
  #here: string | undefined;
  #name: string | undefined;
  /** What the student opened or closed. */
  #told = new Map<string, boolean>();

  /** The id of the student's step; undefined where all are done. */
  get here(): string | undefined {
    return this.#here;
  }

  /** Takes a lesson that is new or looks different. One that goes away may come back: its site was started again. */
  follow(lesson: Lesson | undefined): void {
    if (!lesson) return;
    if (lesson.name !== this.#name) this.begin();
    this.#name = lesson.name;
    if (lesson.steps.some(({ id }) => id === this.#here)) return;
    this.#here = stepAfter(lesson, undefined)?.id;
  }

  /** Goes to the first step that is not done. */
  begin(): void {
    this.#here = undefined;
    this.#told.clear();
  }

  /** Goes on from the student's step, which closes. */
  next(lesson: Lesson): void {
    const next = stepAfter(lesson, this.#here);
    if (this.#here !== undefined) this.#told.delete(this.#here);
    if (next) this.#told.delete(next.id);
    this.#here = next?.id;
  }

  isOpen(lesson: Lesson, id: string): boolean {
    return this.#told.get(id) ?? (id === INTRO ? !lesson.steps.some(({ done }) => done) : id === this.#here);
  }

  /** Opens or closes a step. Who opens one that is not done is there. */
  toggle(lesson: Lesson, id: string): void {
    const open = !this.isOpen(lesson, id);
    const step: LessonStep | undefined = lesson.steps.find((each) => each.id === id);
    if (open && step && !step.done && step.id !== this.#here) {
      if (this.#here !== undefined && !this.#told.has(this.#here)) this.#told.set(this.#here, true);
      this.#here = step.id;
    }
    this.#told.set(id, open);
  }
}

// What a lesson's steps say of themselves.
import type { Lesson, LessonStep } from '../../../protocol/types.generated';

/** How many steps are done, of how many. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

export function progressOf({ steps }: Lesson): Progress {
  return { done: steps.filter(({ done }) => done).length, total: steps.length };
}

/** True where a step asks something that nobody has answered yet. */
export const isAsking = ({ choice, done }: LessonStep): boolean =>
  choice !== undefined && choice.chosen === undefined && !done;

/**
 * The step that comes after one: the first behind it that is not done, else the first of all that is not; undefined where
 * all are.
 */
export function stepAfter({ steps }: Lesson, id: string | undefined): LessonStep | undefined {
  const at = steps.findIndex((step) => step.id === id);
  return [...steps.slice(at + 1), ...steps.slice(0, at + 1)].find(({ done }) => !done);
}

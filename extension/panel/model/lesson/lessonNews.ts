import type { Lesson } from '../../../protocol/types.generated';
import { textOfBlocks } from './plainText';

/** What happened in a lesson, for who listens. */
export type LessonNews =
  | { readonly what: 'done'; readonly title: string }
  | { readonly what: 'finished' }
  | { readonly what: 'hint'; readonly text: string };

/**
 * What came true since a lesson looked different, and which hints came.
 *
 * @param here the id of the student's step: hints of others are not told
 */
export function newsOf(before: Lesson | undefined, now: Lesson | undefined, here: string | undefined): LessonNews[] {
  if (!before || before.name !== now?.name) return [];
  const known = new Map(before.steps.map((step) => [step.id, step]));
  const finished = (lesson: Lesson): boolean => lesson.steps.every(({ done }) => done);
  return [
    ...now.steps
      .filter(({ id, done }) => done && known.get(id)?.done === false)
      .map(({ title }) => ({ what: 'done' as const, title })),
    ...(finished(now) && !finished(before) ? [{ what: 'finished' as const }] : []),
    ...now.steps
      .filter(({ id }) => id === here)
      .flatMap(({ id, hints }) => {
        const had = new Set(known.get(id)?.hints.map(textOfBlocks));
        return hints.map(textOfBlocks).filter((text) => !had.has(text));
      })
      .map((text) => ({ what: 'hint' as const, text })),
  ];
}

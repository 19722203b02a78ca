import type { Saying } from './say';

/** A piece of a value, and the sentences that say what it means. */
export interface Part {
  readonly text: string;
  readonly says: readonly Saying[];
  /** True for a piece of the part before it. */
  readonly inner?: boolean;
}

export function part(text: string, ...says: Saying[]): Part {
  return { text, says };
}

import type { Note } from '../../protocol/types.generated';

/** The notes of an exchange, by how much they matter at first sight. */
export interface RankedNotes {
  /** Errors, then warnings. */
  readonly faults: readonly Note[];
  /** Remarks that explain the answer, while no fault matters more. */
  readonly remarks: readonly Note[];
  /** What few look for: nothing is wrong, and all is said elsewhere or each time. */
  readonly more: readonly Note[];
}

/** Said of each page that a browser opens. */
const ROUTINE = ['reloadInjected'];

export function ranked(notes: readonly Note[]): RankedNotes {
  const of = (wanted: Note['severity']): Note[] => notes.filter(({ severity }) => severity === wanted);
  const faults = [...of('error'), ...of('warning')];
  const information = of('information');
  const quiet = ({ code }: Note): boolean => faults.length > 0 || ROUTINE.includes(code);
  return { faults, remarks: information.filter((note) => !quiet(note)), more: information.filter(quiet) };
}

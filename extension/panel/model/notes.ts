import type { Note } from '../../protocol/types.generated';

/** The notes of an exchange, by how much they matter at first sight. */
export interface RankedNotes {
  /** Errors, then warnings. */
  readonly faults: readonly Note[];
  /** Remarks that explain this answer. */
  readonly remarks: readonly Note[];
  /** What few look for, since it is said each time, and remarks beyond the first few. */
  readonly more: readonly Note[];
}

/** Said of each page that a browser opens. */
const ROUTINE = ['reloadInjected'];

/** More remarks than these push the headers out of sight. */
const MOST_REMARKS = 2;

export function ranked(notes: readonly Note[]): RankedNotes {
  const of = (wanted: Note['severity']): Note[] => notes.filter(({ severity }) => severity === wanted);
  const information = of('information');
  const remarks = information.filter(({ code }) => !ROUTINE.includes(code)).slice(0, MOST_REMARKS);
  return {
    faults: [...of('error'), ...of('warning')],
    remarks,
    more: information.filter((note) => !remarks.includes(note)),
  };
}

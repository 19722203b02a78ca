/** Exchanges lines of a text. Lines count from 0 and are those before any edit. */
export interface LineEdit {
  /** The first line that goes, or the one before which lines are put. */
  readonly line: number;
  readonly remove: number;
  readonly insert: readonly string[];
}

/** The lines after edits that do not overlap. */
export function applyLineEdits(lines: readonly string[], edits: readonly LineEdit[]): string[] {
  const result = [...lines];
  const fromTheEnd = [...edits].sort((one, other) => other.line - one.line);
  for (const { line, remove, insert } of fromTheEnd) result.splice(line, remove, ...insert);
  return result;
}

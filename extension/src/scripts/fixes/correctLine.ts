import type { LineEdit } from './lineEdit';

/**
 * Puts the line that a script meant to print in the place of the one that it printed, where that stands once in the line
 * `at` of its source and begins a literal. Undefined where no edit is surely right.
 */
export function correctLine(
  lines: readonly string[],
  at: number,
  printed: string,
  meant: string,
): LineEdit[] | undefined {
  const line = lines[at] ?? '';
  const [before = '', after, ...others] = line.split(printed);
  if (printed === '' || after === undefined || others.length > 0) return undefined;
  return beginsLiteral(before, after) ? [{ line: at, remove: 1, insert: [before + meant + after] }] : undefined;
}

/** Whether a text stands whole between quotes, in a line of a longer text, or behind the shell's `echo`. */
function beginsLiteral(before: string, after: string): boolean {
  if (/(?:["'`]|\\n)$/.test(before)) return /^(?:["'`]|\\r?\\?n|$)/.test(after);
  return /^\s*(?:echo )?$/.test(before) && after === '';
}

import { PRINTS_EMPTY_LINE } from './emptyLineFirst';
import type { LineEdit } from './lineEdit';

/** A statement that prints a literal header and the end of the line, alone in its line, and the one for an empty line. */
const PRINTS_HEADER: readonly (readonly [header: RegExp, emptyLine: string])[] = [
  [/^print\(f?(["'])[A-Za-z][\w-]*:[^"'\\]*\1\)$/, 'print()'],
  [/^echo (["'])[A-Za-z][\w-]*:[^"'\\]*\1$/, 'echo'],
  [/^puts (["'])[A-Za-z][\w-]*:[^"'\\]*\1$/, 'puts'],
  [/^print "[A-Za-z][\w-]*:[^"'\\]*\\n";$/, 'print "\\n";'],
  [/^console\.log\((["'`])[A-Za-z][\w-]*:[^"'`\\]*\1\);$/, 'console.log();'],
];

/** Prints the empty line after the last header, which the line `at` prints. Undefined where no edit is surely right. */
export function endHeaders(lines: readonly string[], at: number): LineEdit[] | undefined {
  // An indented statement may be in a loop.
  const [, emptyLine] = PRINTS_HEADER.find(([header]) => header.test(lines[at] ?? '')) ?? [];
  return emptyLine === undefined ? undefined : [{ line: at + 1, remove: 0, insert: [emptyLine] }];
}

/** Moves a header that the line `at` prints before the empty line, where that is printed just before. */
export function moveBeforeEmptyLine(lines: readonly string[], at: number): LineEdit[] | undefined {
  const [before = '', header = ''] = [lines[at - 1], lines[at]];
  if (!PRINTS_EMPTY_LINE.test(before) || !PRINTS_HEADER.some(([statement]) => statement.test(header))) return undefined;
  return /^\s/.test(before) ? undefined : [{ line: at - 1, remove: 2, insert: [header, before] }];
}

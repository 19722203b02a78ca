import type { LineEdit } from './lineEdit';

/** Undefined where no edit is surely right. `at` is the line of the statement. */
type StatementFix = (lines: readonly string[], at: number) => LineEdit[] | undefined;

const BYTES_PRINTED = /^(\s*print\()b((["'])[^"'\\]*\3\)\s*(?:#.*)?)$/;

/** Makes text of the bytes that a script in Python prints: `print(b'…')`. */
export const printText: StatementFix = (lines, at) => exchange(lines, at, BYTES_PRINTED, '$1$2');

const SPACES_PRINTED = /^(\s*(?:print\(|print |echo |puts |console\.log\())(["'])[ \t]+(\\n)?\2(\)?;?)$/;

/** Takes the spaces out of the line that ends the headers. */
export const emptySpaces: StatementFix = (lines, at) => {
  const line = lines[at];
  if (line !== undefined && line !== '' && line.trim() === '') return [{ line: at, remove: 1, insert: [''] }];
  return exchange(lines, at, SPACES_PRINTED, '$1$2$3$2$4');
};

/** A literal in single quotes without anything that double quotes would give another meaning, but line ends. */
const SINGLE_QUOTED = /^(\s*(?:print|puts|echo)\s+)'((?:[^'"$@#`%\\]|\\n)*)'(;?)\s*$/;
const ECHOED = /^(\s*)echo (["'])((?:[^'"$@#`%\\]|\\n)*)\2\s*$/;

/** Lets the line end where the script writes `\n`: with double quotes in Perl, PHP and Ruby, with printf in a shell. */
export const endLine: StatementFix = (lines, at) =>
  isShell(lines)
    ? exchange(lines, at, ECHOED, String.raw`$1printf $2$3\n$2`)
    : exchange(lines, at, SINGLE_QUOTED, '$1"$2"$3');

function isShell(lines: readonly string[]): boolean {
  return /^#!.*\b(?:ba|da|k|z)?sh\b/.test(lines[0] ?? '');
}

function exchange(lines: readonly string[], at: number, statement: RegExp, by: string): LineEdit[] | undefined {
  const line = lines[at] ?? '';
  return statement.test(line) ? [{ line: at, remove: 1, insert: [line.replace(statement, by)] }] : undefined;
}

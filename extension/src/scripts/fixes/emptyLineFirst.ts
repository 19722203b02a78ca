import type { LineEdit } from './lineEdit';

/** `Name: value` at the beginning of a line (RFC 3875, section 6.3). */
const HEADER = /^[ \t]*[A-Za-z][\w-]*:/;

/** A statement that prints an empty line and nothing else, in any of the usual languages. */
export const PRINTS_EMPTY_LINE =
  /^\s*(?:print\(\s*(?:""|''|"\\n"|'\\n')?\s*\)|console\.log\(\s*(?:""|''|``)?\s*\)|(?:echo|puts)(?:\s+(?:""|''))?|(?:print|printf|echo)\s+"\\n"|say\s+(?:""|''));?\s*(?:#.*)?$/;

/** A line end at the beginning of a literal, before a header. */
const ESCAPE = /(["'`])(?:(?:\\r)?\\n)+(?=[A-Za-z][\w-]*:)/g;

/**
 * Takes away the empty line that a script prints before its headers. `at` is the line that prints it. Undefined where no
 * edit is surely right.
 */
export function removeEmptyLineFirst(lines: readonly string[], at: number): LineEdit[] | undefined {
  const line = lines[at];
  if (line === undefined) return undefined;
  const next = nextWithText(lines, at + 1);
  const header = lines[next] ?? '';

  if (PRINTS_EMPTY_LINE.test(line)) {
    // A block that had only this statement would be left empty.
    return indentation(header) === indentation(line) ? [{ line: at, remove: 1, insert: [] }] : undefined;
  }
  const escapes = line.match(ESCAPE) ?? [];
  if (escapes.length > 0) {
    return escapes.length === 1 ? [{ line: at, remove: 1, insert: [line.replace(ESCAPE, '$1')] }] : undefined;
  }
  if (!HEADER.test(header)) return undefined;
  if (line.trim() === '') {
    const opener = lines.slice(0, at).findLast((text) => text.trim() !== '') ?? '';
    return opener.includes('<<') ? [{ line: at, remove: next - at, insert: [] }] : undefined;
  }
  return opensText(line) ? startAtQuotes(line, header, at, next) : undefined;
}

/** Begins a text of several lines with its header, right behind the quotes. */
function startAtQuotes(opener: string, header: string, at: number, next: number): LineEdit[] | undefined {
  // In a raw string of Python, a backslash would be printed.
  if (/(?:"""|''')$/.test(opener) && !/(?:\b[bBfF]?[rR][bBfF]?)(?:"""|''')$/.test(opener)) {
    return [{ line: at, remove: next - at, insert: [`${opener}\\`] }];
  }
  if (/^\s/.test(header)) return undefined;
  return [{ line: at, remove: next - at + 1, insert: [opener + header] }];
}

/** Whether a line ends with a quote that nothing on the line closes. */
function opensText(line: string): boolean {
  const quote = line.at(-1) ?? '';
  return '"\'`'.includes(quote) && line.split(quote).length % 2 === 0;
}

function nextWithText(lines: readonly string[], from: number): number {
  const at = lines.findIndex((line, index) => index >= from && line.trim() !== '');
  return at < 0 ? lines.length : at;
}

function indentation(line: string): string {
  return /^\s*/.exec(line)?.[0] ?? '';
}

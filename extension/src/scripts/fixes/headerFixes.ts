import type { LineEdit } from './lineEdit';
import type { ScriptLanguage } from './scriptLanguage';

/** What most scripts of a course print. */
export const CONTENT_TYPE = 'Content-Type: text/html; charset=utf-8';

/** Undefined where no edit is surely right. */
type HeaderFix = (language: ScriptLanguage, lines: readonly string[]) => LineEdit[] | undefined;

/** Finds text that a script may print as a header: in a literal, or at the beginning of a line of one. */
const HEADER = /content-type|["'][A-Za-z][\w-]*:(?!\/\/)|^\s*(?:status|location|set-cookie)\s*:/i;

/**
 * Prints a Content-Type and the empty line as the first of all, where the script prints no header of its own in any
 * case.
 */
export const addContentType: HeaderFix = (language, lines) => {
  if (lines.some((line) => language.isDoubtful(line) || HEADER.test(line))) return undefined;
  const line = firstStatement(language, lines);
  return line < 0 ? undefined : [{ line, remove: 0, insert: [language.print(CONTENT_TYPE), language.print('')] }];
};

/** Prints the empty line between the headers and content that follows them at once. */
export const addEmptyLine: HeaderFix = (language, lines) => {
  const headers = onlyHeaders(language, lines);
  const next = headers && nextStatement(language, lines, headers.end);
  if (!headers || next === undefined || indentation(lines[next]) !== headers.indent) return undefined;
  if (!printsContent(language, lines[next])) return undefined;
  return [{ line: headers.end, remove: 0, insert: [headers.indent + language.print('')] }];
};

/** Moves the headers, with their empty line, before the first output, where the script does nothing else up to there. */
export const moveHeaders: HeaderFix = (language, lines) => {
  const headers = onlyHeaders(language, lines);
  const first = firstStatement(language, lines);
  if (headers?.indent !== '' || first >= headers.first) return undefined;
  const before = lines.slice(first, headers.first);
  if (!before.every((line) => isComment(language, line) || printsLiteral(language, line))) return undefined;

  const moved = lines.slice(headers.first, headers.end);
  const next = nextStatement(language, lines, headers.end);
  const ended = next === headers.end && language.printsEmptyLine.test(lines[next] ?? '');
  if (ended) moved.push(lines[next] ?? '');
  else if (next === undefined || printsContent(language, lines[next])) moved.push(language.print(''));
  else return undefined;
  return [
    { line: first, remove: 0, insert: moved },
    { line: headers.first, remove: headers.end - headers.first + (ended ? 1 : 0), insert: [] },
  ];
};

interface Headers {
  readonly first: number;
  /** The line after the last. */
  readonly end: number;
  readonly indent: string;
}

/** The statements that print headers, where they stand together and nothing else in the script may print one. */
function onlyHeaders(language: ScriptLanguage, lines: readonly string[]): Headers | undefined {
  if (lines.some((line) => language.isDoubtful(line) || language.multiline.test(line))) return undefined;
  const [first] = lines.flatMap((line, at) => (HEADER.test(line) ? [at] : []));
  if (first === undefined) return undefined;
  const indent = indentation(lines[first]);
  let end = first;
  while (isHeader(language, lines[end]) && indentation(lines[end]) === indent) end++;
  const together = lines.every((line, at) => (at >= first && at < end) || !HEADER.test(line));
  return together && end > first ? { first, end, indent } : undefined;
}

/** The first line at which the script does something; negative where there is none. */
function firstStatement(language: ScriptLanguage, lines: readonly string[]): number {
  return lines.findIndex((line) => !language.isHarmless(line));
}

function nextStatement(language: ScriptLanguage, lines: readonly string[], from: number): number | undefined {
  const at = lines.findIndex((line, index) => index >= from && !isComment(language, line));
  return at < 0 ? undefined : at;
}

/** The text that a statement prints as a whole line. */
function printed(language: ScriptLanguage, line: string | undefined): string | undefined {
  // One group for each kind of quotes, of which one took part.
  const groups: (string | undefined)[] = language.printsLine.exec(line ?? '')?.slice(1) ?? [];
  return groups.find((text) => text !== undefined);
}

/** `Name: value` (RFC 3875, section 6.3). */
function isHeader(language: ScriptLanguage, line: string | undefined): boolean {
  return /^[A-Za-z][\w-]*:/.test(printed(language, line) ?? '');
}

/** A statement that surely prints a literal that is not a header. */
function printsLiteral(language: ScriptLanguage, line: string | undefined): boolean {
  const text = printed(language, line) ?? '';
  return text !== '' && !text.includes(':');
}

/** The same, or one whose output begins with a tag, whatever else is in it. */
function printsContent(language: ScriptLanguage, line: string | undefined): boolean {
  return printsLiteral(language, line) || language.printsTag.test(line ?? '');
}

function isComment(language: ScriptLanguage, line: string): boolean {
  return language.isHarmless(line) && /^\s*(?:#|$)/.test(line);
}

function indentation(line = ''): string {
  return /^\s*/.exec(line)?.[0] ?? '';
}

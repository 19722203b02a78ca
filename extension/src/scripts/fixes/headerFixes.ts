import type { LineEdit } from './lineEdit';
import { indentation, outputPlace } from './outputPlace';
import type { ScriptLanguage } from './scriptLanguage';
import { interiorLines, isTemplate } from './scriptLanguage';

/** What most scripts of a course print. */
export const CONTENT_TYPE = 'Content-Type: text/html; charset=utf-8';

/** Finds the field that a printing statement begins with: a name, a colon and more (RFC 3875, section 6.3). */
const FIELD = /^\s*[\w.$]+\s*(?:<<\s*)?\(?\s*(?:b|f|-\w+\s)?\s*["'`]{0,3}([A-Za-z][\w-]*):/;

/** `line` counts from 0; it prints the first of the content or the last of the header. Undefined where no fix is known. */
type HeaderFix = (language: ScriptLanguage, lines: readonly string[], line: number) => LineEdit[] | undefined;

/** Prints a Content-Type before the first output, and the empty line where there is no header that has one. */
export const addContentType: HeaderFix = (language, lines, line) => {
  const header = firstHeader(language, lines);
  const place = header === undefined ? outputPlace(language, lines, line) : { line: header, template: false };
  if (!place) return undefined;
  const near = lines[place.line] ?? '';
  const statements = [language.print(CONTENT_TYPE, near)];
  if (header === undefined && !printsOwnHeader(language)) statements.push(language.print('', near));
  const insert = place.template
    ? [`<?php ${statements.join(' ')} ?>`]
    : statements.map((statement) => indentation(near) + statement);
  return [{ line: place.line, remove: 0, insert }];
};

/** Prints the empty line after the last of the header. */
export const addEmptyLine: HeaderFix = (language, lines, line) => {
  if (printsOwnHeader(language)) return undefined;
  const inside = interiorLines(language, lines);
  // In a literal of many lines the empty line is one of its own.
  if (inside[line] && inside[line + 1]) return [{ line: line + 1, remove: 0, insert: [''] }];
  const last = isField(language, lines[line] ?? '') ? line : lastHeader(language, lines);
  if (last === undefined) return undefined;
  if (inside[last + 1]) return [{ line: last + 1, remove: 0, insert: [''] }];
  const near = lines[last] ?? '';
  return [{ line: last + 1, remove: 0, insert: [indentation(near) + language.print('', near)] }];
};

/** Moves the header, with its empty line, before the first output. */
export const moveHeader: HeaderFix = (language, lines, line) => {
  if (printsOwnHeader(language)) return undefined;
  const place = outputPlace(language, lines, line);
  const inside = interiorLines(language, lines);
  const type = lines.findIndex(
    (text, at) => inside[at] === false && isField(language, text) && /content-type\s*:/i.test(text),
  );
  if (!place || place.template || type <= place.line) return undefined;
  let [first, end] = [type, type + 1];
  while (first - 1 > place.line && isField(language, lines[first - 1] ?? '')) first--;
  while (isField(language, lines[end] ?? '')) end++;
  const last = lines[end - 1] ?? '';
  const near = lines[place.line] ?? '';
  const statements = lines.slice(first, end).map((text) => text.trim());
  if (language.emptyOutput.test(lines[end] ?? '')) statements.push((lines[end++] ?? '').trim());
  else if (!endsHeader(last)) statements.push(language.print('', last));
  return [
    { line: place.line, remove: 0, insert: statements.map((statement) => indentation(near) + statement) },
    { line: first, remove: end - first, insert: [] },
  ];
};

/** Only PHP's header() has no lines of its own, so that its header ends by itself. */
function printsOwnHeader(language: ScriptLanguage): boolean {
  return isTemplate(language) && language.print('', '').startsWith('header');
}

function isField(language: ScriptLanguage, line: string): boolean {
  return language.output.test(line) && FIELD.test(line);
}

/** The first statement that prints, where it prints a field. */
function firstHeader(language: ScriptLanguage, lines: readonly string[]): number | undefined {
  const inside = interiorLines(language, lines);
  const first = lines.findIndex((text, at) => inside[at] === false && language.output.test(text));
  return isField(language, lines[first] ?? '') ? first : undefined;
}

/** The last of the fields that the first statements print. */
function lastHeader(language: ScriptLanguage, lines: readonly string[]): number | undefined {
  let last = firstHeader(language, lines);
  while (last !== undefined && isField(language, lines[last + 1] ?? '')) last++;
  return last;
}

/** True where a statement prints the empty line too: two line ends, or one before the one that is added by itself. */
function endsHeader(statement: string): boolean {
  const addsLineEnd = /^\s*(?:print\s*\(|puts\b|\$stdout\.puts\b|console\.log|echo\s+-e)/.test(statement);
  return /(?:\\r)?\\n(?:\\r)?\\n/.test(statement) || (addsLineEnd && /(?:\\r)?\\n["'`]/.test(statement));
}

import type { ScriptLanguage } from './scriptLanguage';
import { interiorLines, isTemplate } from './scriptLanguage';

/** Where in a script its first output is. */
export interface OutputPlace {
  /** Counts from 0: what is put before this line is printed before all else. */
  readonly line: number;
  /** True where the line is sent as it stands, outside `<?php … ?>`. */
  readonly template: boolean;
}

/** Statements whose body may run many times or not at all: a header has its place before them. */
const BLOCK =
  /^\s*\}?\s*(?:if|unless|for|foreach|while|until|with|try|switch|case|begin)\b(?!.*__name__)|\b(?:do|forEach|each|times)\b.*$/;
/** Lines that go on with a statement that began above, at the same indentation. */
const CONTINUATION = /^\s*\}?\s*(?:else|elif|elsif|elseif|except|finally|catch|rescue|ensure|when|do|then|\{)\b/;

/**
 * The place of the first output. `hint` is the line, counted from 0, that is known to print first; where no output
 * statement stands there (what is printed may come from a variable), the first of the script is taken.
 */
export function outputPlace(language: ScriptLanguage, lines: readonly string[], hint: number): OutputPlace | undefined {
  const inside = interiorLines(language, lines);
  const isOutput = (line: number): boolean => inside[line] === false && language.output.test(lines[line] ?? '');
  if (isTemplate(language)) {
    const text = templateLine(lines);
    const statement = lines.findIndex((_, line) => isOutput(line));
    if (text !== undefined && (statement < 0 || text < statement)) return { line: text, template: true };
  }
  const first = isOutput(hint) ? hint : lines.findIndex((_, line) => isOutput(line));
  if (first < 0) return undefined;
  return { line: beforeBlocks(language, lines, first, new Set()), template: false };
}

/** The first line after a shebang that is sent as it stands, because no `<?` is open. */
function templateLine(lines: readonly string[]): number | undefined {
  const start = /^\uFEFF?#!/.test(lines[0] ?? '') ? 1 : 0;
  const line = lines[start];
  return line === undefined || /^\s*<\?(?:php|=)/.test(line) ? undefined : start;
}

/** The line of the outermost block around a line; for a function that is called in many places, of its first call. */
function beforeBlocks(language: ScriptLanguage, lines: readonly string[], line: number, seen: Set<number>): number {
  if (seen.has(line)) return line;
  seen.add(line);
  const head = headOf(lines, line);
  if (head === undefined) return line;
  const text = lines[head] ?? '';
  const name = language.functionHead
    .exec(text)
    ?.slice(1)
    .find((group) => group);
  if (name !== undefined) {
    const calls = lines.flatMap((each, at) => (at !== head && new RegExp(`\\b${name}\\b`).test(each) ? [at] : []));
    const [first] = calls;
    return first === undefined || calls.length === 1 ? line : beforeBlocks(language, lines, first, seen);
  }
  return BLOCK.test(text) ? beforeBlocks(language, lines, head, seen) : line;
}

/** The line that the block around a line begins with, by indentation. */
function headOf(lines: readonly string[], line: number): number | undefined {
  const own = indentation(lines[line] ?? '').length;
  for (let above = line - 1; above >= 0; above--) {
    const text = lines[above] ?? '';
    if (text.trim() === '' || indentation(text).length >= own) continue;
    let head = above;
    while (head > 0 && CONTINUATION.test(lines[head] ?? '')) {
      const level = indentation(lines[head] ?? '').length;
      do head--;
      while (head > 0 && (lines[head]?.trim() === '' || indentation(lines[head] ?? '').length > level));
    }
    return head;
  }
  return undefined;
}

export function indentation(line: string): string {
  return /^\s*/.exec(line)?.[0] ?? '';
}

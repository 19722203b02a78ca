import type { LineEdit } from './lineEdit';

/**
 * Python 3.13 has no `cgi` and no `cgitb` (PEP 594). Takes the imports out of a script that makes no use of them, or only
 * has tracebacks shown, as Vitrina does anyhow. Undefined for every other script: what replaces forms and uploads depends
 * on what is sent to it.
 */
export function dropRemovedModules(lines: readonly string[]): LineEdit[] | undefined {
  const edits: LineEdit[] = [];
  for (const [line, text] of lines.entries()) {
    const names = modulesOf(text);
    if (names.some((name) => REMOVED.has(name))) {
      const kept = names.filter((name) => !REMOVED.has(name));
      edits.push({ line, remove: 1, insert: kept.length > 0 ? [`import ${kept.join(', ')}`] : [] });
    } else if (/^cgitb\.enable\([^()]*\)\s*(?:#.*)?$/.test(text)) {
      edits.push({ line, remove: 1, insert: [] });
    } else if (/\b(?:cgi|cgitb)\b/.test(text)) {
      return undefined;
    }
  }
  return edits.length > 0 ? edits : undefined;
}

const REMOVED = new Set(['cgi', 'cgitb']);

/**
 * The names in `import one, two` that begins its line; empty for other lines, and for modules that are given another
 * name. An indented import may be all that its block has.
 */
function modulesOf(line: string): string[] {
  const names = /^import\s+([\w.]+(?:\s*,\s*[\w.]+)*)\s*(?:#.*)?$/.exec(line)?.[1];
  return names?.split(/\s*,\s*/) ?? [];
}

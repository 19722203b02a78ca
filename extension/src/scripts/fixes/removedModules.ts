import type { LineEdit } from './lineEdit';

/**
 * Python 3.13 has no `cgi` and no `cgitb` (PEP 594). Rewrites a script without them where that is plain: forms that are
 * read by name, escaping, tracebacks. Undefined where it is not, such as for uploads.
 */
export function replaceRemovedModules(lines: readonly string[]): LineEdit[] | undefined {
  const imports = lines.flatMap((line, at) => (removedOf(line).length > 0 ? [at] : []));
  const [first] = imports;
  if (first === undefined || lines.some((line) => /^\s*from\s+(?:cgi|cgitb)\b/.test(line))) return undefined;

  const needed = new Set<string>();
  const forms = lines.flatMap((line) => /^\s*(\w+)\s*=\s*cgi\.FieldStorage\(\s*\)\s*$/.exec(line)?.[1] ?? []);
  const edits: LineEdit[] = [];
  for (const [at, line] of lines.entries()) {
    if (imports.includes(at)) continue;
    if (/^cgitb\.enable\([^()]*\)\s*$/.test(line)) {
      edits.push({ line: at, remove: 1, insert: [] }); // Vitrina shows the traceback
      continue;
    }
    const rewritten = rewrite(line, forms, needed);
    if (/\b(?:cgi|cgitb)\./.test(rewritten) || forms.some((form) => usesAsForm(rewritten, form))) return undefined;
    if (rewritten !== line) edits.push({ line: at, remove: 1, insert: [rewritten] });
  }

  for (const at of imports) {
    const line = lines[at] ?? '';
    const indent = /^\s*/.exec(line)?.[0] ?? '';
    const kept = modulesOf(line).filter((name) => !REMOVED.has(name));
    const insert = kept.length > 0 ? [`${indent}import ${kept.join(', ')}`] : [];
    if (at === first) insert.push(...importsOf(lines, needed).map((statement) => indent + statement));
    edits.push({ line: at, remove: 1, insert });
  }
  return edits;
}

const REMOVED = new Set(['cgi', 'cgitb']);

/** The form's fields: of the body where there is one, else of the query. */
const FIELDS =
  'parse_qs(sys.stdin.read(int(os.environ["CONTENT_LENGTH"])) if os.environ["REQUEST_METHOD"] == "POST" else os.environ["QUERY_STRING"])';

const IMPORTS: Record<string, string> = {
  html: 'import html',
  os: 'import os',
  sys: 'import sys',
  parse_qs: 'from urllib.parse import parse_qs',
};

/** The names in `import one, two`; empty for other lines, and for modules that are given another name. */
function modulesOf(line: string): string[] {
  const names = /^\s*import\s+([\w.]+(?:\s*,\s*[\w.]+)*)\s*(?:#.*)?$/.exec(line)?.[1];
  return names?.split(/\s*,\s*/) ?? [];
}

function removedOf(line: string): string[] {
  return modulesOf(line).filter((name) => REMOVED.has(name));
}

function rewrite(line: string, forms: readonly string[], needed: Set<string>): string {
  let result = line.replaceAll(/\bcgi\.escape\(/g, () => {
    needed.add('html');
    return 'html.escape(';
  });
  result = result.replace(/\bcgi\.FieldStorage\(\s*\)/, () => {
    for (const name of ['os', 'sys', 'parse_qs']) needed.add(name);
    return FIELDS;
  });
  const literal = String.raw`("[^"\\]*"|'[^'\\]*')`;
  for (const form of forms) {
    const first = new RegExp(
      String.raw`\b${form}\.(?:getvalue|getfirst)\(\s*${literal}\s*(?:,\s*([^(),]+?)\s*)?\)`,
      'g',
    );
    const list = new RegExp(String.raw`\b${form}\.getlist\(\s*${literal}\s*\)`, 'g');
    const item = new RegExp(String.raw`\b${form}\[${literal}\]\.value\b`, 'g');
    result = result
      .replaceAll(first, (_, name: string, other?: string) => `${form}.get(${name}, [${other ?? 'None'}])[0]`)
      .replaceAll(list, (_, name: string) => `${form}.get(${name}, [])`)
      .replaceAll(item, (_, name: string) => `${form}[${name}][0]`);
  }
  return result;
}

/** True where a line does with a form what a dictionary of lists cannot do the same way. */
function usesAsForm(line: string, form: string): boolean {
  const rest = line
    .replaceAll(new RegExp(String.raw`\b${form}\.get\([^()]*\)(?:\[0\])?`, 'g'), '')
    .replaceAll(new RegExp(String.raw`\b${form}\[[^\]]*\]\[0\]`, 'g'), '')
    .replaceAll(new RegExp(String.raw`\bin\s+${form}\b(?!\.)`, 'g'), '')
    .replace(new RegExp(String.raw`^\s*${form}\s*=`), '')
    .replace(/#.*/, '');
  return new RegExp(String.raw`\b${form}\b`).test(rest.replaceAll(/"[^"]*"|'[^']*'/g, ''));
}

/** The imports that the rewritten lines need and the script lacks. */
function importsOf(lines: readonly string[], needed: ReadonlySet<string>): string[] {
  const present = new Set(lines.flatMap(modulesOf));
  return Object.entries(IMPORTS)
    .filter(([name, statement]) => needed.has(name) && !present.has(name) && !lines.includes(statement))
    .map(([, statement]) => statement);
}

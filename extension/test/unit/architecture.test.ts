import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Expression, StringLiteral } from 'oxc-parser';
import { parseSync, Visitor } from 'oxc-parser';
import { readSource } from './manifest';

interface Rule {
  /** The other rooms that the room's files may import from. */
  readonly rooms: readonly string[];
  /** The packages that they may import; `node` is every module of Node.js. */
  readonly packages: readonly string[];
  readonly why: string;
}

/**
 * Who may import whom, the twin of server/test/architecture_test.go. A room is a folder; a file belongs to the innermost
 * one that has a rule. Each rule says why, so that whoever breaks it knows what to do instead.
 */
const RULES: Record<string, Rule> = {
  src: {
    rooms: ['src/lab', 'src/lessons', 'src/server', 'src/site', 'src/scripts', 'src/views', 'protocol', 'api'],
    packages: ['vscode'],
    why: 'the entry and the commands join the rooms, and no room knows them',
  },
  'src/lab': {
    rooms: [],
    packages: ['vscode', 'node'],
    why: 'the lab is copied from the extension’s own files, whether anything is served or not',
  },
  'src/site': {
    rooms: ['src/lab', 'protocol'],
    packages: ['vscode', 'node'],
    why: 'what is served and who may reach it is decided before there is a server',
  },
  'src/server': {
    rooms: ['src/site', 'protocol'],
    packages: ['vscode', 'vscode-jsonrpc', 'node'],
    why: 'the server runs without knowing what shows it or asks it',
  },
  'src/scripts': {
    rooms: ['src/server', 'src/site', 'src/scripts/fixes', 'protocol'],
    packages: ['vscode', 'node'],
    why: 'problems of scripts are told by the server and shown in the editor, never in a view of ours',
  },
  'src/lessons': {
    rooms: ['src/server', 'src/site', 'src/scripts', 'protocol'],
    packages: ['vscode', 'node'],
    why: 'lessons are written in the editor and done in the panel; their problems look as those of scripts do',
  },
  'src/scripts/fixes': {
    rooms: [],
    packages: ['node'],
    why: 'a fix turns lines or a file into others; it is tested without an editor',
  },
  'src/views': {
    rooms: ['src/server', 'src/site', 'protocol'],
    packages: ['vscode', 'vscode-jsonrpc', 'node'],
    why: 'a view shows the state of the server, and changes it by commands only',
  },
  panel: {
    rooms: ['panel/elements', 'panel/model', 'panel/transport'],
    packages: [],
    why: 'the page’s entry joins its parts; the page runs in a browser and knows nothing of the extension',
  },
  'panel/elements': {
    rooms: ['panel/knowledge', 'panel/model', 'panel/styles', 'protocol'],
    packages: ['lit', '@vscode-elements/elements'],
    why: 'elements show what the model holds; how it came there is not theirs',
  },
  'panel/model': {
    rooms: ['panel/l10n', 'protocol'],
    packages: ['diff'],
    why: 'the model is tested without a page and without a server: it says what it needs of a transport',
  },
  'panel/highlighter': {
    rooms: ['panel/model'],
    packages: [
      ...['@lezer/common', '@lezer/highlight', '@lezer/css', '@lezer/html'],
      ...['@lezer/javascript', '@lezer/json', '@lezer/python', '@lezer/xml'],
    ],
    why: 'it is a script of its own, which only the page that shows source text loads',
  },
  'panel/knowledge': {
    rooms: [],
    packages: [],
    why: 'what HTTP’s names and values mean is known without a page, a server or Vitrina',
  },
  'panel/transport': {
    rooms: ['panel/model', 'protocol'],
    packages: ['vscode-jsonrpc'],
    why: 'a transport carries messages for the model’s interface, and shows nothing',
  },
  'panel/styles': {
    rooms: [],
    packages: ['lit', '@vscode/codicons'],
    why: 'how things look is the same wherever they stand',
  },
  'panel/l10n': { rooms: [], packages: [], why: 'sentences are data' },
  api: {
    rooms: [],
    packages: ['vscode'],
    why: 'other extensions copy the file: it stands alone',
  },
  protocol: {
    rooms: [],
    packages: [],
    why: 'the wire’s types stand at the bottom: the extension and the page share them and nothing else',
  },
};

const SOURCES = 'extension';

interface Import {
  readonly from: string;
  /** A file below `extension/`, or the name of a package. */
  readonly to: string;
}

/** The files of the extension and the page, below `extension/`. */
const files = ['src', 'panel', 'protocol', 'api'].flatMap((folder) =>
  readdirSync(`${SOURCES}/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|json)$/.test(file) && !file.endsWith('tsconfig.json'))
    .map((file) => `${folder}/${file.replaceAll(path.sep, '/')}`),
);

/** What a file imports or exports from elsewhere, types too, as its source names it; not what it computes. */
function importedBy(file: string): string[] {
  const found: string[] = [];
  const add = ({ source }: { source: StringLiteral | Expression | null }): void => {
    if (source?.type === 'Literal' && typeof source.value === 'string') found.push(source.value);
  };
  new Visitor({
    ImportDeclaration: add,
    ExportNamedDeclaration: add,
    ExportAllDeclaration: add,
    ImportExpression: add,
    TSImportType: add,
  }).visit(parseSync(file, readSource(file)).program);
  return found;
}

/** What the files import, types too. */
const imports: Import[] = files.flatMap((from) => {
  if (!from.endsWith('.ts')) return [];
  return importedBy(`${SOURCES}/${from}`).map((fileName) => {
    if (!fileName.startsWith('.')) return { from, to: fileName };
    const file = path.posix.join(path.posix.dirname(from), fileName);
    const names = file.endsWith('.json') ? [file] : [`${file}.ts`, `${file}.d.ts`];
    return { from, to: names.find((name) => files.includes(name)) ?? file };
  });
});

/** The innermost folder of a file that has a rule. */
function roomOf(file: string): string {
  const folder = path.posix.dirname(file);
  return folder in RULES || folder === '.' ? folder : roomOf(folder);
}

/** The name of a package without the path of a module in it. */
function packageOf(name: string): string {
  if (name.startsWith('node:')) return 'node';
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

test('the rooms know each other only as the rules say', () => {
  assert.ok(imports.length > 100, 'the imports are found');
  const faults = imports.flatMap(({ from, to }) => {
    const room = roomOf(from);
    const rule = RULES[room];
    if (!rule) return [`${from} is in no room that has a rule: say what it may know, and why`];
    const allowed = files.includes(to)
      ? roomOf(to) === room || rule.rooms.includes(roomOf(to))
      : rule.packages.includes(packageOf(to));
    return allowed ? [] : [`${from} must not import ${to}: ${rule.why}`];
  });
  assert.deepEqual(faults, []);
});

test('there is no rule of a room that is gone', () => {
  const rooms = new Set(files.map(roomOf));
  assert.deepEqual(
    Object.keys(RULES).filter((room) => !rooms.has(room)),
    [],
  );
});

test('no files import each other in a circle', () => {
  const known = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    assert.ok(!way.includes(file), `a circle: ${[...way, file].join(' → ')}`);
    if (known.has(file)) return;
    for (const { from, to } of imports) if (from === file) visit(to, [...way, file]);
    known.add(file);
  };
  for (const file of files) visit(file, []);
});

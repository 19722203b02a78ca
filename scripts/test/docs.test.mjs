// What the documents say of the program is so: links lead somewhere, twins say the same, every flag, setting and method
// is described, and none is that does not exist.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { BINARY } from '../build.mjs';
import { ROOT } from '../lib/root.mjs';
import { filesBelow } from '../lib/step.mjs';

const read = (file) => readFileSync(path.join(ROOT, file), 'utf8');
/** With -z, names that are not ASCII come as they are. A lesson's links are those of its site: lessons.test.mjs looks at them. */
const pages = execFileSync('git', ['ls-files', '-z', '*.md', ':!lab/lessons'], { cwd: ROOT, encoding: 'utf8' })
  .split('\0')
  .filter(Boolean);
const twins = [
  ['README.md', 'README.es.md'],
  ['lab/README.md', 'lab/LEEME.md'],
  ['lab/TEACHING.md', 'lab/ENSEÑAR.md'],
  ...filesBelow(['docs'], (file) => file.endsWith('.es.md')).map((file) => [file.replace('.es.md', '.md'), file]),
];

/** A page without its blocks of code, in which nothing is a heading or a link. */
const prose = (text) => text.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/^ {4}.*$/gm, '');
const headings = (text) =>
  [...prose(text).matchAll(/^(#{1,6}) +(.+)$/gm)].map(([, level, title]) => ({ level, title }));
/** GitHub's anchor of a heading: lower case, spaces as hyphens, punctuation dropped. */
const anchor = (title) =>
  title
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

test('every link between documents leads to a file, and to a heading where it names one', () => {
  let links = 0;
  for (const page of pages) {
    for (const [, target] of prose(read(page)).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      links++;
      const [file, fragment] = target.split('#');
      const to = file ? path.posix.join(path.posix.dirname(page), file) : page;
      assert.ok(existsSync(path.join(ROOT, to)), `${page} links to ${target}, which does not exist`);
      if (!fragment) continue;
      const anchors = headings(read(to)).map(({ title }) => anchor(title));
      assert.ok(anchors.includes(fragment), `${page} links to ${target}; the headings there are ${anchors.join(', ')}`);
    }
  }
  assert.notEqual(links, 0, 'no link was found');
});

for (const [english, spanish] of twins) {
  test(`${spanish} has the sections, tables and code of ${english}`, () => {
    const shape = (text) => ({
      headings: headings(text).map(({ level }) => level),
      rows: [...text.matchAll(/^\|/gm)].length,
      items: [...text.matchAll(/^(?:-|\d+\.) /gm)].length,
      code: [...text.matchAll(/^(?: {4}|```)/gm)].length,
    });
    assert.deepEqual(shape(read(spanish)), shape(read(english)));
  });
}

test('the README is short enough to be read at once', () => {
  for (const file of ['README.md', 'README.es.md']) {
    assert.ok(read(file).split('\n').length <= 128, `${file} has more than 128 lines: move reference to docs/`);
  }
});

for (const [locale, file] of [
  ['en_US.UTF-8', 'docs/command-line.md'],
  ['es_ES.UTF-8', 'docs/command-line.es.md'],
]) {
  test(`${file} shows what \`vitrina help\` prints, and describes each flag`, () => {
    const env = { ...process.env, LC_ALL: locale };
    const help = execFileSync(path.join(ROOT, BINARY), ['help'], { env, encoding: 'utf8' }).trim();
    const page = read(file);
    const shown = page.match(/^```text\n([\s\S]*?)\n```$/m)?.[1];
    assert.equal(shown, help, 'the block of text in the page');

    const flags = (text) => [...new Set([...text.matchAll(/--[a-z][\w-]*/g)].map(([flag]) => flag))].sort();
    const rows = prose(page)
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split('|')[1])
      .join('\n');
    assert.deepEqual(flags(rows), flags(help), 'the flags in the first column of the tables');
  });
}

test('the documents name settings that exist', () => {
  const { publisher, name: extension } = JSON.parse(read('package.json'));
  const settings = Object.keys(JSON.parse(read('package.json')).contributes.configuration.properties);
  const commands = JSON.parse(read('package.json')).contributes.commands.map(({ command }) => command);
  for (const page of pages) {
    for (const [, name] of read(page).matchAll(/`(vitrina\.[\w.]+)`/g)) {
      assert.ok(
        [...settings, ...commands, `${publisher}.${extension}`].includes(name) || existsSync(path.join(ROOT, name)),
        `${page} names ${name}`,
      );
    }
  }
});

test('docs/protocol.md describes every method, and no other', () => {
  const source = read('extension/protocol/methods.generated.ts');
  const interfaces = source.matchAll(/export interface \w+ \{\n([\s\S]*?)\n\}/g);
  const methods = [...interfaces].flatMap(([, body]) => [...body.matchAll(/^ {2}'?([\w/$]+)'?:/gm)].map(([, m]) => m));
  const described = headings(read('docs/protocol.md'))
    .map(({ title }) => title.match(/^`(.+)`$/)?.[1])
    .filter(Boolean);
  assert.deepEqual(described.sort(), methods.sort());
});

test('the example of docs/api.md is the extension that the workbench’s tests run, and its table has the whole API', () => {
  const example = read('extension/test/workbench/apiExample/extension.cjs').trim();
  const types = read('extension/api/vitrina.d.ts').match(/interface Vitrina \{([\s\S]*?)\n\}/)[1];
  const members = [...types.matchAll(/^ {2}(?:readonly )?(\w+)[(:]/gm)].map(([, name]) => name).sort();
  for (const page of ['docs/api.md', 'docs/api.es.md'].map(read)) {
    assert.equal(page.match(/^```js\n([\s\S]*?)\n```$/m)?.[1], example);
    const rows = [...page.matchAll(/^\| `(\w+)/gm)].map(([, name]) => name).sort();
    assert.deepEqual(rows, members);
  }
});

test('CHANGELOG.md says each thing once', () => {
  const versions = read('CHANGELOG.md').split(/^## /m).slice(1);
  assert.ok(versions.length > 1);
  for (const version of versions) {
    const titles = [...version.matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, title]) => title);
    const again = titles.filter((title, at) => titles.indexOf(title) < at);
    assert.deepEqual(again, []);
  }
});

test('documents and comments report whether something is so, and do not tell it', () => {
  const list = ['ls-files', '-z', '*.md', '*.go', '*.ts', '*.mjs'];
  const files = execFileSync('git', list, { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
  assert.ok(files.length > 500);
  for (const file of files.filter((each) => existsSync(path.join(ROOT, each)))) {
    const text = read(file).replaceAll(/\s*\n\s*(?:\/\/|\*|#)?\s*/g, ' '); // a sentence may go on in the next line
    const [found] = text.match(/.{0,40}\b(?:tells?|says?) whether\b.{0,40}/i) ?? [];
    assert.equal(found, undefined, `${file}: write “reports whether”`);
  }
});

test('ARCHITECTURE.md leads through functions that exist, and names every package', () => {
  const page = read('ARCHITECTURE.md');
  const stops = [...page.matchAll(/^\|[^|]*\| `([\w/.-]+\.\w+)` +\| `(\w+)` +\|$/gm)];
  assert.ok(stops.length > 15, 'the two ways are found');
  for (const [, file, name] of stops) {
    assert.ok(existsSync(path.join(ROOT, file)), `there is no ${file}`);
    const definition = new RegExp(
      `func (?:\\([^)]*\\) )?${name}\\(|(?:class|function) ${name}\\b|\\b${name}(?:[:(]| = )`,
    );
    assert.match(read(file), definition, `${file} has no ${name}`);
  }

  const packages = [
    ...new Set(filesBelow(['server/internal'], (file) => file.endsWith('.go')).map(path.posix.dirname)),
  ];
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((line) => [...line.split('|')[1].matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  for (const folder of packages) {
    const name = folder.replace('server/internal/', '');
    assert.ok(named.includes(name), `the map lacks ${folder}`);
  }

  const manifest = JSON.parse(read('package.json'));
  const modules = [...read('go.mod').matchAll(/^\t(\S+) v\S+$/gm)].map(([, name]) => name);
  for (const name of [...Object.keys(manifest.devDependencies), ...modules]) {
    assert.ok(page.includes(`\`${name}\``), `no reason is given for the dependency ${name}`);
  }
});

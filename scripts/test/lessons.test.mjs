// The lessons are right: their own tests pass, their links lead somewhere, their scripts run on old Pythons and new ones,
// and what the teacher's guide shows is a lesson.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { BINARY } from '../build.mjs';
import { ROOT } from '../lib/root.mjs';
import { filesBelow } from '../lib/step.mjs';

const SHELF = 'lab/lessons';
const read = (file) => readFileSync(path.join(ROOT, file), 'utf8');
const files = filesBelow([SHELF]).filter((file) => !file.includes('__pycache__'));
const lessons = [...new Set(files.map((file) => file.split('/')[2]))].filter((name) => /^\d-/.test(name));

/** Checks lessons with the program; it fails with what is wrong. */
function check(...folder) {
  execFileSync(path.join(ROOT, BINARY), ['lesson', 'check', path.join(...folder)], { encoding: 'utf8' });
}

test('the lessons have no errors, and their own tests pass', () => {
  assert.equal(lessons.length, 6);
  check(ROOT, SHELF);
});

test('a link of a lesson leads to what its site has', () => {
  const missing = ['/nothing.html', '/diary.txt', '/passwords.txt', '/cgi-bin/echo.py/madrid/metro'];
  const shown = new Set();
  for (const file of files.filter((name) => name.endsWith('.md'))) {
    for (const [, target] of read(file).matchAll(/\]\((\/[^)\s]*)\)/g)) {
      const [name] = target.split('?');
      if (missing.includes(name)) shown.add(name);
      else assert.ok(existsSync(path.join(ROOT, path.dirname(file), 'html', name)), `${file} links to ${target}`);
    }
  }
  assert.deepEqual([...shown].sort(), missing.sort(), 'what is not there on purpose');
});

test('files that several lessons have are the same', () => {
  const same = (one, other) =>
    assert.ok(readFileSync(path.join(ROOT, one)).equals(readFileSync(path.join(ROOT, other))));
  const sheets = files.filter((file) => file.endsWith('/html/style.css'));
  assert.equal(sheets.length, 5);
  for (const sheet of sheets) same(sheet, sheets[0]);
  same(`${SHELF}/1-types/html/python-logo.png`, 'lab/html/python-logo.png');
});

test('scripts keep to the Python of 3.8, and to modules that 3.15 still has', () => {
  const programs = files.filter((file) => file.endsWith('.py'));
  assert.ok(programs.length > 15);
  // PEP 594, and http.server's CGI, which 3.15 has not.
  const removed = /^\s*(?:import|from) (?:cgi|cgitb|crypt|imghdr|sndhdr|telnetlib|uu|imp|distutils|asyncore)\b/m;
  for (const program of programs) assert.doesNotMatch(read(program), removed, program);
  const parse =
    'import ast, sys\nfor name in sys.argv[1:]: ast.parse(open(name, encoding="utf-8").read(), name, feature_version=(3, 8))';
  execFileSync('python3', ['-c', parse, ...programs.map((file) => path.join(ROOT, file))]);
});

for (const [guide, name, file, style] of [
  ['lab/TEACHING.md', 'colours', 'lesson.md', 'colours.txt'],
  ['lab/ENSEÑAR.md', 'colores', 'lesson.es.md', 'colores.txt'],
]) {
  test(`the lesson that ${guide} shows is right`, () => {
    const blocks = [...read(guide).matchAll(/^(`{3,4})(\w+)\n([\s\S]*?)\n\1$/gm)];
    const shown = (language) => blocks.filter(([, , one]) => one === language).map(([, , , text]) => text);
    const parent = mkdtempSync(path.join(tmpdir(), 'vitrina-guide-'));
    const folder = path.join(parent, name);
    try {
      execFileSync(path.join(ROOT, BINARY), ['lesson', 'new', folder]);
      const made = readFileSync(path.join(folder, file), 'utf8');
      rmSync(path.join(folder, 'lesson.md'));
      rmSync(path.join(folder, 'lesson.es.md'));
      writeFileSync(path.join(folder, file), [made.split('\n## ')[0], ...shown('markdown')].join('\n\n'));
      writeFileSync(path.join(folder, 'html', 'index.html'), shown('html').join('\n'));
      writeFileSync(path.join(folder, 'html', style), shown('css').join('\n'));
      writeFileSync(path.join(folder, 'lesson.test'), shown('text').join('\n'));
      check(folder);
    } finally {
      rmSync(parent, { recursive: true, force: true });
    }
  });
}

test('a guide and its lessons agree on how long they take', () => {
  for (const [guide, file] of [
    ['lab/TEACHING.md', 'lesson.md'],
    ['lab/ENSEÑAR.md', 'lesson.es.md'],
  ]) {
    for (const name of lessons) {
      const [, minutes] = read(`${SHELF}/${name}/${file}`).match(/^minutes: (\d+)$/m);
      assert.match(read(guide), new RegExp(`^\\| \`${name}\` +\\|[^|]*\\| ${minutes} `, 'm'), `${guide}: ${name}`);
    }
  }
});

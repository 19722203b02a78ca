import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../lib/root.mjs';
import { filesBelow } from '../lib/step.mjs';

const read = (file) => readFileSync(path.join(ROOT, file), 'utf8');
const tests = [
  ...filesBelow(['server'], (file) => file.endsWith('_test.go')).flatMap((file) =>
    [...read(file).matchAll(/^func ((?:Test|Fuzz)\w+)\(/gm)].map(([, name]) => name),
  ),
  ...filesBelow(['extension/test', 'scripts/test'], (file) => /\.test\.m?[jt]s$/.test(file)).map((file) =>
    path.basename(file),
  ),
];

test('every claim about security names a test that exists', () => {
  const rows = read('SECURITY.md')
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\| *(what holds|-+) *\|/.test(line));
  assert.ok(rows.length > 0, 'the tables are found');
  for (const row of rows) {
    const shownBy = row.split('|').at(-2);
    const named = [...shownBy.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
    assert.notEqual(named.length, 0, `no test in ${row}`);
    for (const name of named) assert.ok(tests.includes(name), `there is no ${name}: ${row}`);
  }
});

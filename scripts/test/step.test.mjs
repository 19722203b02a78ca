import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../lib/root.mjs';
import { step } from '../lib/step.mjs';
import { temporaryFolder } from './temporary.mjs';

test('a step is done again when what it depends on changed, and only then', async (t) => {
  const folder = temporaryFolder(t, { 'in/a.txt': 'a', 'in/b.md': 'b' }, path.join(ROOT, '.build/tests'));
  const name = `test ${path.basename(folder)}`;
  const stamp = path.join(ROOT, '.build/stamps', name.replaceAll(' ', '-'));
  t.after(() => rmSync(stamp, { force: true }));
  const at = (file) => path.relative(ROOT, path.join(folder, file)).replaceAll(path.sep, '/');
  const output = path.join(folder, 'out.txt');
  let times = 0;
  const run = (also = null, work = () => writeFileSync(output, String(++times))) =>
    step(name, { inputs: [at('in')], outputs: [at('out.txt')], only: (file) => file.endsWith('.txt'), also }, work);

  assert.equal(await run(), true, 'first');
  assert.equal(await run(), false, 'nothing changed');
  writeFileSync(path.join(folder, 'in/a.txt'), 'A');
  assert.equal(await run(), true, 'a file changed');
  writeFileSync(path.join(folder, 'in/b.md'), 'B');
  assert.equal(await run(), false, 'a file changed that does not count');
  writeFileSync(path.join(folder, 'in/c.txt'), '');
  assert.equal(await run(), true, 'a file is new');
  rmSync(path.join(folder, 'in/c.txt'));
  assert.equal(await run(), true, 'a file is gone');
  rmSync(output);
  assert.equal(await run(), true, 'the output is gone');
  assert.equal(await run('a flag'), true, 'a flag changed');
  await assert.rejects(
    run('another', () => Promise.reject(new Error('broken'))),
    /broken/,
  );
  assert.equal(await run('a flag'), true, 'the last try failed');
  assert.equal(times, 7);
});

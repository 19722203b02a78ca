import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { locked } from '../lib/lock.mjs';
import { ROOT } from '../lib/root.mjs';
import { temporaryFolder } from './temporary.mjs';

const name = () => `test-${process.pid}-${Math.random().toString(36).slice(2)}`;

test('work of one name is done one after the other, in this process and in others', async (t) => {
  const lock = name();
  const folder = temporaryFolder(t, {
    'work.mjs': `
      import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
      import { setImmediate } from 'node:timers/promises';
      import { locked } from ${JSON.stringify(pathToFileURL(path.join(ROOT, 'scripts/lib/lock.mjs')).href)};
      for (let times = 0; times < 20; times++) {
        await Promise.all([1, 2].map(() => locked(${JSON.stringify(lock)}, async () => {
          mkdirSync('inside'); // fails where somebody else is in
          await setImmediate();
          rmdirSync('inside');
        })));
      }
    `,
  });
  const codes = await Promise.all(
    [1, 2, 3].map(async () => {
      const child = spawn(process.execPath, ['work.mjs'], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
      return (await once(child, 'exit'))[0];
    }),
  );
  assert.deepEqual(codes, [0, 0, 0]);
  assert.equal(existsSync(path.join(ROOT, '.build/locks', lock)), false);
});

test('the lock of a process that was killed is taken over', async (t) => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  const lock = name();
  const file = path.join(ROOT, '.build/locks', lock);
  t.after(() => rmSync(file, { force: true }));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, String(child.pid));
  const owners = await Promise.all([1, 2].map(() => locked(lock, () => readFileSync(file, 'utf8'))));
  assert.deepEqual(owners, [String(process.pid), String(process.pid)]);
});

test('work that fails gives the lock back', async () => {
  const lock = name();
  await assert.rejects(
    locked(lock, () => Promise.reject(new Error('broken'))),
    /broken/,
  );
  assert.equal(await locked(lock, () => 'next'), 'next');
});

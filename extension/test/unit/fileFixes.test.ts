import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { makeExecutable, removeByteOrderMark } from '../../src/scripts/fixes/fileFixes';

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vitrina-fixes-'));
});
after(async () => {
  await rm(folder, { recursive: true });
});

if (process.platform !== 'win32') {
  test('who may read a script may run it then, and nobody else', async () => {
    const file = path.join(folder, 'a.py');
    await writeFile(file, '');
    for (const [mode, wanted] of [
      [0o644, 0o755],
      [0o600, 0o700],
      [0o640, 0o750],
      [0o755, 0o755],
    ] as const) {
      await chmod(file, mode);
      await makeExecutable(file);
      assert.equal((await stat(file)).mode & 0o7777, wanted);
    }
  });
}

test('a byte-order mark goes, once, and nothing else changes', async () => {
  const file = path.join(folder, 'b.py');
  await writeFile(file, '\uFEFF#!/usr/bin/python3\r\nprint("ñ\uFEFF")\n');
  await removeByteOrderMark(file);
  await removeByteOrderMark(file);
  assert.equal(await readFile(file, 'utf8'), '#!/usr/bin/python3\r\nprint("ñ\uFEFF")\n');
});

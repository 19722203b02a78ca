import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { binaryFile, checkBinary } from '../../src/server/binary';

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vitrina-binary-'));
});
after(() => rm(folder, { recursive: true }));

test('the program of the setting comes before the one of the extension', () => {
  assert.equal(binaryFile('/opt/vitrina', '/ext', 'linux'), '/opt/vitrina');
  assert.equal(binaryFile('', '/ext', 'linux'), path.join('/ext', 'bin', 'vitrina'));
  assert.equal(binaryFile('', '/ext', 'win32'), path.join('/ext', 'bin', 'vitrina.exe'));
});

/** Makes a program that answers by what a shell script does. */
async function program(name: string, script: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

test('a program of the right version is taken, one of another is refused by both names', async () => {
  const file = await program('right', 'echo vitrina 0.1.0; echo more');
  assert.equal(await checkBinary(file, '0.1.0'), undefined);
  assert.deepEqual(await checkBinary(file, '0.1.1'), {
    kind: 'otherVersion',
    file,
    found: 'vitrina 0.1.0',
    expected: '0.1.1',
  });
  assert.equal((await checkBinary(file, '0.1'))?.kind, 'otherVersion');
});

test('a program that is missing, fails or cannot be run is told apart', async () => {
  const absent = path.join(folder, 'absent');
  assert.deepEqual(await checkBinary(absent, '0.1.0'), { kind: 'missing', file: absent });
  const failing = await checkBinary(await program('failing', 'exit 3'), '0.1.0');
  assert.equal(failing?.kind, 'notRunnable');
  // The head of a Windows program: what a VSIX for another platform brings along.
  const foreign = path.join(folder, 'foreign');
  await writeFile(foreign, 'MZ\u0090\u0000');
  assert.equal((await checkBinary(foreign, '0.1.0'))?.kind, 'notRunnable');
});

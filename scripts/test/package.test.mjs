import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { executableTarget } from '../lib/executable.mjs';
import { ROOT } from '../lib/root.mjs';
import { thisTarget } from '../lib/target.mjs';
import { readZip } from '../lib/zip.mjs';
import { packagedFiles, packageExtension, verify } from '../package.mjs';

const other = thisTarget === 'win32-x64' ? 'linux-x64' : 'win32-x64';

test('a package is checked for every file, for the platform of its binary and for modes', async () => {
  const files = packagedFiles();
  const names = (target) => ({ target, files, binary: target.startsWith('win32') ? 'bin/vitrina.exe' : 'bin/vitrina' });
  const mine = await packageExtension(thisTarget);
  const theirs = await packageExtension(other);
  verify(mine, names(thisTarget));
  verify(theirs, names(other));

  assert.throws(() => verify(theirs, names(thisTarget)), /is missing/);
  assert.throws(() => verify(theirs, { ...names(other), target: thisTarget }), new RegExp(`is for ${other}`));
  assert.throws(() => verify(mine, { ...names(thisTarget), files: files.slice(1) }), /should not be there/);
  assert.throws(
    () => verify(mine, { ...names(thisTarget), files: files.filter((name) => name !== 'dist/extension.js') }),
    /dist\/extension\.js was never built/,
  );
});

test('a package holds the content of the files, and no sources', async () => {
  const entries = readZip(await packageExtension(thisTarget));
  const lesson = 'lab/html/cgi-bin/index.py';
  assert.deepEqual(entries.get(`extension/${lesson}`).content(), readFileSync(path.join(ROOT, lesson)));
  const api = 'extension/extension/api/vitrina.d.ts'; // for those who write extensions
  assert.ok(entries.delete(api));
  for (const name of entries.keys()) assert.doesNotMatch(name, /\.(ts|go|map|mjs)$|node_modules/, name);
});

test('only names of platforms are packaged', async () => {
  await assert.rejects(packageExtension('amiga-68k'), /no target amiga-68k/);
});

test('a file that is no program is for no platform', () => {
  assert.equal(executableTarget(Buffer.from('#!/bin/sh\n')), undefined);
  assert.equal(executableTarget(Buffer.alloc(100)), undefined);
  assert.equal(executableTarget(readFileSync(process.execPath)), thisTarget);
});

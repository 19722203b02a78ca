import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { older } from '../lib/prerequisites.mjs';
import { capture } from '../lib/run.mjs';
import { temporaryFolder } from './temporary.mjs';

const start = (folder) => {
  const env = { ...process.env, PATH: folder };
  for (const name of Object.keys(env)) if (name !== 'PATH' && name.toUpperCase() === 'PATH') delete env[name];
  return capture(process.execPath, ['scripts/start.mjs'], { env });
};

test('without Go a newcomer is told what to install', async (t) => {
  const { code, output } = await start(temporaryFolder(t));
  assert.equal(code, 1);
  assert.match(
    output,
    /^\s*Go was not found on PATH\. Install Go 1\.\d+\S* or newer from https:\/\/go\.dev\/dl\/.*\s*$/,
  );
});

test(
  'with a Go that is too old a newcomer is told so',
  { skip: process.platform === 'win32' && 'a shell script' },
  async (t) => {
    const folder = temporaryFolder(t, { go: '#!/bin/sh\necho go version go1.20.14 linux/amd64\n' });
    chmodSync(path.join(folder, 'go'), 0o755);
    const { code, output } = await start(folder);
    assert.equal(code, 1);
    assert.match(output, /^\s*Go 1\.20\.14 is too old\. Install Go/);
  },
);

test('versions are compared number by number', () => {
  assert.equal(older('1.9', '1.26.0'), true);
  assert.equal(older('1.26.8', '1.26.0'), false);
  assert.equal(older('1.26', '1.26.0'), false);
  assert.equal(older('20.19.0', '20.19'), false);
  assert.equal(older('18.20.8', '20.19'), true);
});

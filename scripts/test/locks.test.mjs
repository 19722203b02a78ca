import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { installed } from '../lib/install.mjs';
import { ROOT } from '../lib/root.mjs';

test('no lock file records where packages were downloaded from', () => {
  for (const file of ['package-lock.json', 'scripts/workbench/package-lock.json']) {
    // npm ci fetches from the registry that the machine is set up for; a recorded address would overrule it.
    assert.doesNotMatch(readFileSync(path.join(ROOT, file), 'utf8'), /"resolved": "http/, file);
  }
});

test('packages are installed where node_modules is not what the lock says', () => {
  const lock = (packages) => ({ packages });
  const wanted = lock({ '': {}, a: { version: '1.0.0' }, b: { version: '2.0.0', optional: true } });
  assert.equal(installed(wanted, undefined), false, 'no node_modules');
  assert.equal(installed(wanted, lock({ a: { version: '1.0.0' } })), true, 'b is for another system');
  assert.equal(installed(wanted, lock({ a: { version: '1.0.1' } })), false, 'another version');
  assert.equal(installed(wanted, lock({ b: { version: '2.0.0' } })), false, 'a is missing');
  assert.equal(installed(wanted, lock({ a: { version: '1.0.0' }, c: {} })), false, 'c is left over');
});

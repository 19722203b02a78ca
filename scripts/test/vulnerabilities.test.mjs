import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fetchModules } from '../lib/go.mjs';
import { scan } from '../gates/vulnerabilities.mjs';
import { temporaryFolder } from './temporary.mjs';

/** A database of one made-up vulnerability (https://go.dev/security/vuln/database#schema). */
const database = (t, module, pkg, symbol) => {
  const imports = [{ path: pkg, symbols: [symbol] }];
  const affected = {
    package: { name: module, ecosystem: 'Go' },
    ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }],
    ecosystem_specific: { imports },
  };
  const entry = { schema_version: '1.3.1', id: 'GO-2000-0001', modified: '2000-01-01T00:00:00Z', affected: [affected] };
  return pathToFileURL(temporaryFolder(t, { 'GO-2000-0001.json': JSON.stringify(entry) })).href;
};

test('what our code can reach is a failure, with the place that reaches it', async (t) => {
  await fetchModules();
  const found = await scan(database(t, 'rsc.io/qr', 'rsc.io/qr/coding', 'NewPlan'), './server/internal/qr');
  assert.equal(found.failed, 1, found.output);
  assert.match(found.output, /^GO-2000-0001 in rsc\.io\/qr@v[\d.]+ is reached from \S*\.go:\d+; not fixed yet/);
});

test('what it cannot reach is none', async (t) => {
  const found = await scan(database(t, 'rsc.io/qr', 'rsc.io/qr/coding', 'Nothing'), './server/internal/qr');
  assert.deepEqual([found.passed, found.failed, found.output], [1, 0, '']);
});

test('what a newer Go mends is said, and no failure', async (t) => {
  const found = await scan(database(t, 'stdlib', 'image/png', 'Encode'), './server/internal/qr');
  assert.deepEqual([found.passed, found.failed], [1, 0]);
  assert.match(found.notes.join(), /^Go [\d.]+ has 1 known vulnerability: update Go/);
});

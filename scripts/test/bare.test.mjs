// A machine on which nobody ever worked with Go or this project: no check depends on what an earlier run left in a cache.
import assert from 'node:assert/strict';
import path from 'node:path';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { runChecks } from '../gates/checks.mjs';
import { format, staticcheck, vet } from '../gates/go.mjs';
import { fetchModules, goEnv } from '../lib/go.mjs';
import { capture } from '../lib/run.mjs';
import { temporaryFolder } from './temporary.mjs';

/** One that has files for some systems only. */
const PACKAGE = './server/internal/watch';

/** What was downloaded to this machine, for a bare one to download it from here. */
let downloads;
before(async () => {
  await fetchModules();
  const { stdout } = await capture('go', ['env', 'GOMODCACHE']);
  downloads = pathToFileURL(path.join(stdout.trim(), 'cache/download')).href;
});

/** The environment of a machine that has no module yet. What Go compiled it may keep: to compile all anew takes minutes. */
async function bareMachine(t) {
  const { GOFLAGS } = await goEnv();
  return {
    GOMODCACHE: temporaryFolder(t),
    GOFLAGS: `${GOFLAGS} -modcacherw`, // what nobody may write to, not everybody can delete
    GONOSUMDB: '*', // go.sum has the sums of all that is needed
  };
}

/** Runs checks in another environment. */
const runIn = (env, checks) =>
  runChecks(
    checks.map(([command, args, options, ...rest]) => [command, args, { env: { ...options.env, ...env } }, ...rest]),
  );

test('what the gates fetch is all that their checks need, which may have no network', async (t) => {
  const bare = await bareMachine(t);
  await fetchModules({ ...process.env, ...bare, GOPROXY: downloads });

  const offline = { ...bare, GOPROXY: 'off' };
  const checks = [await format('server/internal/qr'), ...(await vet(PACKAGE)), await staticcheck(PACKAGE)];
  const { passed, output } = await runIn(offline, checks);
  assert.equal(output, '');
  assert.equal(passed, checks.length);
  // One of the tests asks for packages by name.
  const list = await capture('go', ['list', 'vitrina/server/internal/...'], { env: { ...process.env, ...offline } });
  assert.equal(list.code, 0, list.output);
});

test('what Go says while it downloads is no finding', async (t) => {
  const env = { ...(await bareMachine(t)), GOPROXY: downloads };
  const { passed, output } = await runIn(env, [await format('server/internal/qr')]);
  assert.equal(output, '');
  assert.equal(passed, 1);
});

test('a file that is not formatted is a finding', async (t) => {
  const folder = temporaryFolder(t, { 'a.go': 'package a\nfunc  F() {}\n' });
  const { failed, output } = await runChecks([await format(folder)]);
  assert.equal(failed, 1);
  assert.match(output, /a\.go/);
});

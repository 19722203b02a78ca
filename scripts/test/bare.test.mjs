// A machine on which nobody ever worked with Go, Node or this project: no check depends on what an earlier run left in a cache.
import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { runChecks } from '../gates/checks.mjs';
import { gofumpt } from '../gates/go.mjs';
import { fetchModules, goEnv } from '../lib/go.mjs';
import { installInto, isInstalled } from '../lib/install.mjs';
import { ROOT } from '../lib/root.mjs';
import { capture } from '../lib/run.mjs';
import { temporaryFolder } from './temporary.mjs';

/** What was downloaded to this machine, for a bare one to download it from here. */
let downloads;
before(async () => {
  await fetchModules();
  const { stdout } = await capture('go', ['env', 'GOMODCACHE']);
  downloads = pathToFileURL(path.join(stdout.trim(), 'cache/download')).href;
});

/** The environment of a machine that has no module yet. What is compiled stays: to compile all anew takes minutes. */
async function bareMachine(t) {
  const { GOFLAGS } = await goEnv();
  return {
    GOMODCACHE: temporaryFolder(t),
    GOFLAGS: `${GOFLAGS} -modcacherw`, // what nobody may write to, not everybody can delete
    GONOSUMDB: '*', // go.sum has the sums of all that is needed
  };
}

/** Runs the check of the format on a small package, in another environment. */
async function formatIn(env) {
  const [command, args, options, succeeded] = await gofumpt('server/internal/qr');
  return runChecks([[command, args, { env: { ...options.env, ...env } }, succeeded]]);
}

test('without a module in the cache the checks pass, and need no network once the gates fetched', async (t) => {
  const bare = await bareMachine(t);
  const online = { ...process.env, ...bare, GOPROXY: downloads };
  const offline = { ...process.env, ...bare, GOPROXY: 'off' };
  const passed = { passed: 1, failed: 0, skipped: 0, output: '' };
  // What Go says while it downloads is not a finding.
  assert.deepEqual(await formatIn(online), passed);

  await fetchModules(online);
  assert.deepEqual(await formatIn(offline), passed);
  const list = async (args, env = {}) => {
    const { code, output } = await capture('go', ['list', ...args], { env: { ...offline, ...env } });
    assert.equal(code, 0, output);
  };
  // Every source that is compiled for a system, with the tests; every source of the tools.
  for (const GOOS of ['linux', 'windows', 'darwin']) await list(['-deps', '-test', './server/...'], { GOOS });
  await list(['-deps', '-modfile=scripts/tools/go.mod', 'tool']);
  // One of the tests asks for packages by name.
  await list(['vitrina/server/internal/...']);
});

test('without a package in the cache of npm all are installed', async (t) => {
  const clone = temporaryFolder(t);
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
    copyFileSync(path.join(ROOT, name), path.join(clone, name));
  }
  assert.equal(isInstalled(clone), false);
  await installInto(clone, { ...process.env, npm_config_cache: temporaryFolder(t) });
  assert.equal(isInstalled(clone), true);
});

test('a file that is not formatted is a finding', async (t) => {
  const folder = temporaryFolder(t, { 'a.go': 'package a\nfunc  F() {}\n' });
  const { failed, output } = await runChecks([await gofumpt(folder)]);
  assert.equal(failed, 1);
  assert.match(output, /a\.go/);
});

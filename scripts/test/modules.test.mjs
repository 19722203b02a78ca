import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fetchModules } from '../gates/go.mjs';
import { capture } from '../lib/run.mjs';
import { temporaryFolder } from './temporary.mjs';

test('a machine that has no Go module yet gets all that the tests ask for without a network', async (t) => {
  const run = async ([command, args], env = {}) => {
    const { code, stdout, output } = await capture(command, args, { env: { ...process.env, ...env } });
    assert.equal(code, 0, output);
    return stdout.trim();
  };
  await run(fetchModules);
  const [modules, flags] = (await run(['go', ['env', 'GOMODCACHE', 'GOFLAGS']])).split('\n');
  const bare = {
    GOMODCACHE: temporaryFolder(t),
    GOFLAGS: `${flags ?? ''} -modcacherw`, // what nobody may write to, not everybody can delete
  };
  // The bare machine fetches from this one, which has it all by now.
  await run(fetchModules, { ...bare, GOPROXY: pathToFileURL(path.join(modules, 'cache/download')).href });
  await run(['go', ['list', 'vitrina/server/internal/...']], { ...bare, GOPROXY: 'off' });
});

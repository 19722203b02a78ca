import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { build } from '../build.mjs';
import { ROOT } from '../lib/root.mjs';

test('npm start serves the lab, prints both addresses and ends when it is told to', async (t) => {
  const { child, site, panel, errors } = await started(t, process.execPath, ['scripts/start.mjs', '--port', '0']);
  assert.match(await (await fetch(site)).text(), /Laboratorio HTTP/);
  assert.equal((await fetch(panel)).status, 200);
  assert.equal(errors(), '', 'a second start builds nothing');

  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  // Windows has no signals: there the child is just ended.
  if (process.platform !== 'win32') assert.equal(code, 0, errors());
  await assert.rejects(fetch(site), 'the port is free');
});

test(
  'npm start ends when the shell that npm puts before it dies',
  { skip: process.platform === 'win32' && 'a shell' },
  async (t) => {
    const command = `"${process.execPath}" scripts/start.mjs --port 0; true`;
    const { child, site } = await started(t, 'sh', ['-c', command]);
    child.kill('SIGKILL');
    // The server's output ends with the server.
    await once(child, 'close');
    await assert.rejects(fetch(site), 'the port is free');
  },
);

test('nothing is built twice', async (t) => {
  await build();
  const said = t.mock.method(console, 'error');
  await build();
  assert.deepEqual(
    said.mock.calls.map((call) => call.arguments.join(' ')),
    [],
  );
});

/** Starts a command line and waits for the two addresses. */
async function started(t, command, args) {
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }; // the first lines are in the user's language
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => child.kill('SIGTERM')); // which it passes on; the server would outlive SIGKILL
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async () => (await lines.next()).value ?? assert.fail(`it ended early: ${errors}`);
  const site = /^Serving .*lab\/html at (http:\/\/\S+)$/.exec((await next()).replaceAll('\\', '/'))?.[1];
  const panel = /^Panel at (http:\/\/\S+)$/.exec(await next())?.[1];
  assert.ok(site && panel);
  return { child, site, panel, errors: () => errors };
}

import assert from 'node:assert/strict';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import type { StopSteps } from '../../src/server/serverProcess';
import { ServerEnded } from '../../src/server/serverProcess';
import { BINARY, eventually, isAlive, labCopy, spawnServer, startServer, temporaryFolder } from './support';

/** A program in place of the server: what Node.js makes of the source. */
async function program(context: TestContext, source: string): Promise<string> {
  const file = path.join(await temporaryFolder(context), 'program');
  await writeFile(file, `#!${process.execPath}\n${source}\n`);
  await chmod(file, 0o755);
  return file;
}

/** A script that is still running, and the number of its process. */
async function runningScript(root: string, siteUrl: string): Promise<number> {
  const note = path.join(root, '..', 'pid');
  await writeFile(
    path.join(root, 'cgi-bin', 'slow.py'),
    `import os, time\nopen(${JSON.stringify(note)}, "w").write(f"{os.getpid()}\\n")\nwhile True: time.sleep(1)\n`,
  );
  void fetch(new URL('cgi-bin/slow.py', siteUrl)).catch(() => undefined);
  return eventually('the script to run', async () => {
    const text = await readFile(note, 'utf8').catch(() => '');
    return text.endsWith('\n') && Number(text);
  });
}

test('stop ends the server and its scripts, and is the same for whoever asks', async (context) => {
  const root = await labCopy(context);
  const { server } = await startServer(context);
  const site = await server.request('site/start', { root, port: 0 });
  const script = await runningScript(root, site.url);
  assert.ok(isAlive(script));
  const [first, second] = await Promise.all([server.stop(), server.stop()]);
  assert.equal(first, second);
  assert.deepEqual({ code: first.code, signal: first.signal }, { code: 0, signal: null });
  assert.equal(isAlive(server.pid ?? 0), false);
  await eventually('the end of the script', () => !isAlive(script));
  await assert.rejects(fetch(site.url));
  await assert.rejects(server.request('site/list', undefined), ServerEnded);
});

test('a server that is killed is told of once, and what was asked of it fails', async (context) => {
  const root = await labCopy(context);
  const { server } = await startServer(context);
  const site = await server.request('site/start', { root, port: 0 });
  let told = 0;
  void server.ended.then(() => told++);
  process.kill(server.pid ?? 0, 'SIGKILL');
  const lost = server.request('exchange/list', { siteId: site.id });
  await assert.rejects(lost, (error) => error instanceof ServerEnded && error.end.signal === 'SIGKILL');
  assert.equal((await server.ended).signal, 'SIGKILL');
  await server.stop();
  assert.equal(told, 1);
});

test('a program that cannot be run ends at once, with the reason', async (context) => {
  const { server } = spawnServer(context, { file: path.join(await temporaryFolder(context), 'absent') });
  await assert.rejects(server.initialize(), ServerEnded);
  assert.match((await server.ended).lastError, /ENOENT/);
});

test('the last line of standard error is the reason of an end', async (context) => {
  const file = await program(context, 'console.error("one"); console.error("no memory"); process.exitCode = 3;');
  const { server, errorLines } = spawnServer(context, { file });
  await assert.rejects(server.initialize(), ServerEnded);
  assert.deepEqual(await server.ended, { code: 3, signal: null, lastError: 'no memory' });
  assert.deepEqual(errorLines, ['one', 'no memory']);
});

const QUICK: StopSteps = { shutdown: 100, exit: 100, terminate: 100, terminateAgain: 100 };

test('a program that does not speak the protocol is ended', async (context) => {
  const file = await program(context, 'process.stdout.write("Time: noon\\r\\n\\r\\n"); setInterval(() => 0, 1e6);');
  const { server } = spawnServer(context, { file, stopSteps: QUICK });
  await assert.rejects(server.initialize(), ServerEnded);
  assert.equal((await server.ended).signal, 'SIGTERM');
});

test('a program that answers nothing and ignores every wish is killed in the end', async (context) => {
  const file = await program(
    context,
    'process.on("SIGTERM", () => console.error("wish")); process.stdin.resume(); setInterval(() => 0, 1e6); console.error("deaf");',
  );
  const { server, errorLines } = spawnServer(context, { file });
  await eventually('the program to be deaf', () => errorLines.includes('deaf'));
  assert.equal((await server.stop()).signal, 'SIGKILL');
  assert.equal(isAlive(server.pid ?? 0), false);
});

test('a server whose connection broke has the time to end its scripts', async (context) => {
  const root = await labCopy(context);
  const folder = path.dirname(root);
  const [pids, signal, file] = ['pids', 'signal', 'server'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  // Of the script's two processes the system itself would end only the first together with the server.
  const script = path.join(root, 'cgi-bin/wait.sh');
  await writeFile(script, `#!/bin/sh\nsleep 300 &\necho $$ $! > '${pids}'\nexec sleep 300\n`);
  // The server as it is, and beside it what spoils its output at a signal.
  await writeFile(
    file,
    `#!/bin/sh\n(while [ -d '${folder}' ] && ! [ -e '${signal}' ]; do sleep 0.05; done; printf 'Time: noon\\r\\n\\r\\n') &\nexec '${BINARY}' "$@"\n`,
  );
  for (const made of [script, file]) await chmod(made, 0o755);

  const { server } = await startServer(context, { file });
  const site = await server.request('site/start', { root, port: 0 });
  void fetch(new URL('cgi-bin/wait.sh', site.url)).catch(() => undefined);
  const processes = await eventually('the script to run', async () => {
    const text = await readFile(pids, 'utf8').catch(() => '');
    return text.endsWith('\n') && text.trim().split(' ').map(Number);
  });
  assert.deepEqual(processes.map(isAlive), [true, true]);
  await writeFile(signal, '');
  assert.equal((await server.ended).signal, null, 'the server ends by itself');
  await eventually('the end of the script', () => !processes.some(isAlive));
});

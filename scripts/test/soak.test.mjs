import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { ROOT } from '../lib/root.mjs';
import { capture } from '../lib/run.mjs';
import { temporaryFolder } from './temporary.mjs';

const soak = (...args) =>
  capture(process.execPath, ['scripts/soak.mjs', '--seconds', '0.5', '--clients', '8', ...args]);

/** The command lines of all processes, on a system that has them in /proc. */
function commands() {
  if (!existsSync('/proc/self/cmdline')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8')];
      } catch {
        return []; // it has ended
      }
    });
}

/** A server that does what it should not: its answer to everything, and what else happens to it. */
const standIn = (answer, besides = '') => `#!${process.execPath}
const http = require('node:http');
const server = http.createServer((request, response) => {
  ${besides}
  ${answer}
});
server.listen(0, '127.0.0.1', () => {
  const url = 'http://127.0.0.1:' + server.address().port + '/';
  console.log(JSON.stringify({ event: 'ready', url, panel: url + '?site=s1' }));
});
process.on('SIGINT', () => process.exit(0));
`;

// Each has a server and a folder of its own, and waits most of the time.
describe('a soak', { concurrency: true }, () => {
  test('finds nothing in a server without a fault', async () => {
    const { code, output } = await soak();
    assert.equal(code, 0, output);
    assert.match(output, /^small file +[1-9]/m);
    assert.match(output, /^descriptors +\d+ +\d+$/m);
    assert.match(output, /^memory .* peak \d+ MiB$/m);
  });

  test('that is ended early leaves nothing', async (t) => {
    const folder = temporaryFolder(t);
    const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder };
    const soak = spawn(process.execPath, ['scripts/soak.mjs', '--seconds', '1000'], {
      cwd: ROOT,
      env,
      stdio: 'ignore',
    });
    const ended = once(soak, 'exit');
    const edited = () =>
      readdirSync(folder)
        .map((name) => path.join(folder, name, 'page.html'))
        .some((page) => existsSync(page) && /Edition [1-9]/.test(readFileSync(page, 'utf8')));
    while (!edited()) await setTimeout(20); // then clients are at it, too
    soak.kill('SIGTERM');
    const [code] = await ended;
    assert.equal(code, 1);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('vitrina-soak-')),
      [],
    );
    assert.deepEqual(
      commands().filter((command) => command.includes(folder)),
      [],
    );
  });

  for (const [what, program, says] of [
    ['answers with another status', standIn('response.writeHead(500).end();'), /^unexpected status +[1-9]/m],
    ['sends other bytes', standIn("response.end('x'.repeat(1000));"), /^wrong bytes +[1-9]/m],
    [
      'sends too little',
      standIn(
        "response.writeHead(200, { 'Content-Length': 1000 }).write('\\0'); setTimeout(() => response.destroy(), 20);",
      ),
      /^short body +[1-9]/m,
    ],
    ['hangs up', standIn('request.socket.destroy();'), /^connection error +[1-9]/m],
    [
      'keeps files open',
      standIn('response.end();', "(globalThis.kept ??= []).push(require('node:fs').openSync('/dev/null'));"),
      /descriptors stay open/,
    ],
    [
      'keeps a few files open, fewer than it closes after the start',
      standIn(
        'response.end();',
        `const fs = require('node:fs');
    const open = () => fs.openSync('/dev/null');
    globalThis.brief ??= setTimeout((files) => files.forEach(fs.closeSync), 100, Array.from({ length: 20 }, open));
    if ((globalThis.kept ??= []).length < 4) kept.push(open());`,
      ),
      /descriptors stay open/,
    ],
  ]) {
    test(`says that a server ${what}`, { skip: process.platform === 'win32' && 'a shebang' }, async (t) => {
      const file = path.join(temporaryFolder(t), 'server');
      writeFileSync(file, program);
      chmodSync(file, 0o755);
      const { code, output } = await soak('--patience', '5s', '--server', file);
      assert.equal(code, 1, output);
      assert.match(output, says);
    });
  }
});

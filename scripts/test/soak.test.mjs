import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { capture } from '../lib/run.mjs';
import { temporaryFolder } from './temporary.mjs';

const soak = (...args) =>
  capture(process.execPath, ['scripts/soak.mjs', '--seconds', '0.5', '--clients', '8', ...args]);

test('a short soak finds nothing', async () => {
  const { code, output } = await soak();
  assert.equal(code, 0, output);
  assert.match(output, /^small file +[1-9]/m);
  assert.match(output, /^descriptors +\d+ +\d+$/m);
  assert.match(output, /^memory .* peak \d+ MiB$/m);
});

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
]) {
  test(`a soak says that a server ${what}`, { skip: process.platform === 'win32' && 'a shebang' }, async (t) => {
    const file = path.join(temporaryFolder(t), 'server');
    writeFileSync(file, program);
    chmodSync(file, 0o755);
    const { code, output } = await soak('--patience', '2s', '--server', file);
    assert.equal(code, 1, output);
    assert.match(output, says);
  });
}

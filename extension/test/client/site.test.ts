import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { PROTOCOL_VERSION } from '../../protocol/methods.generated';
import type { ExchangeSummary } from '../../protocol/types.generated';
import { manifest } from '../unit/manifest';
import { labCopy, spawnServer, startServer } from './support';

test('initialize answers with the protocol and the version that the manifest has', async (context) => {
  const answer = await spawnServer(context).server.initialize();
  assert.equal(answer.protocolVersion, PROTOCOL_VERSION);
  assert.equal(answer.server.version, manifest.version);
});

test('the lab is served, and each exchange is told with what the lesson asks for', async (context) => {
  const root = await labCopy(context);
  const { server, inbox } = await startServer(context);
  const site = await server.request('site/start', { root, port: 0 });
  assert.equal(site.url, `http://127.0.0.1:${String(site.port)}/`);
  assert.equal(site.reach, 'loopback');
  assert.equal(site.cgi, 'on');
  await inbox.until('site/didChange', (all) =>
    all.find(({ change, site: { id } }) => change === 'started' && id === site.id),
  );

  const types: [string, string | null][] = [
    ['/index-1.html', 'text/html; charset=utf-8'],
    ['/python-logo.png', 'image/png'],
    ['/index.css', 'text/css; charset=utf-8'],
    ['/cgi-bin/index.py', null],
  ];
  for (const [target, type] of types) {
    const response = await fetch(new URL(target, site.url));
    assert.equal(response.status, 200, target);
    assert.equal(response.headers.get('content-type'), type, target);
    const body = Buffer.from(await response.arrayBuffer());
    if (type !== null) assert.deepEqual(body, await readFile(path.join(root, target)), target);
    else assert.match(body.toString(), /^<!doctype html>/);
  }
  for (const [target, type] of types) {
    const told = await inbox.until('exchange/didRecord', (all) =>
      all
        .flatMap(({ exchanges }) => exchanges)
        .find((exchange: ExchangeSummary) => exchange.target === target && exchange.complete),
    );
    assert.equal(told.contentType, type);
    assert.equal(told.siteId, site.id);
    const exchange = await server.request('exchange/get', { id: told.id });
    assert.match(exchange.response.head, /^HTTP\/1\.1 200 OK\r\n/);
  }

  await server.request('exchange/clear', { siteId: site.id });
  await inbox.until('exchange/didClear', (all) => all.find(({ siteId }) => siteId === site.id));
  assert.deepEqual((await server.request('exchange/list', { siteId: site.id })).exchanges, []);
});

test('without trust the files are served and no script runs', async (context) => {
  const root = await labCopy(context);
  const { server } = await startServer(context, { workspaceTrusted: false });
  const site = await server.request('site/start', { root, port: 0 });
  assert.equal(site.cgi, 'untrusted');
  assert.equal((await fetch(new URL('index.css', site.url))).status, 200);
  const script = await fetch(new URL('cgi-bin/index.py', site.url));
  assert.equal(script.status, 403);
  assert.doesNotMatch(await script.text(), /print\(/);
});

test('two folders are served at once, and the end of one leaves the other', async (context) => {
  const { server, inbox } = await startServer(context);
  const one = await server.request('site/start', { root: await labCopy(context), port: 0 });
  const other = await server.request('site/start', { root: await labCopy(context), port: 0 });
  assert.notEqual(one.id, other.id);
  assert.notEqual(one.port, other.port);
  const { sites } = await server.request('site/list', undefined);
  assert.deepEqual(sites.map(({ id }) => id).sort(), [one.id, other.id].sort());

  await server.request('site/stop', { siteId: one.id });
  await inbox.until('site/didChange', (all) =>
    all.find(({ change, site }) => change === 'ended' && site.id === one.id),
  );
  await assert.rejects(fetch(one.url));
  assert.equal((await fetch(other.url)).status, 200);
});

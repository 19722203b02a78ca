import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { ResponseError } from 'vscode-jsonrpc/node';
import { ErrorCode } from '../../protocol/methods.generated';
import type { ErrorData, Failure } from '../../protocol/types.generated';
import { labCopy, spawnServer, startServer, temporaryFolder } from './support';

/** The answer of a request that must fail. */
async function failureOf(request: Promise<unknown>): Promise<{ code: number; message: string; failure: Failure }> {
  const error = await request.then(
    () => assert.fail('the request was answered'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ResponseError, String(error));
  return { code: error.code, message: error.message, failure: (error.data as ErrorData).failure };
}

async function takenPort(context: TestContext): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  context.after(() => listener.close());
  return (listener.address() as AddressInfo).port;
}

test('a call before initialize is refused', async (context) => {
  const { server } = spawnServer(context);
  const { code, failure } = await failureOf(server.request('site/list', undefined));
  assert.equal(code, ErrorCode.NotInitialized);
  assert.equal(code, -32002);
  assert.equal(failure, 'notInitialized');
  await server.initialize();
  assert.equal((await failureOf(server.initialize())).failure, 'initializedTwice');
});

test('a folder that is missing is named, in the language of the editor', async (context) => {
  const missing = path.join(await temporaryFolder(context), 'html');
  const english = await startServer(context);
  const spanish = await startServer(context, { locale: 'es-ES' });
  const one = await failureOf(english.server.request('site/start', { root: missing, port: 0 }));
  const other = await failureOf(spanish.server.request('site/start', { root: missing, port: 0 }));
  assert.equal(one.failure, 'rootMissing');
  assert.ok(one.message.includes(missing), one.message);
  assert.ok(other.message.includes(missing), other.message);
  assert.match(other.message, /carpeta/);
  assert.doesNotMatch(one.message, /carpeta/);
});

test('a file in place of a folder, a bad setting and an unknown site each get a sentence', async (context) => {
  const root = await labCopy(context);
  const { server } = await startServer(context);
  const file = path.join(root, 'index.html');
  assert.equal((await failureOf(server.request('site/start', { root: file, port: 0 }))).failure, 'rootNotFolder');
  const bad = await failureOf(server.request('site/start', { root, port: 70_000 }));
  assert.equal(bad.failure, 'badSetting');
  assert.match(bad.message, /70000/);
  assert.equal((await failureOf(server.request('site/stop', { siteId: 'none' }))).failure, 'siteUnknown');
});

test('a port that is taken is named, and the server goes on', async (context) => {
  const root = await labCopy(context);
  const port = await takenPort(context);
  const { server } = await startServer(context);
  const { failure, message } = await failureOf(server.request('site/start', { root, port }));
  assert.equal(failure, 'portTaken');
  assert.ok(message.includes(String(port)), message);
  const site = await server.request('site/start', { root, port: 0 });
  assert.equal((await fetch(site.url)).status, 200);
});

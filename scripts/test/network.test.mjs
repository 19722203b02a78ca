import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inOwnNetwork, unshareNetwork } from '../lib/network.mjs';
import { capture } from '../lib/run.mjs';

test('tests that open something to the network have one that nobody else is in', async () => {
  const [command, ...args] = [...(await inOwnNetwork()), 'ip', '-brief', '-4', 'address'];
  if (command === 'ip') {
    const { code } = await capture('unshare', [...unshareNetwork(), 'true']).catch(() => ({ code: 1 }));
    assert.notEqual(code, 0, 'the system allows a network and none was made');
    return;
  }
  const { stdout } = await capture(command, args);
  assert.deepEqual(stdout.trim().split(/\s+/), ['lo', 'UNKNOWN', '127.0.0.1/8', '192.0.2.1/32']);
});

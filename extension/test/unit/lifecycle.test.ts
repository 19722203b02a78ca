import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CrashPolicy, RESTART_SPAN_MS } from '../../src/server/crashPolicy';
import { SerialQueue } from '../../src/server/serialQueue';

test('tasks of a queue run one after another, whatever became of those before', async () => {
  const queue = new SerialQueue();
  const seen: string[] = [];
  let finishFirst = (): void => undefined;
  const first = queue.run(async () => {
    seen.push('first begins');
    await new Promise<void>((resolve) => (finishFirst = resolve));
    seen.push('first ends');
    throw new Error('on purpose');
  });
  const second = queue.run(() => {
    seen.push('second');
    return Promise.resolve('done');
  });
  await Promise.resolve();
  finishFirst();
  await assert.rejects(first, /on purpose/);
  assert.equal(await second, 'done');
  assert.deepEqual(seen, ['first begins', 'first ends', 'second']);
});

test('a server that dies is started again once in the stated time', () => {
  const policy = new CrashPolicy();
  assert.equal(policy.mayRestart(1000), true);
  assert.equal(policy.mayRestart(1001), false);
  assert.equal(policy.mayRestart(1000 + RESTART_SPAN_MS - 1), false);
  assert.equal(policy.mayRestart(1000 + RESTART_SPAN_MS), true);
});

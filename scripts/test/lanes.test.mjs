import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { inLanes } from '../gates/lanes.mjs';

/** Jobs whose beginnings and ends the test decides, and what happened so far. */
function jobs(descriptions) {
  const happened = [];
  const ends = new Map();
  const list = descriptions.map(({ name, ready = Promise.resolve() }) => ({ name, ready }));
  const run = ({ name }) => {
    happened.push(name);
    return new Promise((resolve) => ends.set(name, resolve));
  };
  /** Ends a job and waits until what follows from that has begun. */
  const end = async (name) => {
    ends.get(name)();
    await settled();
  };
  return { list, run, end, happened };
}

async function settled() {
  for (let turns = 0; turns < 5; turns++) await setImmediate();
}

test('two jobs run at a time, in the order of the list', async () => {
  const { list, run, end, happened } = jobs(['a', 'b', 'c', 'd'].map((name) => ({ name })));
  const all = inLanes(list, 2, run);
  await settled();
  assert.deepEqual(happened, ['a', 'b']);
  await end('b');
  assert.deepEqual(happened, ['a', 'b', 'c']);
  await end('c');
  await end('d');
  await end('a');
  await all;
  assert.deepEqual(happened, ['a', 'b', 'c', 'd']);
});

test('of the jobs that become ready at once the first ones go first', async () => {
  let begin;
  const ready = new Promise((resolve) => (begin = resolve));
  const later = Promise.all([ready]); // a moment later, as a job that waits for more than one thing
  const { list, run, end, happened } = jobs([
    { name: 'first', ready: later },
    { name: 'second', ready },
  ]);
  const all = inLanes(list, 1, run);
  await settled();
  begin();
  await settled();
  assert.deepEqual(happened, ['first']);
  await end('first');
  await end('second');
  await all;
});

test('a job that waits for the network holds up nobody, and runs although that failed', async () => {
  let fail;
  const ready = new Promise((resolve, reject) => (fail = () => reject(new Error('no network'))));
  const { list, run, end, happened } = jobs([{ name: 'waits', ready }, { name: 'a' }, { name: 'b' }]);
  const all = inLanes(list, 1, run);
  await settled();
  await end('a');
  await end('b');
  assert.deepEqual(happened, ['a', 'b']);
  fail();
  await settled();
  assert.deepEqual(happened, ['a', 'b', 'waits']);
  await end('waits');
  await all;
});

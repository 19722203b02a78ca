import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Presses } from '../../src/views/presses';

test('the second press of a double click is none of its own, nor is the third', () => {
  const presses = new Presses();
  const counted = [0, 120, 500, 1000, 1499, 2100].filter((now) => presses.isAnother(now));
  assert.deepEqual(counted, [0, 1000, 2100]);
});

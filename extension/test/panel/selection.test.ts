import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeStore } from '../../panel/model/exchangeStore';
import { chosen, type Move, moveTo, pinOf } from '../../panel/model/selection';
import { scrollToShow, visibleRows } from '../../panel/model/windowing';
import { summaries, summary } from './exchanges';

test('the newest exchange is shown until one is pinned, which then stays', () => {
  const store = new ExchangeStore();
  assert.equal(chosen(store, undefined), undefined);
  store.record(summaries(1, 3), 0);
  assert.equal(chosen(store, undefined)?.id, '3');
  const pin = pinOf(summary({ id: '2' }));
  assert.equal(chosen(store, pin)?.id, '2');
  store.record(summaries(4, 4), 0);
  assert.equal(chosen(store, pin)?.id, '2');
});

test('a pin whose exchange is gone, or whose id another run of the server gave anew, is none', () => {
  const store = new ExchangeStore();
  store.record(summaries(1, 3), 0);
  assert.equal(chosen(store, { id: '9', time: '' })?.id, '3');
  assert.equal(chosen(store, { id: '2', time: '2026-01-01T00:00:00Z' })?.id, '3');
});

test('the icon that a browser asks for by itself is not followed where there is anything else', () => {
  const store = new ExchangeStore();
  const icon = summary({ id: '2', target: '/favicon.ico', status: 404 });
  store.record([icon], 0);
  assert.equal(chosen(store, undefined)?.id, '2');
  store.record([summary({ id: '1' }), summary({ id: '3', target: '/favicon.ico' })], 0);
  assert.equal(chosen(store, undefined)?.id, '1');
  assert.equal(chosen(store, pinOf(icon))?.id, '2');
});

test('keys move from exchange to exchange and step over gaps', () => {
  const store = new ExchangeStore();
  store.record(summaries(1, 3), 5); // rows: gap, 1, 2, 3
  store.record(summaries(9, 9), 5); // then: gap, 9
  const rows = store.rows();
  const moves: [from: number, move: Move, expected: string][] = [
    [1, 'down', '2'],
    [3, 'down', '9'],
    [5, 'up', '3'],
    [5, 'down', '9'],
    [1, 'up', '1'],
    [3, 'first', '1'],
    [1, 'last', '9'],
    [5, 'pageUp', '3'],
    [1, 'pageDown', '3'],
    [-1, 'down', '1'],
    [-1, 'up', '9'],
  ];
  for (const [from, move, expected] of moves) {
    assert.equal(moveTo(rows, from, move, 3)?.id, expected, `${move} from row ${String(from)}`);
  }
  assert.equal(moveTo([], -1, 'down', 3), undefined);
});

test('only rows in view are drawn, with a margin, whatever the position', () => {
  assert.deepEqual(visibleRows(2000, 22, 0, 220), { first: 0, end: 18 });
  assert.deepEqual(visibleRows(2000, 22, 22_000, 220), { first: 992, end: 1018 });
  assert.deepEqual(visibleRows(2000, 22, 44_000, 220), { first: 1992, end: 2000 });
  assert.deepEqual(visibleRows(3, 22, 9_000, 220), { first: 3, end: 3 }, 'the list was shortened');
  assert.deepEqual(visibleRows(0, 22, 0, 0), { first: 0, end: 0 });
});

test('a row is brought into view with the least movement', () => {
  assert.equal(scrollToShow(5, 22, 0, 220), 0);
  assert.equal(scrollToShow(10, 22, 0, 220), 22);
  assert.equal(scrollToShow(2, 22, 220, 220), 44);
});

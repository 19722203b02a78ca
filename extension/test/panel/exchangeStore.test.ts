import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeStore } from '../../panel/model/exchangeStore';
import { golden } from '../../protocol/golden.generated';
import { summaries, summary } from './exchanges';

/** The rows as short words: an id, or how many are missing. */
function rows(store: ExchangeStore): string[] {
  return store.rows().map((row) => (row.kind === 'gap' ? `-${String(row.missing)}` : row.summary.id));
}

test('what the server tells is listed in its order, after what it skipped', () => {
  const store = new ExchangeStore();
  const { exchanges, skipped } = golden.exchangeDidRecord;
  const fresh = store.record(exchanges, skipped);
  assert.deepEqual(rows(store), ['-3', '1', '2']);
  assert.deepEqual(fresh, exchanges);
});

test('an exchange that is told again takes the place of the first telling', () => {
  const store = new ExchangeStore();
  store.record([summary({ id: '1', status: 0, complete: false }), summary({ id: '2' })], 0);
  const fresh = store.record([summary({ id: '1', status: 500 })], 0);
  assert.deepEqual(fresh, []);
  assert.deepEqual(rows(store), ['1', '2']);
  assert.equal(store.get('1')?.status, 500);
});

test('a telling that is older than what is known changes nothing', () => {
  const store = new ExchangeStore();
  store.replaceAll([summary({ id: '1', status: 200 })]);
  store.record([summary({ id: '1', status: 0, complete: false })], 0);
  assert.equal(store.get('1')?.status, 200);
});

test('the rows are the same array until something changes', () => {
  const store = new ExchangeStore();
  store.record(summaries(1, 2), 0);
  assert.equal(store.rows(), store.rows());
  const before = store.rows();
  store.record(summaries(3, 3), 0);
  assert.notEqual(store.rows(), before);
});

test('what was skipped is shown where it is missing, at the end until something follows', () => {
  const store = new ExchangeStore();
  store.record(summaries(1, 1), 0);
  store.record([summary({ id: '1' })], 4);
  assert.deepEqual(rows(store), ['1', '-4']);
  store.record(summaries(6, 6), 1);
  assert.deepEqual(rows(store), ['1', '-5', '6']);
});

test('no more than the limit is kept, and the list says how many went', () => {
  const store = new ExchangeStore(3);
  store.record(summaries(1, 3), 0);
  store.record(summaries(6, 7), 2);
  assert.deepEqual(rows(store), ['-2', '3', '-2', '6', '7']);
  store.record(summaries(8, 9), 0);
  assert.deepEqual(rows(store), ['-6', '7', '8', '9']);
});

test('the whole list replaces what was known, and gaps stay at their places', () => {
  const store = new ExchangeStore();
  store.record(summaries(1, 2), 0);
  store.record(summaries(5, 6), 2);
  store.replaceAll(summaries(2, 7));
  assert.deepEqual(rows(store), ['2', '3', '4', '-2', '5', '6', '7']);
  store.replaceAll(summaries(6, 7));
  assert.deepEqual(rows(store), ['-2', '6', '7'], 'a gap beside what is forgotten too lies before what is left');
});

test('gaps go with the server process whose they were, though the next one gives the same ids', () => {
  const store = new ExchangeStore(2);
  store.record(summaries(1, 3), 4);
  store.record(summaries(5, 5), 1);
  store.record([], 3);
  const next = ['2', '5'].map((id) => summary({ id, time: `2026-11-22T11:00:00.00000000${id}Z` }));
  store.replaceAll(next);
  assert.deepEqual(rows(store), ['2', '5']);
});

test('clearing forgets one site or all, and the gaps with the last exchange', () => {
  const store = new ExchangeStore();
  store.record([summary({ id: '1', siteId: 's1' }), summary({ id: '2', siteId: 's2' })], 7);
  store.clear('s1');
  assert.deepEqual(rows(store), ['2']);
  store.record([], 1);
  store.clear();
  assert.deepEqual(rows(store), []);
});

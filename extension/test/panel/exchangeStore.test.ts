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
  store.record(exchanges, skipped);
  assert.deepEqual(rows(store), ['-3', '1', '2']);
});

test('an exchange that is told again takes the place of the first telling', () => {
  const store = new ExchangeStore();
  store.record([summary({ id: '1', status: 0, complete: false }), summary({ id: '2' })], 0);
  store.record([summary({ id: '1', status: 500 })], 0);
  assert.deepEqual(rows(store), ['1', '2']);
  assert.equal(store.get('1')?.status, 500);
});

test('a telling that is older than what is known changes nothing', () => {
  const store = new ExchangeStore();
  store.replaceAll([summary({ id: '1', status: 200 })], 0);
  store.record([summary({ id: '1', status: 0, complete: false })], 0);
  assert.equal(store.get('1')?.status, 200);
});

test('an exchange that changed after a later one began stands where it began', () => {
  const store = new ExchangeStore();
  store.record([summary({ id: '10' }), summary({ id: '9' })], 0);
  store.record([summary({ id: '8' })], 0);
  assert.deepEqual(rows(store), ['8', '9', '10']);
});

test('an exchange that is counted as missing is not listed when it is told late', () => {
  const store = new ExchangeStore(3);
  store.replaceAll(summaries(11, 13), 10);
  store.record(summaries(9, 14), 0);
  assert.deepEqual(rows(store), ['-11', '12', '13', '14']);
  store.record(summaries(11, 11), 0);
  assert.deepEqual(rows(store), ['-11', '12', '13', '14']);
});

test('a server that counts anew is listed anew', () => {
  const store = new ExchangeStore();
  store.replaceAll(summaries(11, 13), 10);
  store.replaceAll([], 0);
  store.record(summaries(1, 2), 0);
  assert.deepEqual(rows(store), ['1', '2']);
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

test('the whole list replaces what was known, and the server’s count of what came before replaces ours', () => {
  const store = new ExchangeStore();
  store.record(summaries(1, 2), 0);
  store.record(summaries(5, 6), 2);
  store.record([], 3);
  assert.deepEqual(rows(store), ['1', '2', '-2', '5', '6', '-3']);
  store.replaceAll(summaries(8, 10), 7);
  assert.deepEqual(rows(store), ['-7', '8', '9', '10'], 'also where the list shares nothing with what was known');
  store.record(summaries(11, 11), 0);
  assert.deepEqual(rows(store), ['-7', '8', '9', '10', '11']);
  const next = ['8', '9'].map((id) => summary({ id, time: `2026-11-22T11:00:00.00000000${id}Z` }));
  store.replaceAll(next, 0);
  assert.deepEqual(
    rows(store),
    ['8', '9'],
    'another process of the server, which gives the same ids, has its own count',
  );
});

test('what goes beyond the limit is counted on top of what the server counted', () => {
  const store = new ExchangeStore(3);
  store.replaceAll(summaries(5, 8), 4);
  assert.deepEqual(rows(store), ['-5', '6', '7', '8']);
  store.record(summaries(9, 10), 0);
  assert.deepEqual(rows(store), ['-7', '8', '9', '10']);
  store.clear();
  store.record(summaries(11, 11), 0);
  assert.deepEqual(rows(store), ['11']);
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

test('pinned exchanges outlive the limit and a clearing, and are told of afterwards', () => {
  const store = new ExchangeStore(3);
  store.record([summary({ id: '1', pinned: true }), ...summaries(2, 6)], 0);
  const ids = () => [...store.all()].map(({ id }) => id).join(' ');
  assert.equal(ids(), '1 5 6');
  store.record([summary({ id: '1', pinned: true, status: 404 })], 0);
  assert.equal(store.get('1')?.status, 404);
  store.clear();
  assert.equal(ids(), '1');
  store.record([summary({ id: '1', pinned: false })], 0);
  store.clear();
  assert.equal(ids(), '');
});

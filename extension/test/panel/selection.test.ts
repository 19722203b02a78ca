import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeStore } from '../../panel/model/exchangeStore';
import { ReloadStore } from '../../panel/model/reloadStore';
import { type ChosenRow, exchangeRow, reloadRow, Rows } from '../../panel/model/rows';
import * as selection from '../../panel/model/selection';
import { type Move, moveTo, type Pin } from '../../panel/model/selection';
import { scrollToShow, topsOf, visibleRows } from '../../panel/model/windowing';
import { reload, summaries, summary } from './exchanges';

const nothing = new ReloadStore();

/** The exchange that is shown. */
function chosen(store: ExchangeStore, pin: Pin | undefined, reloads = nothing): ReturnType<typeof summary> | undefined {
  const row = selection.chosen(store, reloads, pin);
  return row?.kind === 'exchange' ? row.summary : undefined;
}

const pinOf = (exchange: ReturnType<typeof summary>): Pin => selection.pinOf(exchangeRow(exchange));

const idOf = (row: ChosenRow | undefined): string | undefined =>
  row?.kind === 'exchange' ? row.summary.id : row && `reload ${row.reload.id}`;

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
    assert.equal(idOf(moveTo(rows, from, move, 3)), expected, `${move} from row ${String(from)}`);
  }
  assert.equal(moveTo([], -1, 'down', 3), undefined);
});

test('keys move over changes of files, which come between the exchanges by their time', () => {
  const store = new ExchangeStore();
  store.record(summaries(1, 3), 0);
  const reloads = new ReloadStore();
  reloads.record(reload({ id: '2', time: summary({ id: '9' }).time }));
  reloads.record(reload({ id: '1', time: summary({ id: '2' }).time.replace(/2Z$/, '15Z') }));
  const rows = new Rows().of(store.rows(), reloads.all);
  assert.deepEqual(
    rows.map((row) => (row.kind === 'gap' ? '' : idOf(row))),
    ['1', 'reload 1', '2', '3', 'reload 2'],
  );
  assert.equal(idOf(moveTo(rows, 0, 'down', 3)), 'reload 1');
  assert.equal(idOf(moveTo(rows, 2, 'up', 3)), 'reload 1');
  assert.equal(idOf(moveTo(rows, 0, 'last', 3)), 'reload 2');
});

test('a change of files is shown where it is chosen, or where there is nothing else', () => {
  const store = new ExchangeStore();
  const reloads = new ReloadStore();
  const first = reload({ id: '1' });
  reloads.record(first);
  reloads.record(reload({ id: '2', time: summary({ id: '9' }).time }));
  assert.equal(idOf(selection.chosen(store, reloads, undefined)), 'reload 2');
  store.record(summaries(1, 3), 0);
  assert.equal(idOf(selection.chosen(store, reloads, undefined)), '3');
  const pin = selection.pinOf(reloadRow(first));
  assert.equal(idOf(selection.chosen(store, reloads, pin)), 'reload 1');
  reloads.clear();
  assert.equal(idOf(selection.chosen(store, reloads, pin)), '3');
});

/** Where rows of one height begin. */
const rowsOf = (count: number, height = 22): number[] => topsOf(Array.from({ length: count }, () => height));

test('only rows in view are drawn, with a margin, whatever the position', () => {
  assert.deepEqual(visibleRows(rowsOf(2000), 0, 220), { first: 0, end: 18 });
  assert.deepEqual(visibleRows(rowsOf(2000), 22_000, 220), { first: 992, end: 1018 });
  assert.deepEqual(visibleRows(rowsOf(2000), 44_000, 220), { first: 1992, end: 2000 });
  assert.deepEqual(visibleRows(rowsOf(3), 9_000, 220), { first: 0, end: 3 }, 'the list was shortened');
  assert.deepEqual(visibleRows(rowsOf(0), 0, 0), { first: 0, end: 0 });
  const tops = topsOf([42, 22, 42, ...Array.from({ length: 100 }, () => 42)]);
  assert.deepEqual(tops.slice(0, 4), [0, 42, 64, 106]);
  assert.deepEqual(visibleRows(tops, 64 + 42 * 20, 84), { first: 14, end: 32 });
});

test('a row is brought into view with the least movement', () => {
  assert.equal(scrollToShow(5, rowsOf(30), 0, 220), 0);
  assert.equal(scrollToShow(10, rowsOf(30), 0, 220), 22);
  assert.equal(scrollToShow(2, rowsOf(30), 220, 220), 44);
  assert.equal(scrollToShow(1, topsOf([42, 22, 42]), 0, 60), 4);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PanelModel } from '../../panel/model/panelModel';
import type { Ask } from '../../panel/model/transport';
import { golden } from '../../protocol/golden.generated';
import { exchangeRow } from '../../panel/model/rows';
import { reload, summaries, summary } from './exchanges';
import { Server, settled } from './modelServer';

const ids = (model: PanelModel): string[] => [...model.store.all()].map(({ id }) => id);

test('the whole is asked for page by page', async () => {
  const server = new Server();
  server.kept = summaries(1, 5);
  const model = new PanelModel(server, () => undefined);
  model.open();
  await settled();
  assert.deepEqual(ids(model), ['1', '2', '3', '4', '5']);
  assert.equal(server.asked.filter(({ method }) => method === 'exchange/list').length, 3);
  assert.equal(model.site?.id, 's1');
  assert.equal(model.detail?.id, '5');
});

test('what is told while the list is on its way is not lost, and does not undo what the list knew', async () => {
  const server = new Server();
  server.kept = summaries(1, 2);
  server.quick = false;
  const model = new PanelModel(server, () => undefined);
  model.open();
  server.waiting.shift()?.();
  await settled();
  const exchanges = [summary({ id: '2', status: 0, complete: false }), summary({ id: '3' })];
  model.notified('exchange/didRecord', { siteId: 's1', exchanges, skipped: 0 });
  await server.settle();
  assert.deepEqual(ids(model), ['1', '2', '3']);
  assert.equal(model.store.get('2')?.status, 200);
});

test('a list that was asked for before exchanges were forgotten does not bring them back', async () => {
  const server = new Server();
  server.kept = summaries(1, 2);
  server.quick = false;
  const model = new PanelModel(server, () => undefined);
  model.open();
  server.waiting.shift()?.();
  await settled();
  server.kept = [];
  model.notified('exchange/didClear', {});
  await server.settle();
  assert.deepEqual(ids(model), []);
});

/** The list's lines as short words: an id, or how many are missing. */
const rows = (model: PanelModel): string[] =>
  model.store.rows().map((row) => (row.kind === 'gap' ? `-${String(row.missing)}` : row.summary.id));

test('after a gap the whole is asked for again, and all that is not kept is counted', async () => {
  const server = new Server();
  server.kept = summaries(1, 2);
  const model = new PanelModel(server, () => undefined);
  model.open();
  await settled();
  server.kept = summaries(6, 7);
  server.forgotten = 5;
  model.notified('exchange/didRecord', { siteId: 's1', exchanges: summaries(6, 7), skipped: 3 });
  assert.deepEqual(rows(model), ['1', '2', '-3', '6', '7'], 'until the list is there');
  await settled();
  assert.deepEqual(rows(model), ['-5', '6', '7']);
});

test('a page that is opened late says how many came before', async () => {
  const server = new Server();
  server.kept = summaries(8, 12);
  server.forgotten = 7;
  const model = new PanelModel(server, () => undefined);
  model.open();
  await settled();
  assert.deepEqual(rows(model), ['-7', '8', '9', '10', '11', '12']);
});

test('what is skipped while the list is on its way is counted by another list, once', async () => {
  const server = new Server();
  server.kept = summaries(1, 2);
  server.quick = false;
  const model = new PanelModel(server, () => undefined);
  model.open();
  server.waiting.shift()?.();
  await settled();
  server.kept = summaries(8, 9);
  server.forgotten = 7;
  model.notified('exchange/didRecord', { siteId: 's1', exchanges: summaries(8, 9), skipped: 5 });
  await server.settle();
  assert.deepEqual(rows(model), ['-7', '8', '9']);
});

test('where a page of the list was forgotten meanwhile, what is shown is not counted as missing', async () => {
  const server = new Server();
  server.kept = summaries(1, 4);
  server.quick = false;
  const model = new PanelModel(server, () => undefined);
  model.open();
  server.waiting.shift()?.(); // the sites
  await settled();
  server.waiting.shift()?.(); // the newest page, 3 and 4
  server.kept = [];
  server.forgotten = 4;
  await server.settle();
  assert.deepEqual(rows(model), ['-2', '3', '4']);
});

test('what is told while the list is on its way is kept where the list cannot be had', async () => {
  let refuse = (): void => undefined;
  const ask = ((method: string) =>
    new Promise((_resolve, reject) => {
      if (method === 'site/list') refuse = () => reject(new Error('No.'));
    })) as Ask;
  const model = new PanelModel({ open: (listener) => listener.connected(), ask }, () => undefined);
  model.open();
  model.notified('exchange/didRecord', { siteId: 's1', exchanges: summaries(1, 1), skipped: 0 });
  refuse();
  await settled();
  assert.deepEqual(rows(model), ['1']);
  assert.equal(model.listProblem, 'No.');
});

test('after one of several sites was cleared, only what came before the others is missing', async () => {
  const server = new Server();
  server.kept = [summary({ id: '5', siteId: 's1' }), summary({ id: '6', siteId: 's2' })];
  server.forgotten = 4;
  const model = new PanelModel(server, () => undefined);
  model.open();
  await settled();
  server.kept = server.kept.slice(1);
  server.forgotten = 1;
  model.notified('exchange/didClear', { siteId: 's1' });
  await settled();
  assert.deepEqual(rows(model), ['-1', '6']);
});

test('an exchange that changes is asked for again while it is shown', async () => {
  const server = new Server();
  server.kept = [summary({ id: '1', status: 0, complete: false })];
  const model = new PanelModel(server, () => undefined);
  model.open();
  await settled();
  const first = model.detail;
  assert.equal(first?.complete, false);
  server.kept = [summary({ id: '1', status: 500 })];
  model.notified('exchange/didRecord', { siteId: 's1', exchanges: server.kept, skipped: 0 });
  await settled();
  assert.equal(model.detail?.status, 500);
  assert.equal(model.nextAnnouncement()?.count, 1);
});

test('an answer for an exchange that is no longer chosen is dropped', async () => {
  const server = new Server();
  server.kept = summaries(1, 2);
  const model = new PanelModel(server, () => undefined);
  model.open();
  await settled();
  server.quick = false;
  model.choose(exchangeRow(summary({ id: '1' })));
  const meanwhile = model.detail;
  assert.equal(meanwhile, undefined, 'nothing is shown of another exchange meanwhile');
  model.choose(exchangeRow(summary({ id: '2' })));
  await server.settle();
  assert.equal(model.detail?.id, '2');
});

test('only the site that the page is about is listed', async () => {
  const server = new Server();
  const model = new PanelModel(server, () => undefined, 's1');
  model.open();
  await settled();
  const exchanges = [summary({ id: '1', siteId: 's2' })];
  model.notified('exchange/didRecord', { siteId: 's2', exchanges, skipped: 5 });
  assert.equal(model.store.rows().length, 0);
  model.notified('site/didChange', { ...golden.siteDidChange, change: 'ended' });
  assert.equal(model.site, undefined);
});

test('a list that cannot be had is explained', async () => {
  const server = new Server();
  const ask: Ask = () => Promise.reject(new Error('Aquello no es un intercambio.'));
  const model = new PanelModel({ open: (listener) => server.open(listener), ask }, () => undefined);
  model.open();
  await settled();
  assert.equal(model.listProblem, 'Aquello no es un intercambio.');
});

test('a page about one site follows its folder when it is served again under another id', async () => {
  const server = new Server();
  const model = new PanelModel(server, () => undefined, 's1');
  model.open();
  await settled();
  const { site } = golden.siteDidChange;
  model.notified('site/didChange', { site: { ...site, id: 's2', root: '/elsewhere' }, change: 'started', reason: '' });
  assert.equal(model.siteId, 's1');
  model.notified('site/didChange', { site, change: 'ended', reason: '' });
  model.notified('site/didChange', { site: { ...site, id: 's3' }, change: 'started', reason: '' });
  assert.equal(model.siteId, 's3');
  await settled();
  model.notified('exchange/didRecord', { siteId: 's3', exchanges: [summary({ id: '9', siteId: 's3' })], skipped: 0 });
  assert.deepEqual(ids(model), ['9']);
});

/** The list's lines as short words: an exchange's id, or a change's with the milliseconds until the pages had it. */
const lines = (model: PanelModel): string[] =>
  model.rows.map((row) => {
    if (row.kind === 'reload') return `${row.reload.id}: ${String(row.reload.doneMs)}`;
    return row.kind === 'gap' ? 'gap' : row.summary.id;
  });

const later = (id: string): string => summary({ id }).time;

test('a change of files is a line between the exchanges, amended when the pages have it', async () => {
  const server = new Server();
  server.kept = summaries(1, 2);
  server.reloads = [reload({ id: 'a', time: later('1') })];
  const model = new PanelModel(server, () => undefined);
  model.open();
  await settled();
  model.notified('reload/didSend', reload({ id: 'b', time: later('3') }));
  model.notified('exchange/didRecord', { siteId: 's1', exchanges: [summary({ id: '4' })], skipped: 0 });
  assert.deepEqual(lines(model), ['1', 'a: 0', '2', 'b: 0', '4']);
  const before = model.rows;
  assert.equal(model.rows, before, 'nothing changed');
  model.notified('reload/didSend', reload({ id: 'b', time: later('3'), doneMs: 40 }));
  assert.deepEqual(lines(model), ['1', 'a: 0', '2', 'b: 40', '4']);
  assert.equal(model.chosen?.id, '4', 'the newest exchange is still the one that is shown');
});

test('what is told of changes while their list is on its way is neither lost nor undone', async () => {
  const server = new Server();
  let answer = (): void => undefined;
  const ask: Ask = (method, ...params) =>
    method === 'reload/list'
      ? new Promise(
          (resolve) =>
            (answer = () => {
              resolve({ reloads: [reload({ id: 'a' })] } as never);
            }),
        )
      : server.ask(method, ...params);
  const model = new PanelModel({ open: (listener) => listener.connected(), ask }, () => undefined);
  model.open();
  model.notified('reload/didSend', reload({ id: 'a', doneMs: 30 }));
  model.notified('reload/didSend', reload({ id: 'b', time: later('9') }));
  answer();
  await settled();
  assert.deepEqual(lines(model), ['a: 30', 'b: 0']);
});

test('changes are forgotten with the exchanges, and those of other sites are not shown', async () => {
  const server = new Server();
  server.kept = summaries(1, 1);
  const model = new PanelModel(server, () => undefined, 's1');
  model.open();
  await settled();
  model.notified('reload/didSend', reload({ id: 'a' }));
  model.notified('reload/didSend', reload({ id: 'b', siteId: 's2' }));
  assert.equal(lines(model).length, 2);
  server.kept = [];
  model.notified('exchange/didClear', { siteId: 's1' });
  await settled();
  assert.deepEqual(lines(model), []);
});

test('only the latest changes are kept', () => {
  const model = new PanelModel(new Server(), () => undefined);
  for (let id = 1; id <= 205; id++)
    model.notified('reload/didSend', reload({ id: String(id), time: later(String(id)) }));
  assert.equal(model.rows.length, 200);
  assert.equal(lines(model).at(-1), '205: 0');
});

test('a site that is described anew keeps its place, and the page says what is new of it', async () => {
  const model = new PanelModel(new Server(), () => undefined);
  model.open();
  await settled();
  const { site } = golden.siteDidChange;
  model.notified('site/didChange', { site: { ...site, id: 's2' }, change: 'started', reason: '' });
  const watching = { code: 'watch.eventless', severity: 'information', message: 'Una unidad de red.' } as const;
  model.notified('site/didChange', { site: { ...site, watching }, change: 'changed', reason: '' });
  assert.equal(model.site?.id, 's1');
  assert.equal(model.site.watching?.message, 'Una unidad de red.');
});

test('a flood in which exchanges are skipped again and again is not answered by as many lists', async () => {
  const server = new Server();
  server.kept = summaries(1, 2);
  const model = new PanelModel(server, () => undefined);
  model.open();
  await settled();
  server.asked.length = 0;
  for (let id = 3; id < 13; id++) {
    model.notified('exchange/didRecord', { siteId: 's1', exchanges: summaries(id, id), skipped: 5 });
    await settled();
  }
  assert.equal(server.asked.filter(({ method }) => method === 'site/list').length, 1);
});

test('a page that nobody sees takes nothing in, and is right when it is seen', async () => {
  const server = new Server();
  server.kept = summaries(1, 2);
  let drawn = 0;
  const model = new PanelModel(server, () => drawn++);
  model.open();
  await settled();
  model.seen = false;
  [drawn, server.asked.length] = [0, 0];
  server.kept = summaries(2, 3);
  server.forgotten = 1;
  model.notified('exchange/didRecord', { siteId: 's1', exchanges: summaries(3, 3), skipped: 1 });
  model.notified('reload/didSend', reload({ id: '1' }));
  await settled();
  assert.deepEqual([drawn, server.asked], [0, []]);
  model.seen = true;
  await settled();
  assert.deepEqual(rows(model), ['-1', '2', '3']);
});

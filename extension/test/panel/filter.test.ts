import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complete, proposals } from '../../panel/model/filter/completion';
import { ListFilter } from '../../panel/model/filter/listFilter';
import { matcher, unfit } from '../../panel/model/filter/matching';
import { TextSearch } from '../../panel/model/filter/textSearch';
import { includes, parse, toggled, written } from '../../panel/model/filter/terms';
import { exchangeRow, type Row, reloadRow } from '../../panel/model/rows';
import type { Ask } from '../../panel/model/transport';
import type { ExchangeSearchParams, ExchangeSummary, Gist, Note } from '../../protocol/types.generated';
import { reload, summary } from './exchanges';

const note = (severity: Note['severity'], message: string): Note => ({ code: 'x', severity, message });
const gist = (given: Partial<Gist>): Gist => ({
  fate: 'shown',
  destination: 'document',
  assumed: false,
  differs: false,
  ...given,
});

const page = summary({
  id: '1',
  target: '/a b.html?q=1',
  method: 'GET',
  status: 200,
  contentType: 'text/html; charset=utf-8',
  bytes: 12_000,
  kind: 'file',
  notes: [],
  gist: gist({ as: 'page' }),
});
const style = summary({
  id: '2',
  target: '/index.css',
  method: 'GET',
  status: 304,
  contentType: null,
  bytes: 0,
  kind: 'file',
  notes: [],
  gist: gist({ destination: 'style', fate: 'applied' }),
});
const failed = summary({
  id: '3',
  target: '/cgi-bin/x.py',
  method: 'POST',
  status: 500,
  contentType: 'text/html',
  bytes: 10_000,
  kind: 'script',
  notes: [note('error', 'The script failed: NameError')],
  gist: gist({ destination: 'document', as: 'page', assumed: true }),
});
const data = summary({
  id: '4',
  target: '/data.json',
  method: 'GET',
  status: 200,
  contentType: 'application/json',
  bytes: 2,
  kind: 'file',
  notes: [note('warning', 'Says "two words" here')],
  gist: gist({ destination: 'fetch', fate: 'applied' }),
  pinned: true,
});
const icon = summary({
  id: '5',
  target: '/favicon.ico',
  method: 'GET',
  status: 404,
  contentType: 'text/html',
  bytes: 900,
  kind: 'error',
  notes: [],
  gist: gist({ destination: 'image', fate: 'refused' }),
});
const ALL = [page, style, failed, data, icon];

const left = (filter: string, exchanges: readonly ExchangeSummary[] = ALL): string => {
  const shows = matcher(parse(filter), () => false);
  return exchanges
    .filter((exchange) => shows(exchangeRow(exchange)))
    .map(({ id }) => id)
    .join(' ');
};

/** A server in which nothing is found. */
const nothingFound = new TextSearch(
  () => Promise.resolve({ ids: [] } as never),
  () => undefined,
);

test('each word leaves the exchanges that it says', () => {
  for (const [filter, ids] of [
    ['', '1 2 3 4 5'],
    ['status:404', '5'],
    ['status:4xx', '5'],
    ['status:>=400', '3 5'],
    ['status:<300', '1 4'],
    ['status:304,5xx', '2 3'],
    ['STATUS:4XX', '5'],
    ['type:html', '1 3 5'],
    ['type:none', '2'],
    ['method:post', '3'],
    ['path:cgi-bin', '3'],
    ['path:"a b"', '1'],
    ['path:q=1', '1'],
    ['dest:style', '2'],
    ['dest:document', '1'], // what nobody said is not asked for
    ['dest:empty', '4'],
    ['dest:fetch', '4'],
    ['has:note', '3 4'],
    ['has:warning', '4'],
    ['has:body', '1 3 4 5'],
    ['has:query', '1'],
    ['size:>10k', '1'],
    ['size:>=10k', '1 3'],
    ['size:0', '2'],
    ['size:<1.5kB', '2 4 5'],
    ['is:304', '2'],
    ['-is:304', '1 3 4 5'],
    ['is:page', '1 3'],
    ['is:error', '3'], // a site without an icon did nothing wrong
    ['is:favicon', '5'],
    ['-is:304 -is:favicon', '1 3 4'],
    ['is:pinned', '4'],
    ['is:script', '3'],
    ['is:refused', '5'],
    ['index', '2'],
    ['-index', '1 3 4 5'],
    ['nameerror', '3'],
    ['"two words"', '4'],
    ['"words two"', ''],
    ['two', '4'],
    ['method:get status:200 -type:json', '1'],
    ['status:', '1 2 3 4 5'], // not written yet
    ['status:abc', '1 2 3 4 5'], // said to be wrong, and left out of account
    ['is:constructor has:toString', '1 2 3 4 5'],
    ['http://x', ''],
    ['- ', '1 2 3 4 5'],
  ] as const) {
    assert.equal(left(filter), ids, filter);
  }
});

test('a text is looked for where only the server knows, too', () => {
  const shows = matcher(parse('ETag -body:x'), (text, place, { id }) =>
    place === 'heads' ? text === 'etag' && id !== '1' : id === '2',
  );
  assert.deepEqual(
    ALL.filter((exchange) => shows(exchangeRow(exchange))),
    [failed, data, icon],
  );
});

test('a word that cannot be is named, and one that is not written yet is not', () => {
  const wrong = (filter: string) => unfit(parse(filter)).map(written);
  assert.deepEqual(wrong('status:abc size:10q is:what has:x status:4xx,zz'), [
    'status:abc',
    'size:10q',
    'is:what',
    'has:x',
    'status:4xx,zz',
  ]);
  assert.deepEqual(wrong('status: size: type:zzz dest:zzz free'), []);
});

test('words keep their places, their quotes and what is no key', () => {
  assert.deepEqual(
    parse(' -path:"a b" http://x "c d').map(({ key, value, negated, start, end }) => [key, value, negated, start, end]),
    [
      ['path', 'a b', true, 1, 12],
      [undefined, 'http://x', false, 13, 21],
      [undefined, 'c d', false, 22, 26],
    ],
  );
  assert.equal(parse('-path:"a b"').map(written).join(' '), '-path:"a b"');
});

test('no text makes the filter fail or wait', () => {
  const letters = ['"', '-', ':', ' ', 'status', 'is', '>', ',', 'é', '\\', '\n', '(', '*'];
  let seed = 7;
  for (let round = 0; round < 300; round++) {
    let filter = '';
    for (let count = 0; count < 12; count++) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      filter += letters[seed % letters.length] ?? '';
    }
    const terms = parse(filter);
    for (const { start, end } of terms) assert.ok(start < end && end <= filter.length, filter);
    left(filter);
    for (let caret = 0; caret <= filter.length; caret++) {
      for (const proposal of proposals(filter, caret, ALL)) complete(filter, caret, proposal);
    }
  }
});

test('a button puts its words into the filter and takes them out again', () => {
  const words = '-is:304 -is:favicon';
  assert.equal(toggled('', words), words);
  assert.equal(toggled('type:css', words), `type:css ${words}`);
  assert.equal(toggled(`type:css ${words} x`, words), 'type:css x');
  assert.equal(toggled('-is:304 x', words), `x ${words}`);
  assert.ok(includes(`a -is:FAVICON b -is:304`, words));
  assert.ok(!includes('-is:304', words));
});

test('what is being written is completed, by what there is first', () => {
  const texts = (filter: string, caret = filter.length) => proposals(filter, caret, ALL).map(({ text }) => text);
  assert.deepEqual(texts('st'), ['status:']);
  assert.deepEqual(texts('-h'), ['has:']);
  assert.deepEqual(
    texts('status:'),
    ['200', '304', '500', '404', '2xx', '3xx', '4xx', '5xx'].map((v) => `status:${v}`),
  );
  assert.deepEqual(texts('status:5'), ['status:500', 'status:5xx']);
  assert.deepEqual(texts('type:j'), ['type:application/json']);
  assert.deepEqual(texts('path:a'), ['path:"/a b.html"', 'path:/data.json', 'path:/favicon.ico']);
  assert.deepEqual(texts('dest:s'), ['dest:style']);
  assert.deepEqual(texts('foo:'), []);
  assert.deepEqual(texts('x status:5 y', 10), ['status:500', 'status:5xx']);
  const [first] = proposals('x -sta y', 6, ALL);
  assert.deepEqual(first && complete('x -sta y', 6, first), { filter: 'x -status: y', caret: 10 });
  const [value] = proposals('x status:5 y', 10, ALL);
  assert.deepEqual(value && complete('x status:5 y', 10, value), { filter: 'x status:500 y', caret: 13 });
});

test('the list keeps what is missing in sight, counts what it hides, and changes of files have their names only', () => {
  const saved = reloadRow(reload({ id: 'r1', paths: ['index.css'] }));
  const rows: Row[] = [{ kind: 'gap', key: 'gap-first', missing: 3 }, ...ALL.map(exchangeRow), saved];
  const filter = new ListFilter(nothingFound);
  assert.equal(filter.of(rows).rows, rows);
  const keys = (text: string) => {
    filter.text = text;
    const { rows: some, hidden } = filter.of(rows);
    return [...some.map(({ key }) => key.replace(/^exchange-/, '')), hidden].join(' ');
  };
  assert.equal(keys('index.css'), `gap-first 2 ${saved.key} 4`);
  assert.equal(keys('status:5xx'), 'gap-first 3 5');
  assert.equal(keys('-is:304'), `gap-first 1 3 4 5 ${saved.key} 1`);
  const before = filter.of(rows);
  assert.equal(filter.of(rows), before, 'the same as long as nothing changed');
});

test('the server is asked once of each exchange, all at once, and again of one that was not complete', async () => {
  const asked: string[] = [];
  const ask: Ask = (_, ...[params]) => {
    const { ids, text, in: place } = params as ExchangeSearchParams;
    asked.push(`${place} ${text} ${ids.join(' ')}`);
    return Promise.resolve({ ids: ids.filter((id) => id === '3') } as never);
  };
  let rows: Row[] = [page, failed].map(exchangeRow);
  const filter = new ListFilter(
    new TextSearch(ask, () => {
      filter.refresh();
      filter.of(rows);
    }),
  );
  const ids = async (text?: string) => {
    if (text !== undefined) filter.text = text;
    filter.of(rows);
    await new Promise((resolve) => setImmediate(resolve));
    return filter.of(rows).rows.map(({ key }) => key);
  };
  assert.deepEqual(await ids('Etag'), ['exchange-3']);
  assert.deepEqual(asked, ['heads etag 1 3']);
  assert.deepEqual(await ids('Etag body:x'), ['exchange-3']);
  assert.deepEqual(asked.splice(0), ['heads etag 1 3', 'bodies x 3']);
  const begun = summary({ id: '9', target: '/z', complete: false });
  rows = [...rows, exchangeRow(begun)];
  await ids('etag');
  rows = [...rows.slice(0, 2), exchangeRow({ ...begun, complete: true })];
  await ids();
  rows = [...rows.slice(0, 2), exchangeRow({ ...begun, complete: true, pinned: true })];
  await ids();
  assert.deepEqual(asked, ['heads etag 9', 'heads etag 9']);
});

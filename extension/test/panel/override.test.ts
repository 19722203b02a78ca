import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExchangeSummary, Override, PathOverride } from '../../protocol/types.generated';
import { golden } from '../../protocol/golden.generated';
import { draftOf, hasStatus, overrideOf } from '../../panel/model/override/draft';
import { inWords, isOf, pathOf, withCharset } from '../../panel/model/override/override';
import { Overriding } from '../../panel/model/override/overriding';
import type { Ask } from '../../panel/model/transport';
import { Texts } from '../../panel/model/texts';

test('a path is the same in each spelling, and with any query', () => {
  const table: [target: string, path: string][] = [
    ['/', '/'],
    ['/a%20b?c#d', '/a b'],
    ['/%C3%B1', '/ñ'],
    ['http://127.0.0.1:8000/x?y', '/x'],
    ['/a?http://b/c', '/a'],
    ['/%F1', '/%F1'],
  ];
  for (const [target, path] of table) assert.equal(pathOf(target), path, target);
  const override: PathOverride = { siteId: 's1', path: '/a%20b', override: { status: 404 } };
  assert.ok(isOf(override, 's1', '/a b?x') && !isOf(override, 's2', '/a b') && !isOf(override, 's1', '/a'));
});

test('a text keeps its charset, whatever else its type becomes', () => {
  const before = 'text/css; charset=utf-8';
  assert.equal(withCharset('text/html', before), 'text/html; charset=utf-8');
  assert.equal(withCharset('image/png', before), 'image/png');
  assert.equal(withCharset('text/html', null), 'text/html');
});

test('what is in the form is what is sent, there and back', () => {
  const before = 'text/css; charset=utf-8';
  const overrides: Override[] = [
    { contentType: '' },
    { contentType: 'text/html; charset=utf-8' },
    { contentType: 'text/x-mine' },
    { contentType: 'text/html' },
    { status: 404 },
    { status: 302, fields: [{ name: 'Location', value: '/?a=b:c' }] },
    golden['overrideSet.params'].override,
  ];
  for (const override of overrides) {
    assert.deepEqual(overrideOf(draftOf({ siteId: 's1', path: '/', before }, override)), override);
  }
  const empty = draftOf({ siteId: 's1', path: '/', before });
  assert.deepEqual(overrideOf(empty), {});
  const texts = new Texts('en');
  assert.equal(
    inWords(texts, {
      contentType: '',
      status: 404,
      fields: [
        { name: 'A', value: 'b' },
        { name: 'Set-Cookie', value: 'a=secret' },
      ],
    }),
    'no type · 404 · A: b · Set-Cookie',
  );
});

test('a status is three digits, as a response has it', () => {
  const table: [status: string, sent: number | undefined | 'none'][] = [
    ['', undefined],
    ['404', 404],
    [' 404 ', 404],
    ['999', 999], // which the server refuses, with the reason
    ['abc', 'none'],
    ['0x1F4', 'none'],
    ['2e2', 'none'],
    ['-20', 'none'],
    ['20', 'none'],
    ['2000', 'none'],
    ['٤٠٤', 'none'],
  ];
  for (const [status, sent] of table) {
    const draft = { ...draftOf({ siteId: 's1', path: '/', before: undefined }), status };
    assert.equal(hasStatus(draft), sent !== 'none', status);
    if (sent !== 'none') assert.equal(overrideOf(draft).status, sent, status);
  }
});

/** A panel of which a test says what the server answers. */
function panelOf(answer: (method: string) => unknown) {
  const exchanges: ExchangeSummary[] = [];
  const shown: string[] = [];
  const asked: [method: string, params: unknown][] = [];
  const ask = (async (method: string, params: unknown) => {
    asked.push([method, params]);
    return await answer(method);
  }) as Ask;
  const overriding = new Overriding({
    ask,
    siteId: () => undefined,
    all: () => exchanges,
    show: (now, before) => shown.push(`${now.id} after ${before?.id ?? 'nothing'}`),
    changed: () => undefined,
  });
  const add = (id: string, target: string): void => {
    exchanges.push({ ...golden['exchangeList.result'].exchanges[0], id, target } as ExchangeSummary);
    overriding.recorded();
  };
  return { overriding, add, shown, asked };
}

const html: PathOverride = { siteId: 's1', path: '/a.css', override: { contentType: 'text/html' } };

test('the next exchange of the path is shown beside the last, once', async () => {
  const { overriding, add, shown, asked } = panelOf(() => html);
  add('1', '/a.css');
  add('2', '/b.css');
  overriding.record({ siteId: 's1', overrides: [{ ...html, override: { status: 404 } }] });
  await overriding.add('s1', '/a.css?x', { contentType: 'text/html' });
  const override = { status: 404, contentType: 'text/html' };
  assert.deepEqual(asked, [['override/set', { siteId: 's1', path: '/a.css?x', override }]]);
  add('3', '/b.css');
  assert.deepEqual(shown, []);
  add('4', '/a.css?y');
  add('5', '/a.css');
  assert.deepEqual(shown, ['4 after 1']);
});

test('whoever looks at something else meanwhile is left alone, and a refusal is said', async () => {
  const { overriding, add, shown } = panelOf((method) => {
    if (method === 'override/remove') throw new Error('No.');
    return html;
  });
  await overriding.set('s1', '/a.css', {});
  overriding.leave();
  add('1', '/a.css');
  assert.equal(await overriding.undo('s1', '/a.css'), false);
  assert.equal(overriding.problem, 'No.');
  add('2', '/a.css');
  assert.deepEqual(shown, []);
});

test('what was told while the list was on its way counts', async () => {
  let answered = 0;
  const { overriding } = panelOf(() => {
    if (++answered === 1) overriding.record({ siteId: 's1', overrides: [html] });
    return { overrides: answered === 1 ? [] : [html] };
  });
  await overriding.load();
  assert.deepEqual([answered, overriding.all], [2, [html]]);
  overriding.begin('s1', '/a.css');
  overriding.ended('s1');
  assert.deepEqual([overriding.all, overriding.draft], [[], undefined]);
});

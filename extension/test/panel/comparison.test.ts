import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Exchange, ExchangeSummary, Header } from '../../protocol/types.generated';
import { golden } from '../../protocol/golden.generated';
import { compare, isSame } from '../../panel/model/comparison';
import { compareBodies } from '../../panel/model/comparisonBody';
import { diffLines } from '../../panel/model/comparisonLines';
import { ComparisonLoader } from '../../panel/model/comparisonLoader';
import { historyOf, previousOf } from '../../panel/model/history';
import type { Ask } from '../../panel/model/transport';
import { summary } from './exchanges';

/** An exchange with the fields of its response, as `Name: value`. */
function exchange(id: string, status: number, fields: readonly string[], of: Partial<Exchange> = {}): Exchange {
  const headers: Header[] = fields.map((field) => {
    const [name = '', value = ''] = field.split(': ');
    return { name, value };
  });
  const first = golden['exchangeGet.file'];
  return {
    ...first,
    ...summary({ id, status }),
    response: { ...first.response, head: `HTTP/1.1 ${String(status)} \r\n\r\n`, headers },
    ...of,
  };
}

const fieldsOf = (before: readonly string[], after: readonly string[]) => {
  const { contentType, fields } = compare(exchange('1', 200, before), exchange('2', 200, after));
  const short = ({ name, before: was, after: is }: { name?: string; before: unknown; after: unknown }) =>
    [name, was, is] as const;
  return {
    type: contentType && [contentType.before, contentType.after],
    telling: fields.telling.map(short),
    following: fields.following.map(({ name }) => name),
  };
};

test('what differs in the fields is told by name, and what always changes apart from it', () => {
  const none = undefined;
  for (const { what, before, after, type, telling = [], following = [] } of [
    { what: 'nothing', before: ['X-A: 1'], after: ['X-A: 1'] },
    { what: 'a type comes', before: [], after: ['Content-type: text/html'], type: [none, 'text/html'] },
    { what: 'a type goes', before: ['content-type: a/b'], after: [], type: ['a/b', none] },
    { what: 'letter case alone', before: ['x-a: 1'], after: ['X-A: 1'] },
    { what: 'another order', before: ['X-A: 1', 'X-B: 2'], after: ['X-B: 2', 'X-A: 1'] },
    { what: 'a value', before: ['X-A: 1'], after: ['X-A: 2'], telling: [['X-A', '1', '2']] },
    {
      what: 'one of several with a name',
      before: ['Set-Cookie: a=1', 'Set-Cookie: b=1', 'Set-Cookie: c=1'],
      after: ['Set-Cookie: b=1', 'Set-Cookie: c=2'],
      telling: [
        ['Set-Cookie', 'a=1', 'c=2'],
        ['Set-Cookie', 'c=1', none],
      ],
    },
    { what: 'a second equal one', before: ['Vary: A'], after: ['Vary: A', 'Vary: A'], telling: [['Vary', none, 'A']] },
    {
      what: 'what follows from the body',
      before: ['Date: 1', 'ETag: "a"', 'Content-Length: 1'],
      after: ['Date: 2', 'ETag: "b"', 'Content-Length: 2'],
      following: ['Date', 'ETag', 'Content-Length'],
    },
  ]) {
    assert.deepEqual(fieldsOf(before, after), { type, telling, following }, what);
  }
});

test('a 304 leaves out what is as it was', () => {
  const [before, after] = [
    exchange('1', 200, ['Content-Type: a/b', 'ETag: "a"', 'Vary: A']),
    exchange('2', 304, ['ETag: "a"', 'Vary: B']),
  ];
  const comparison = compare(before, after);
  assert.equal(comparison.notModified, true);
  assert.equal(comparison.contentType, undefined);
  assert.deepEqual(comparison.fields.telling, [{ name: 'Vary', before: 'A', after: 'B' }]);
  assert.equal(comparison.verdict, undefined);
});

test('the status is told with its reason phrase', () => {
  const head = (line: string) => ({ ...golden['exchangeGet.file'].response, head: `${line}\r\n\r\n` });
  const before = exchange('1', 200, [], { response: head('HTTP/1.1 200 OK') });
  const after = exchange('2', 404, [], { response: head('HTTP/1.1 404 Not Found') });
  assert.deepEqual(compare(before, after).status, { before: '200 OK', after: '404 Not Found' });
});

test('the history is of one method, target and site, and a 304 or a part is nothing to compare with', () => {
  const all = [
    summary({ id: '1', target: '/a', status: 200 }),
    summary({ id: '2', target: '/a', status: 200, method: 'HEAD' }),
    summary({ id: '3', target: '/b', status: 200 }),
    summary({ id: '4', target: '/a', status: 200, siteId: 's9' }),
    summary({ id: '5', target: '/a', status: 304 }),
    summary({ id: '6', target: '/a', status: 206 }),
    summary({ id: '7', target: '/a', status: 200 }),
    summary({ id: '8', target: '/a', status: 0 }),
  ] as const;
  const ids = (list: readonly ExchangeSummary[]) => list.map(({ id }) => id).join(' ');
  const history = historyOf(all, all[6]);
  assert.equal(ids(history.earlier), '6 5 1');
  assert.equal(ids(history.later), '8');
  assert.equal(ids(previousOf(history, all[6])), '1');
  assert.equal(ids(previousOf(historyOf(all, all[5]), all[5])), '', 'a part');
  assert.equal(ids(previousOf(historyOf(all, all[7]), all[7])), '', 'no answer yet');
});

test('lines are compared: their numbers, what is around them, and which part of a line differs', () => {
  const { lines, removed, added } =
    diffLines('a\nb\nc\nd\ne\nf', 'a\nb\nC!\nd\ne\nf\ng') ?? assert.fail('too different');
  assert.deepEqual([removed, added], [1, 2]);
  assert.deepEqual(
    lines.map(({ kind, before, after, text }) => [kind, before, after, text]),
    [
      ['same', 2, 2, 'b'],
      ['removed', 3, undefined, 'c'],
      ['added', undefined, 3, 'C!'],
      ['same', 4, 4, 'd'],
      ['gap', undefined, undefined, ''],
      ['same', 6, 6, 'f'],
      ['added', undefined, 7, 'g'],
    ],
  );
  const [, old, now] = diffLines('x\n<h1>Hola</h1>\ny', 'x\n<h1>Adiós</h1>\ny')?.lines ?? [];
  assert.equal(old?.text.slice(...(old.mark ?? [])), 'Hola');
  assert.equal(now?.text.slice(...(now.mark ?? [])), 'Adiós');
  assert.deepEqual(diffLines('a', 'a')?.lines, []);
});

test('a mebibyte of other lines is given up rather than compared', () => {
  const many = (letter: string) => Array.from({ length: 100_000 }, (_, at) => `${letter}${String(at)}`).join('\n');
  assert.equal(diffLines(many('a'), many('b')), undefined);
});

test('bodies are compared as text or by their bytes, and live reload’s line is no difference', () => {
  const of = (text: string | Uint8Array, whole = true) => ({
    bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text,
    whole,
  });
  const text = exchange('1', 200, ['Content-Type: text/html; charset=utf-8']);
  const coded = exchange('2', 200, ['Content-Encoding: gzip']);
  const { verdict } = golden['exchangeGet.file'];
  const read = (label: string): Partial<Exchange> => ({
    verdict: { ...verdict, charset: { label, by: 'contentType' } },
  });
  const latin = exchange('3', 200, ['Content-Type: text/html; charset=iso-8859-1'], read('windows-1252'));
  const other = exchange('4', 200, ['Content-Type: text/html'], read('koi8-r'));
  const line = (token: string, second = '') =>
    `<script async="" src="../_vitrina/reload.js?${token}"></script>${second && `<script>${second}</script>`}`;
  const takesAway =
    '{const{currentScript:s}=document,l=s.previousSibling;l.builtins={URL,fetch};l.remove();s.remove()}';
  const tookAway = 'document.currentScript.previousSibling.remove();document.currentScript.remove()';
  assert.equal(compareBodies(text, of('a'), text, of('a')).kind, 'same');
  assert.equal(compareBodies(text, of('a'), text, of('b')).kind, 'lines');
  assert.equal(compareBodies(text, of(`${line('1')}a`), text, of(`${line('2')}a`)).kind, 'same');
  assert.equal(compareBodies(text, of(`a`), text, of(`${line('2')}a`)).kind, 'same');
  assert.equal(compareBodies(text, of(line('1', tookAway)), text, of(line('2', takesAway))).kind, 'same');
  assert.equal(compareBodies(text, of(line('1')), text, of(line('2', 'own.remove()'))).kind, 'lines');
  assert.equal(compareBodies(text, of(Uint8Array.of(0, 1)), text, of(Uint8Array.of(0, 2))).kind, 'bytes');
  assert.equal(compareBodies(coded, of('a'), coded, of('b')).kind, 'bytes');
  assert.equal(compareBodies(latin, of(Uint8Array.of(0xf1)), text, of('ñ')).kind, 'same', 'letters, not bytes');
  assert.equal(compareBodies(other, of(Uint8Array.of(0xf1)), text, of('Я')).kind, 'same', 'as the page declares');
});

/** Answers as a server that keeps some exchanges with their bodies. */
function server(kept: readonly (readonly [Exchange, string])[]): Ask {
  const of = (id: string) => kept.find(([each]) => each.id === id) ?? assert.fail(`exchange ${id}`);
  return ((method: string, params: { id: string }) => {
    if (method === 'exchange/get') return Promise.resolve(of(params.id)[0]);
    if (method === 'exchange/edits') return Promise.resolve({ edits: [] });
    const [{ response }, text] = of(params.id);
    return Promise.resolve({ dataBase64: btoa(text), offset: 0, body: response.body });
  }) as Ask;
}

test('an exchange that equals the last is compared with the one before that differs', async () => {
  const kept = [
    [exchange('1', 200, ['X-A: 1']), 'a'],
    [exchange('2', 200, ['X-A: 2']), 'a'],
    [exchange('3', 200, ['X-A: 2']), 'a'],
    [exchange('4', 200, ['X-A: 2']), 'b'],
  ] as const;
  const comparedWith = async (id: number): Promise<string | undefined> => {
    const [chosen] = kept[id - 1] ?? assert.fail();
    const bases = previousOf(
      historyOf(
        kept.map(([each]) => each),
        chosen,
      ),
      chosen,
    );
    return new Promise((resolve) => {
      const loader = new ComparisonLoader(server(kept), () => {
        const compared = loader.of(chosen);
        if (!compared) resolve(undefined);
        else if (compared.body)
          resolve(`${compared.before.id} ${isSame(compared.comparison) ? compared.body.kind : 'head'}`);
      });
      loader.show(bases, chosen);
    });
  };
  assert.equal(await comparedWith(2), '1 head');
  assert.equal(await comparedWith(3), '1 head', 'the second one is the same');
  assert.equal(await comparedWith(4), '3 lines');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { golden } from '../../protocol/golden.generated';
import type { CharsetBy as Decider, Exchange, ExchangeBodyParams } from '../../protocol/types.generated';
import { whyNoBody } from '../../panel/model/body/absence';
import { kindOf } from '../../panel/model/body/bodyKind';
import { BodyLoader } from '../../panel/model/body/bodyLoader';
import { type CharsetBy, charsetOf, decode } from '../../panel/model/body/charset';
import { codingsOf, decoded, isDecodable } from '../../panel/model/body/contentCoding';
import { fileNameOf } from '../../panel/model/body/fileName';
import { findAll } from '../../panel/model/body/find';
import { multipartFields, urlencodedFields } from '../../panel/model/body/form';
import { hexDump, hexLine, hexLineCount } from '../../panel/model/body/hex';
import { jsonFault, JsonTree, placeOf } from '../../panel/model/body/jsonTree';
import { mediaTypeOf } from '../../panel/model/body/mediaType';
import { BodyReading, factsOf, viewOf } from '../../panel/model/body/reading';
import { headerEndOf } from '../../panel/model/body/scriptOutput';
import { segmentsOf, touching } from '../../panel/model/body/segments';
import { TextRows } from '../../panel/model/body/textRows';
import type { Ask } from '../../panel/model/transport';

const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const utf8 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));

test('a charset is the one in which a browser reads the text, or what the bytes and the header name', () => {
  const cases: [body: string, type: string, label: string, by: CharsetBy, decided?: [string, Decider]][] = [
    ['\xef\xbb\xbfé', 'text/html; charset=latin1', 'utf-8', 'mark'],
    ['\xff\xfeh\0', 'text/plain', 'utf-16le', 'mark'],
    ['\xe9', 'text/html; charset="ISO-8859-1"', 'windows-1252', 'contentType'],
    ['\xe9', 'Text/HTML;x=y; Charset=utf8', 'utf-8', 'contentType'],
    ['\xe9', 'text/html; charset=none-such', 'koi8-r', 'meta', ['koi8-r', 'meta']],
    ['\xe9', 'text/javascript; charset=latin1', 'utf-8', 'use', ['utf-8', 'use']],
    ['\xe9', 'text/plain', 'koi8-r', 'observed', ['koi8-r', 'observed']],
    ['a\xe9', 'text/plain; charset=utf-16', 'utf-16le', 'contentType', ['utf-16le', 'contentType']],
    ['ab', 'text/plain; charset=utf-16', 'utf-16le', 'contentType', ['utf-16le', 'contentType']],
    ['ab', 'text/plain', 'utf-8', 'ascii', ['windows-1252', 'none']],
    ['\xe9', 'text/plain', 'utf-8', 'assumed'],
    ['\xe9', 'application/json; charset=latin1', 'utf-8', 'json'],
    ['a=b', 'application/x-www-form-urlencoded', 'utf-8', 'form'],
    ['plain', 'text/plain', 'utf-8', 'ascii'],
  ];
  for (const [body, type, label, by, decided] of cases) {
    const known = decided && { label: decided[0], by: decided[1] };
    assert.deepEqual(charsetOf(latin1(body), mediaTypeOf(type), known), { label, by }, `${type}: ${body.slice(0, 40)}`);
  }
  assert.equal(decode(latin1('\xef\xbb\xbfé'), 'utf-8'), '\ufffd');
  assert.equal(decode(latin1('abc'), 'replacement'), '\ufffd');
});

test('the name of a file colours its text, that of a script not what it printed', () => {
  const { script, ...answer } = golden['exchangeGet.script'] as Exchange;
  const headers: Exchange['response']['headers'] = [{ name: 'Content-Type', value: 'text/plain', setBy: 'script' }];
  const plain: Exchange = { ...answer, target: '/cgi-bin/x.py', response: { ...answer.response, headers } };
  const bytes = latin1('import x');
  const language = (exchange: Exchange) => new BodyReading(bytes, factsOf(exchange, 'response', bytes)).language;
  assert.ok(script);
  assert.equal(language({ ...plain, kind: 'file' }), 'python');
  assert.equal(language({ ...plain, script }), undefined);
  assert.equal(language({ ...plain, kind: 'error' }), undefined);
});

test('a body is shown by its type, and by its bytes where that says nothing', () => {
  const cases: [body: string, type: string, path: string, kind: object][] = [
    ['<p>', 'text/html', '/', { kind: 'text', language: 'html' }],
    ['p{}', 'text/css', '/', { kind: 'text', language: 'css' }],
    ['<!DOCTYPE html><p>', 'text/css', '/x.css', { kind: 'text', language: 'html' }],
    ['x', 'text/plain', '/a.py?x', { kind: 'text', language: 'python' }],
    ['x', 'text/plain', '/a', { kind: 'text', language: undefined }],
    ['{}', 'application/ld+json', '/', { kind: 'json' }],
    ['<x/>', 'application/atom+xml', '/', { kind: 'text', language: 'xml' }],
    ['\x89PNG\r\n\x1a\n\0', 'image/png', '/', { kind: 'image', type: 'image/png', text: false }],
    ['<svg/>', 'image/svg+xml', '/', { kind: 'image', type: 'image/svg+xml', text: true }],
    ['a=b', 'application/x-www-form-urlencoded; charset=utf-8', '/', { kind: 'fields' }],
    ['--x', 'multipart/form-data; boundary="x y"', '/', { kind: 'parts', boundary: 'x y' }],
    ['letters', '', '/', { kind: 'text', language: undefined }],
    ['letters\0', '', '/', { kind: 'bytes' }],
    ['PK\x03\x04', 'application/zip', '/', { kind: 'bytes' }],
    ['a,b', 'text/html, text/plain', '/', { kind: 'text', language: undefined }],
  ];
  for (const [body, type, path, kind] of cases)
    assert.deepEqual(kindOf(latin1(body), mediaTypeOf(type), path), kind, type);
});

test('codings are taken away, the last one first, as far as that goes here', async () => {
  const text = 'hello '.repeat(5000);
  const read = async (bytes: Uint8Array, coding: string): Promise<[string, string]> => {
    const { bytes: plain, outcome } = await decoded(bytes, codingsOf([coding]));
    return [outcome, Buffer.from(plain).toString('latin1')];
  };
  assert.deepEqual(await read(gzipSync(text), 'gzip'), ['whole', text]);
  assert.deepEqual(await read(deflateSync(text), 'identity, Deflate'), ['whole', text]);
  assert.deepEqual(await read(gzipSync(deflateSync(text)), 'deflate, x-gzip'), ['whole', text]);
  const packed = brotliCompressSync(text);
  assert.deepEqual(await read(packed, 'br'), ['not', packed.toString('latin1')]);
  assert.deepEqual(await read(utf8(text), 'gzip'), ['not', text]);
  const random = Uint8Array.from({ length: 200_000 }, (_, index) => (index * 7919 * (index % 257)) >> 3);
  const [outcome, start] = await read(gzipSync(random).subarray(0, 60_000), 'gzip');
  assert.equal(outcome, 'partly');
  assert.ok(start.length > 0 && Buffer.from(random).toString('latin1').startsWith(start));
  assert.equal((await decoded(gzipSync(new Uint8Array(20 << 20)), ['gzip'])).outcome, 'partly');
  assert.ok(isDecodable(['gzip', 'deflate']) && !isDecodable(['gzip', 'zstd']));
});

test('the fields of forms are read as they were sent', () => {
  assert.deepEqual(
    urlencodedFields(utf8('a=1&a=&b+c=%C3%A1%26&d')).map(({ name, value }) => [name, value]),
    [
      ['a', '1'],
      ['a', ''],
      ['b c', 'á&'],
      ['d', ''],
    ],
  );
  const part = (head: string, content: string): string => `--B\r\n${head}\r\n\r\n${content}\r\n`;
  const form =
    part('Content-Disposition: form-data; name="nombre %22a%22"', 'señor\r\n--Bx') +
    part('content-disposition: form-data; name=foto; filename="mi;foto.png"\r\nContent-Type: image/png', '\xff\r\n') +
    part('Content-Disposition: form-data; name="none"; filename=""\r\nContent-Type: application/octet-stream', '');
  const bytes = latin1(Buffer.from(form.replace('\xff', '#')).toString('latin1').replace('#', '\xff') + '--B--\r\n');
  const fields = multipartFields(bytes, 'B');
  assert.deepEqual(fields, [
    { name: 'nombre "a"', value: 'señor\r\n--Bx', file: undefined },
    { name: 'foto', value: undefined, file: { name: 'mi;foto.png', type: 'image/png', bytes: 3 } },
    { name: 'none', value: undefined, file: { name: '', type: 'application/octet-stream', bytes: 0 } },
  ]);
  assert.equal(multipartFields(bytes, 'C'), undefined);
  const cut = multipartFields(bytes.subarray(0, bytes.length - 115), 'B');
  assert.equal(cut?.length, 2);
});

test('bytes stand in lines beside their characters', () => {
  const bytes = latin1('GET /\r\n\xff{z');
  assert.deepEqual(hexLine(bytes, 1, 8), { offset: 8, digits: ['7b', '7a'], letters: ['{', 'z'] });
  assert.equal(hexLineCount(17, 8), 3);
  assert.equal(hexDump(bytes), `00000000  47 45 54 20 2f 0d 0a ff 7b 7a${' '.repeat(18)}  GET /...{z`);
});

test('JSON folds as it is written', () => {
  const text = '{"b":1e400,"2":[ ],"1":{"x":"a\\"}"},"b":[[true,null],"]"]}';
  const tree = new JsonTree(text);
  const lines = (): string[] =>
    tree.rows.map(
      ({ value, depth, size, open }) =>
        `${depth}${open ? '-' : size > 0 ? '+' : ' '} ${value.name ?? ''} ${tree.written(value, 8)}`,
    );
  assert.deepEqual(lines(), [
    '0-  {"b":1e4…',
    '1  "b" 1e400',
    '1  "2" [ ]',
    '1- "1" {"x":"a\\…',
    '2  "x" "a\\"}"',
    '1- "b" [[true,n…',
    '2-  [true,nu…',
    '3   true',
    '3   null',
    '2   "]"',
  ]);
  const inner = tree.rows[5];
  assert.ok(inner);
  tree.toggle(inner);
  assert.equal(lines().length, 6);
  assert.deepEqual(
    tree.rows.slice(-1).map(({ place, beside }) => [place, beside]),
    [[4, 4]],
  );
  const list = new JsonTree(`[${'{"a":[1]},'.repeat(999)}1]`);
  assert.equal(list.rows.length, 1001);
});

test('what is no JSON is found at its place, however deep', () => {
  const faults: [text: string, at: number | undefined][] = [
    [' [1, -0.5e+3, "\\u00e1\\n", {"a": {}}] ', undefined],
    ['"x"', undefined],
    ['', 0],
    ['{"a":1,}', 7],
    ['[1 2]', 3],
    ["{'a':1}", 1],
    ['[01]', 2],
    ['[1,]', 3],
    ['{"a"}', 4],
    ['"\n"', 1],
    ['"\\x"', 2],
    ['nul', 0],
    ['1 1', 2],
    ['[', 1],
    ['"a', 2],
    ['['.repeat(300_000), 300_000],
    ['['.repeat(300_000) + ']'.repeat(300_000), undefined],
  ];
  for (const [text, at] of faults) {
    assert.equal(jsonFault(text), at, text.slice(0, 30));
    let valid = true;
    try {
      JSON.parse(text);
    } catch {
      valid = false;
    }
    if (text.length < 100) assert.equal(valid, at === undefined, text);
  }
  assert.deepEqual(placeOf('a\r\nbc\nd', 5), { line: 2, column: 3 });
});

test('a text is cut into rows that fit, and remarks stand among them', () => {
  const rows = (text: string, columns: number, remarks: { at: number; text: string }[] = []): string[] => {
    const cut = new TextRows(text, columns, remarks);
    return Array.from({ length: cut.count }, (_, index) => {
      const { from, to, line, remark } = cut.row(index);
      if (from < text.length) assert.ok(remark !== undefined || cut.rowAt(from) === index, `${from}`);
      return `${line ?? ''}|${text.slice(from, to)}${remark === undefined ? '' : `<${remark}>`}`;
    });
  };
  assert.deepEqual(rows('', 4), ['1|']);
  assert.deepEqual(rows('ab\r\ncdefg\rh\n', 4), ['1|ab', '2|cdef', '|g', '3|h']);
  assert.deepEqual(rows('\n\nx', 4), ['1|', '2|', '3|x']);
  assert.deepEqual(rows('日本語x\ta', 4), ['1|日本', '|語x\t', '|a']);
  assert.deepEqual(rows('😀😀😀', 5), ['1|😀😀', '|😀']);
  assert.deepEqual(rows('A: b\n\nc', 9, [{ at: 5, text: 'end' }]), ['1|A: b', '2|<end>', '3|c']);
  assert.deepEqual(rows('<p>', 9, [{ at: 0, text: 'none' }]), ['|<none>', '1|<p>']);
  assert.deepEqual(rows('A: b\nc', 9, [{ at: 5, text: 'no end' }]), ['1|A: b', '|<no end>', '2|c']);
  assert.deepEqual(rows('A: b\n', 9, [{ at: 5, text: 'no end' }]), ['1|A: b', '|<no end>']);
  assert.equal(new TextRows('x'.repeat(1 << 20), 80).count, Math.ceil((1 << 20) / 80));
});

test('a row is cut where its look changes', () => {
  const finds = [
    { from: 2, to: 4 },
    { from: 8, to: 9 },
  ];
  const look = segmentsOf(
    { from: 1, to: 8 },
    [{ from: 0, to: 3, style: 'name' }],
    { from: 5, to: 20 },
    touching(finds, { from: 1, to: 8 }),
  );
  assert.deepEqual(
    look.map(({ from, to, style, inserted, found }) => [from, to, style, inserted, found]),
    [
      [1, 2, 'name', false, false],
      [2, 3, 'name', false, true],
      [3, 4, '', false, true],
      [4, 5, '', false, false],
      [5, 8, '', true, false],
    ],
  );
  assert.deepEqual(segmentsOf({ from: 3, to: 3 }, [], undefined, []), []);
});

test('a word is found whatever its case, and as it is', () => {
  assert.deepEqual(findAll('İx a.b A.B axb', 'a.b'), [
    { from: 3, to: 6 },
    { from: 7, to: 10 },
  ]);
  assert.deepEqual(
    findAll('señor SEÑOR', 'Ñ').map(({ from }) => from),
    [2, 8],
  );
  assert.deepEqual(findAll('x-y', '-'), [{ from: 1, to: 2 }]);
  assert.deepEqual(findAll('x', ''), []);
});

test('where a script’s headers end is marked, or where they should', () => {
  const end = (text: string, head: number | undefined): unknown => {
    const found = headerEndOf(text, head);
    return found && [found.at, found.text];
  };
  assert.deepEqual(end('A: b\n\nx', 6), [5, 'output.headerEnd']);
  assert.deepEqual(end('A: b\r\r\n\r\r\nx', 10), [7, 'output.headerEnd']);
  assert.deepEqual(end('\nx', 1), [0, 'output.headerEnd']);
  assert.deepEqual(end('A: b\n<p>', 5), [5, 'output.headerUnended']);
  assert.deepEqual(end('A: b\n', 5), [5, 'output.headerUnended']);
  assert.deepEqual(end('<p>\n\n', 0), [0, 'output.headerMissing']);
  assert.equal(end(`A: ${'b'.repeat(9)}`, 0), undefined);
  assert.equal(end('HTTP/1.1 200 OK\n\n', undefined), undefined);
});

test('what a body can be shown as follows from what it is', () => {
  const reading = (body: string, type: string, more: object = {}): BodyReading =>
    new BodyReading(latin1(body), { type: mediaTypeOf(type), path: '/', ...more });
  assert.deepEqual(reading('{"a":1}', 'application/json').views, ['preview', 'source', 'hex']);
  assert.deepEqual(reading('{a}', 'application/json').views, ['source', 'hex']);
  assert.deepEqual(reading('\x1f\x8b', 'text/html', { coded: true }).views, ['hex']);
  assert.deepEqual(reading('\xef\xbb\xbf<p>\xc3\xa9!', 'text/html', { inserted: { offset: 8, bytes: 1 } }).inserted, {
    from: 4,
    to: 5,
  });
  assert.equal(reading('x', 'text/html', { inserted: { offset: 0, bytes: 2 } }).inserted, undefined);
  const output = reading('A: \xc3\xa9\n\n\xe9', 'text/html; charset=latin1', { outputHead: 7 });
  assert.deepEqual([output.text, output.sourceFrom, output.views[0]], ['A: é\n\né', 6, 'source']);
  assert.equal(viewOf('preview', ['source', 'hex']), 'source');
  assert.equal(viewOf('hex', ['source', 'hex']), 'hex');
});

test('why there is no body is known, and what a file of it may be called', () => {
  const exchange = golden['exchangeGet.script'] as Exchange;
  const why = (change: Partial<Exchange>): string | undefined =>
    whyNoBody({
      ...exchange,
      response: { ...exchange.response, body: { bytes: 0, kept: 0 } },
      complete: true,
      ...change,
    });
  assert.equal(why({ method: 'HEAD' }), 'head');
  assert.equal(why({ status: 204 }), 'noContent');
  assert.equal(why({ status: 304 }), 'notModified');
  assert.equal(why({ status: 200 }), 'empty');
  assert.equal(why({ status: 200, complete: false }), 'waiting');
  assert.equal(whyNoBody(exchange), undefined);

  assert.equal(fileNameOf('/a/b%20c.html?x', 'response', 'text/html'), 'b c.html');
  assert.equal(fileNameOf('/', 'response', 'text/html'), 'index.html');
  assert.equal(fileNameOf('/cgi-bin/x.py', 'response', 'image/png'), 'x.py.png');
  assert.equal(fileNameOf('/cgi-bin/x.py', 'output', 'image/png'), 'x.py.out.txt');
  assert.equal(fileNameOf('/..%2f..%5cx', 'response', ''), '_.._x');
  assert.equal(fileNameOf('/form', 'request', 'application/json'), 'form.request.json');
});

/** A server that keeps one body, or no more of it. */
function keeper(): { kept: Uint8Array; asked: ExchangeBodyParams[]; fails: boolean; ask: Ask } {
  const server = {
    kept: new Uint8Array(),
    asked: [] as ExchangeBodyParams[],
    fails: false,
    ask: ((_method: string, params: ExchangeBodyParams) => {
      server.asked.push(params);
      if (server.fails) return Promise.reject(new Error('gone'));
      const { offset = 0, length = 0 } = params;
      const dataBase64 = Buffer.from(server.kept.subarray(offset, offset + length)).toString('base64');
      return Promise.resolve({ dataBase64, offset, body: { bytes: server.kept.length, kept: server.kept.length } });
    }) as unknown as Ask,
  };
  return server;
}

test('a body is loaded in slices, on as it grows, and given up where it is gone', async () => {
  const server = keeper();
  let changed: () => void = () => undefined;
  const next = (): Promise<void> => new Promise((resolve) => (changed = resolve));
  const loader = new BodyLoader(server.ask, () => changed());
  const ref = { id: '1', time: 't', of: 'response' } as const;
  server.kept = Uint8Array.from({ length: 600_000 }, (_, index) => index);

  loader.show(ref, { bytes: 600_000, kept: 600_000 });
  assert.ok(loader.loading);
  await next();
  assert.deepEqual(loader.bytes, server.kept);
  assert.equal(server.asked.length, 3);

  loader.show({ ...ref }, { bytes: 600_000, kept: 600_000 });
  assert.equal(server.asked.length, 3, 'nothing new is not asked for');
  server.kept = Uint8Array.from({ length: 600_010 }, (_, index) => index);
  loader.show(ref, { bytes: 600_010, kept: 600_010 });
  await next();
  assert.deepEqual([server.asked.at(-1)?.offset, loader.bytes.length], [600_000, 600_010]);
  loader.show(ref, { bytes: 600_010, kept: 0 });
  assert.deepEqual([loader.forgotten, loader.bytes.length], [false, 600_010], 'what is here stays');

  loader.show({ ...ref, id: '2' }, { bytes: 5, kept: 0 });
  assert.deepEqual([loader.forgotten, loader.loading, loader.bytes.length], [true, false, 0]);
  server.kept = new Uint8Array();
  loader.show({ ...ref, id: '3' }, { bytes: 5, kept: 5 });
  await next();
  assert.ok(loader.forgotten, 'forgotten between two answers');
  server.fails = true;
  loader.show({ ...ref, id: '4' }, { bytes: 5, kept: 5 });
  await next();
  assert.equal(loader.problem, 'gone');
});

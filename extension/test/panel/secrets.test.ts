import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Revealed } from '../../panel/elements/revealed';
import { golden } from '../../protocol/golden.generated';
import type { Exchange } from '../../protocol/types.generated';
import { raw } from '../../panel/model/copyAs/raw';
import { FORMATS, hasSecrets } from '../../panel/model/copyAs/formats';
import { isTabIcon, routineFields } from '../../panel/model/routine';
import { piecesOfBody, piecesOfHead, replaced } from '../../panel/model/secretBody';
import { Texts } from '../../panel/model/texts';
import { coveredLine, coveredSentence, pieces, piecesOfVariable, printsCookie } from '../../panel/model/secrets';

/** The pieces of a value, the secret ones in brackets. */
const shown = (given: readonly { text: string; secret: boolean }[]): string =>
  given.map(({ text, secret }) => (secret ? `[${text}]` : text)).join('');

test('a field in place of a status line is covered where it is copied', () => {
  const response = { head: 'Set-Cookie: sid=s3cret\r\n\r\n', headers: [], body: { bytes: 0, kept: 0 } };
  const copied = raw({ response } as unknown as Exchange, 'response', new Uint8Array(), false);
  assert.equal(copied.text, 'Set-Cookie: sid=REDACTED\r\n\r\n');
});

test('the line that continues a field is covered with it', () => {
  const head =
    'GET /?token=t HTTP/1.1\r\n X: 1\r\nCookie: a=1;\r\n b=s3cret\r\nAuthorization:\r\n\tBasic s3cret\r\n\r\n';
  const request = { head, headers: [], body: { bytes: 0, kept: 0 } };
  const { text } = raw({ request } as unknown as Exchange, 'request', new Uint8Array(), false);
  assert.doesNotMatch(text, /s3cret|token=t/);
  assert.match(
    text,
    /^GET \/\?token=REDACTED HTTP\/1.1\r\n X: 1\r\nCookie: a=REDACTED;\r\n b=REDACTED\r\nAuthorization:\r\n/,
  );
  assert.equal(shown(piecesOfHead('Set-Cookie:\n a=1\nX: y\n')), 'Set-Cookie:\n a=[1]\nX: y\n');
});

test('only what proves who somebody is is hidden, and the pieces are the value', () => {
  // What the server leaves out of archives is the same.
  const cases = JSON.parse(readFileSync('server/internal/har/testdata/secrets.json', 'utf8')) as [
    name: string,
    value: string,
    shown: string,
  ][];
  for (const [name, value, expected] of cases) {
    const given = pieces(name, value);
    assert.equal(shown(given), expected);
    assert.equal(given.map(({ text }) => text).join(''), value);
  }
  assert.equal(shown(piecesOfVariable('HTTP_COOKIE=a=1')), 'HTTP_COOKIE=a=[1]');
  assert.equal(shown(piecesOfVariable('HTTP_AUTHORIZATION=Basic x')), 'HTTP_AUTHORIZATION=Basic [x]');
  assert.equal(shown(piecesOfVariable('QUERY_STRING=a=1&token=2')), 'QUERY_STRING=a=1&token=[2]');
  assert.equal(shown(piecesOfVariable('REQUEST_URI=/x?token=2')), 'REQUEST_URI=/x?token=[2]');
  assert.equal(coveredLine('GET /x?token=2 HTTP/1.1'), 'GET /x?token=•••••• HTTP/1.1');
  assert.equal(coveredLine('GARBAGE'), 'GARBAGE');
  assert.equal(printsCookie('Content-Type: text/plain\r\nset-cookie: a=1\r\n\r\nx'), true);
  assert.equal(printsCookie('Content-Type: text/plain\n\nSet-Cookie: a=1\n'), false);
  assert.equal(shown(piecesOfVariable('QUERY_STRING=a=1')), 'QUERY_STRING=a=1');
});

test('secrets in bodies are found where the server finds them, and what stands in their place is JSON', () => {
  const cases = JSON.parse(readFileSync('server/internal/secret/testdata/bodies.json', 'utf8')) as [
    contentType: string,
    body: string,
    shown: string,
  ][];
  for (const [contentType, body, expected] of cases) {
    const given = piecesOfBody(contentType, body);
    assert.equal(given.map(({ text, secret }) => (secret ? `⟦${text}⟧` : text)).join(''), expected);
    assert.equal(given.map(({ text }) => text).join(''), body);
  }
  const json = replaced(piecesOfBody('application/json', '{"pin": 1, "token": "x", "auth": [1]}'), '•');
  assert.equal(json, '{"pin": "•", "token": "•", "auth": "•"}');
  assert.equal(
    coveredSentence('It stops at “{"n": no, "token": "x…”. Line 1: a word'),
    'It stops at “{"n": no, "token": "••••••”. Line 1: a word',
  );
  assert.equal(coveredSentence('It leads to “/a?b=1&token=x”.'), 'It leads to “/a?b=1&token=••••••”.');
});

test('what is copied has no secrets of bodies either, unless somebody asks for them', () => {
  const file = golden['exchangeGet.file'];
  const headers = [
    { name: 'Host', value: 'localhost' },
    { name: 'Content-Type', value: 'application/json' },
  ];
  const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\r\n';
  const [sent, got] = ['{"user":"ana","password":"s3cretA"}', '{"token":"s3cretB"}'];
  const bodies = { request: Buffer.from(sent), response: Buffer.from(got) };
  const message = { head, headers, body: { bytes: sent.length, kept: sent.length } };
  const exchange = {
    ...file,
    method: 'POST',
    request: message,
    response: { ...file.response, ...message, head: 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n' },
  };
  const source = { texts: new Texts('en'), exchange, bodies, origin: 'http://localhost' };
  for (const [format, write] of Object.entries(FORMATS)) {
    const { text } = write({ ...source, secrets: false });
    assert.doesNotMatch(text, /s3cret/, format);
    assert.match(text, /REDACTED/, format);
    assert.match(write({ ...source, secrets: true }).text, /s3cret/, format);
  }
  assert.equal(hasSecrets(exchange, { request: '', response: '' }), false);
  assert.equal(hasSecrets(exchange, { request: sent, response: '' }), true);
  assert.equal(hasSecrets(exchange, { request: '', response: got }), true);
});

test('what every browser sends is folded only where a browser asked, and by itself it asks for an icon', () => {
  const fields = (...names: string[]): { name: string; value: string }[] =>
    names.map((name) => ({ name, value: name === 'Sec-Fetch-Dest' ? 'image' : 'x' }));
  const browser = fields('Host', 'sec-ch-ua', 'Accept', 'Sec-Fetch-Dest', 'Referer', 'User-Agent', 'Cookie');
  assert.deepEqual(
    [...routineFields(browser)].map(({ name }) => name).join(),
    'sec-ch-ua,Accept,Sec-Fetch-Dest,User-Agent',
  );
  assert.equal(routineFields(fields('Host', 'User-Agent', 'Accept', 'Accept-Encoding', 'Connection')).size, 0);
  assert.equal(routineFields(fields('Host', 'Sec-Fetch-Dest', 'Accept')).size, 0);
  assert.equal(isTabIcon('/favicon.ico', browser), true);
  assert.equal(isTabIcon('/favicon.ico', fields('Host')), false);
  assert.equal(isTabIcon('/a/favicon.ico', browser), false);
});

test('what is shown of one exchange is not shown of another, by number and time', () => {
  let drawn = 0;
  const revealed = new Revealed(() => drawn++);
  const one = { id: '3', time: '2026-01-01T00:00:00Z' };
  const others: (readonly (typeof one)[])[] = [
    [],
    [{ ...one, id: '4' }],
    [{ ...one, time: '2026-01-01T00:00:01Z' }],
    [one, one],
  ];
  for (const other of others) {
    revealed.of(one);
    assert.ok(!revealed.has('cookie 1'));
    revealed.toggle('cookie 1');
    revealed.of({ ...one });
    assert.ok(revealed.has('cookie 1') && !revealed.has('cookie 2'));
    revealed.of(...other);
    assert.ok(!revealed.has('cookie 1'), JSON.stringify(other));
  }
  assert.equal(drawn, others.length);
});

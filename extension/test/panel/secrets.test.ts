import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isTabIcon, routineFields } from '../../panel/model/routine';
import { coveredLine, pieces, piecesOfVariable, printsCookie } from '../../panel/model/secrets';

/** The pieces of a value, the secret ones in brackets. */
const shown = (given: readonly { text: string; secret: boolean }[]): string =>
  given.map(({ text, secret }) => (secret ? `[${text}]` : text)).join('');

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

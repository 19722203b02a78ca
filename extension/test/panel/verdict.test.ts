import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verdictOf } from '../../panel/model/verdict';
import { golden } from '../../protocol/golden.generated';
import type { Answer } from './exchanges';
import { answered } from './exchanges';
import { ANSWERS } from './verdictTable';

test('the verdict follows the table that Chromium is asked too', () => {
  for (const { name, answer, fate, type } of ANSWERS) {
    const verdict = verdictOf(...answered(answer));
    assert.deepEqual([verdict?.fate, verdict?.type, verdict?.basis], [fate, type, 'predicted'], name);
  }
});

test('answers without a document', () => {
  const answers: [Answer, fate: string, reason: string][] = [
    [{ status: 301, headers: { Location: '/docs/' } }, 'redirected', 'location'],
    [
      { status: 303, headers: { location: 'other', 'Content-Type': 'text/html' }, body: '<p>' },
      'redirected',
      'location',
    ],
    [{ status: 204, headers: { 'Content-Type': 'text/html' } }, 'empty', 'status'],
    [{ status: 205 }, 'empty', 'status'],
    [{ method: 'HEAD', headers: { 'Content-Type': 'text/html' } }, 'empty', 'head'],
    [{ status: 304 }, 'shown', 'notModified'],
  ];
  for (const [answer, fate, reason] of answers) {
    const verdict = verdictOf(...answered(answer));
    assert.deepEqual([verdict?.fate, verdict?.type, verdict?.reason], [fate, '', reason], JSON.stringify(answer));
  }
});

test('there is no verdict on a response that has not begun', () => {
  assert.equal(verdictOf(...answered({ status: 0 })), undefined);
});

test('what a browser told beats what was predicted, and is called observed', () => {
  const exchange = golden['exchangeGet.file'];
  const start = new TextEncoder().encode('<p>Hola</p>');
  const agreed = verdictOf(exchange, start);
  assert.deepEqual(agreed, { fate: 'shown', type: 'text/html', basis: 'observed', reason: 'named', as: 'page' });
  const observed = { ...exchange.observed, contentType: 'text/plain' };
  const other = verdictOf({ ...exchange, observed }, start);
  assert.deepEqual(other, { fate: 'shown', type: 'text/plain', basis: 'observed', reason: 'told', as: 'text' });
  const [empty] = answered({ headers: { 'Content-Type': 'text/html' } });
  assert.equal(verdictOf({ ...empty, observed: exchange.observed }, new Uint8Array())?.fate, 'empty');
});

test('the reason is named', () => {
  const reasons: [Answer, string][] = [
    [{ headers: { 'Content-Type': 'text/css' }, body: '<p>' }, 'named'],
    [{ body: '<p>Hola' }, 'sniffedTag'],
    [{ body: 'GIF89a...' }, 'sniffedSignature'],
    [{ body: 'Hola' }, 'sniffedText'],
    [{ body: '\u0001' }, 'sniffedBinary'],
    [{ body: '<p>', headers: { 'X-Content-Type-Options': 'nosniff' } }, 'noSniff'],
    [{ body: '\u0001', headers: { 'Content-Type': 'text/plain' } }, 'binaryText'],
    [{ body: 'x', headers: { 'Content-Disposition': 'attachment; filename=x' } }, 'attachment'],
    [{ body: 'x', headers: { 'Content-Type': 'application/zip' } }, 'notDisplayable'],
    [{ body: 'x', headers: { 'Content-Encoding': 'gzip' } }, 'undecodable'],
    [{ headers: { 'Content-Type': 'text/html' } }, 'noContent'],
  ];
  for (const [answer, reason] of reasons) {
    assert.equal(verdictOf(...answered(answer))?.reason, reason, JSON.stringify(answer));
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Announcements } from '../../panel/model/announcements';
import { Format, statusClass } from '../../panel/model/format';
import { fieldValues, isLatin1, startLine } from '../../panel/model/head';
import { golden } from '../../protocol/golden.generated';
import { summary } from './exchanges';

const english = new Format('en');
const spanish = new Format('es');

test('durations are short and have a unit', () => {
  const durations: [number, string][] = [
    [0, '0 ms'],
    [0.004, '0 ms'],
    [1.25, '1.25 ms'],
    [31.5, '31.5 ms'],
    [999.4, '999 ms'],
    [999.6, '1 s'],
    [1534, '1.53 s'],
    [30_000, '30 s'],
  ];
  for (const [milliseconds, expected] of durations) assert.equal(english.duration(milliseconds), expected);
  assert.equal(spanish.duration(1.25), '1,25 ms');
});

test('sizes are in bytes, then in powers of 1000', () => {
  const sizes: [number, string][] = [
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [18_234, '18.2 kB'],
    [999_600, '1 MB'],
    [64 * 1024 * 1024, '67.1 MB'],
    [5e9, '5 GB'],
  ];
  for (const [bytes, expected] of sizes) assert.equal(english.size(bytes), expected);
  assert.equal(spanish.size(18_234), '18,2 kB');
});

test('a time that is none is shown as it came', () => {
  assert.equal(english.moment('nonsense'), 'nonsense');
  assert.match(english.moment('2026-11-22T10:30:00.123456789Z'), /:30:00\.123/);
});

test('a status belongs to a class', () => {
  const classes = [0, 101, 200, 304, 404, 500, 599].map(statusClass);
  assert.deepEqual(classes, [
    'pending',
    'informational',
    'successful',
    'redirection',
    'client-error',
    'server-error',
    'server-error',
  ]);
});

test('a head gives its first line and its fields, and reports whether it was UTF-8', () => {
  const { request, response } = golden['exchangeGet.script'];
  assert.equal(startLine(request), 'POST /cgi-bin/index.py?a=1 HTTP/1.1');
  assert.equal(startLine({ ...response, head: '' }), '');
  assert.deepEqual(fieldValues(response, 'x-lesson'), ['1']);
  assert.equal(isLatin1(response), false);
  assert.equal(isLatin1(request), true, 'it has bytes of its own');
});

test('failures are told of once, together', () => {
  const announcements = new Announcements();
  const failure = summary({ id: '2', status: 404, target: '/a' });
  announcements.take([summary({ id: '1' }), failure, summary({ id: '3', status: 500, target: '/b' })]);
  announcements.take([failure]);
  assert.deepEqual([announcements.next()?.count, announcements.next()], [2, undefined]);
  announcements.forget();
  announcements.take([failure]);
  assert.equal(announcements.next()?.last.target, '/a');
});

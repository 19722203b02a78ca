import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Announcements } from '../../panel/model/announcements';
import { summary } from './exchanges';

test('a failure is told once, and an icon that no page named is none', () => {
  const announcements = new Announcements();
  const failure = summary({ id: '2', target: '/cgi-bin/a.py', status: 500 });
  announcements.take([
    summary({ id: '1', target: '/', status: 200 }),
    failure,
    summary({ id: '3', target: '/favicon.ico', status: 404 }),
  ]);
  assert.deepEqual(announcements.next(), { count: 1, last: failure });
  announcements.take([failure]);
  assert.equal(announcements.next(), undefined);
});

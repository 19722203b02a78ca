import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { keptFolder, userCaches } from '../lib/keptFolder.mjs';
import { temporaryFolder } from './temporary.mjs';

/** A cache in a folder of its own, and how often something was made for it. */
function emptyCache(t) {
  const caches = temporaryFolder(t);
  const name = path.basename(caches);
  const cache = {
    caches,
    made: 0,
    get: (key, make = async () => {}) =>
      keptFolder(
        name,
        key,
        async (folder) => {
          cache.made++;
          writeFileSync(path.join(folder, 'content'), `of ${key}`);
          await make(folder);
        },
        caches,
      ),
    entries: () => readdirSync(caches).map((entry) => entry.slice(name.length + 1)),
  };
  return cache;
}

test('a folder is made once for each key, whoever asks meanwhile', async (t) => {
  const cache = emptyCache(t);
  const [first, second] = await Promise.all([cache.get('a'), cache.get('a')]);
  assert.equal(first, second);
  assert.equal(readFileSync(path.join(first, 'content'), 'utf8'), 'of a');
  assert.equal(cache.made, 1);
  assert.notEqual(await cache.get('b'), first);
  assert.equal(cache.made, 2);
  assert.deepEqual(cache.entries().sort(), ['a', 'b']);
});

test('a folder that could not be finished is not kept', async (t) => {
  const cache = emptyCache(t);
  await assert.rejects(
    cache.get('a', () => Promise.reject(new Error('no network'))),
    /no network/,
  );
  assert.deepEqual(cache.entries(), []);
  await cache.get('a');
  assert.equal(cache.made, 2);
});

const damages = {
  'a missing file': (folder) => rmSync(path.join(folder, 'content')),
  'a file that is cut short': (folder) => truncateSync(path.join(folder, 'content'), 1),
  'a file too many': (folder) => writeFileSync(path.join(folder, 'other'), ''),
  'no word that it is whole': (folder) => rmSync(path.join(folder, '.whole.json')),
  'an empty word that it is whole': (folder) => writeFileSync(path.join(folder, '.whole.json'), ''),
};
for (const [damage, make] of Object.entries(damages)) {
  test(`a folder with ${damage} is made anew`, async (t) => {
    const cache = emptyCache(t);
    make(await cache.get('a'));
    const folder = await cache.get('a');
    assert.equal(cache.made, 2);
    assert.equal(readFileSync(path.join(folder, 'content'), 'utf8'), 'of a');
    await cache.get('a');
    assert.equal(cache.made, 2);
  });
}

test('what was not used for a month is removed when the next is made', async (t) => {
  const cache = emptyCache(t);
  const long = new Date(Date.now() - 31 * 24 * 3600_000);
  for (const key of ['old', 'used']) utimesSync(await cache.get(key), long, long);
  await cache.get('used');
  await cache.get('new');
  assert.deepEqual(cache.entries().sort(), ['new', 'used']);
});

test('the caches are where the system has them', () => {
  const at = (platform, env) => userCaches({ platform, env });
  assert.equal(at('linux', { XDG_CACHE_HOME: '/caches' }), '/caches');
  assert.match(at('linux', { XDG_CACHE_HOME: 'relative' }), /[\\/]\.cache$/);
  assert.match(at('linux', {}), /[\\/]\.cache$/);
  assert.match(at('darwin', { XDG_CACHE_HOME: '/caches' }), /Library[\\/]Caches$/);
  assert.equal(at('win32', { LOCALAPPDATA: 'D:\\Local' }), 'D:\\Local');
});

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { chooseFolder, hasSite, placesOf, rootFolder, rootOf } from '../../src/site/folderChoice';
import { liveViewUrl, sitePath } from '../../src/site/sitePath';

const at = (...names: string[]): string => path.resolve(path.parse(process.cwd()).root, ...names);
const course = { name: 'course', path: at('home', 'ana', 'course') };
const other = { name: 'other', path: at('home', 'ana', 'other') };
const inner = { name: 'inner', path: at('home', 'ana', 'course', 'inner') };

test('without a folder none is chosen, with one that one', () => {
  assert.deepEqual(chooseFolder([], undefined), { kind: 'none' });
  assert.deepEqual(chooseFolder([course], undefined), { kind: 'one', folder: course });
  assert.deepEqual(chooseFolder([course], at('etc', 'hosts')), { kind: 'one', folder: course });
});

test('among several the folder of the active editor is chosen, the innermost where they nest', () => {
  const file = path.join(other.path, 'html', 'index.html');
  assert.deepEqual(chooseFolder([course, other], file), { kind: 'one', folder: other });
  const nested = path.join(inner.path, 'index.html');
  assert.deepEqual(chooseFolder([course, inner], nested), { kind: 'one', folder: inner });
  assert.deepEqual(chooseFolder([inner, course], nested), { kind: 'one', folder: inner });
});

test('among several the user is asked where no editor tells', () => {
  const folders = [course, other];
  assert.deepEqual(chooseFolder(folders, undefined), { kind: 'ask', folders });
  assert.deepEqual(chooseFolder(folders, at('home', 'ana', 'course-2', 'x.html')), { kind: 'ask', folders });
});

test('the root is a path from the folder or an absolute one', () => {
  assert.equal(rootOf(course, 'html'), path.join(course.path, 'html'));
  assert.equal(rootOf(course, ''), course.path);
  assert.equal(rootOf(course, at('srv', 'www')), at('srv', 'www'));
});

test('a root that is no text is told by the name of its setting, and is no folder', async () => {
  for (const value of [5, null, ['html']]) {
    assert.throws(() => rootOf(course, value), { setting: 'root' });
    assert.equal(await rootFolder(course, value), undefined);
  }
});

test('there is something to serve where the root is a folder, or scripts lie at the top', async (context) => {
  const parent = await mkdtemp(path.join(tmpdir(), 'vitrina-folders-'));
  context.after(() => rm(parent, { recursive: true }));
  for (const made of ['course/html', 'scripts/cgi-bin', 'app/public'])
    await mkdir(path.join(parent, made), { recursive: true });
  await writeFile(path.join(parent, 'app/html'), 'a file');
  const has = (name: string, setting: unknown = 'html'): Promise<boolean> =>
    hasSite({ name, path: path.join(parent, name) }, setting);
  assert.equal(await has('course'), true);
  assert.equal(await has('scripts'), true);
  assert.equal(await has('app'), false);
  assert.equal(await has('app', 'public'), true);
  assert.equal(await has('app', ''), true);
  assert.equal(await has('gone', ''), false);
  assert.equal(await has('app', 5), false);
  assert.equal(await has('scripts', 5), true);
});

test('the places of what could be served are known before there is anything', () => {
  const scripts = path.join(course.path, 'cgi-bin');
  assert.deepEqual(placesOf(course, 'html'), [path.join(course.path, 'html'), scripts]);
  assert.deepEqual(placesOf(course, at('srv', 'www')), [at('srv', 'www'), scripts]);
  assert.deepEqual(placesOf(course, 5), [scripts]);
});

test('a file has its path on the site; what a site never sends has none', () => {
  const root = path.join(course.path, 'html');
  const of = (...names: string[]): string => sitePath(root, path.join(root, ...names));
  assert.equal(of('index-1.html'), '/index-1.html');
  assert.equal(of('cgi-bin', 'index.py'), '/cgi-bin/index.py');
  assert.equal(of('año nuevo', 'a#b?c%20&d.html'), '/a%C3%B1o%20nuevo/a%23b%3Fc%2520%26d.html');
  assert.equal(of('.well-known', 'x'), '/.well-known/x');
  assert.equal(of('.git', 'config'), '/');
  assert.equal(of('x', '.well-known', 'x'), '/');
  assert.equal(of('..', 'notes.txt'), '/');
  assert.equal(sitePath(root, undefined), '/');
});

test('the address of the live view carries the path, the key, the language and the theme, behind a prefix too', () => {
  assert.equal(
    liveViewUrl('http://127.0.0.1:8080/proxy/8000/', 'SECRET', '/a%20b.html', 'es', 'dark'),
    'http://127.0.0.1:8080/proxy/8000/_vitrina/live?path=%2Fa%2520b.html&key=SECRET&lang=es&theme=dark',
  );
});

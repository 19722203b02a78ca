import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { foldersBelow } from '../../src/site/servedFolders';

let root: string;
before(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'vitrina-served-'));
  for (const folder of ['a/b/c', 'cgi-bin', '.git/hooks', '.well-known/x', 'a/.well-known', 'a b']) {
    await mkdir(path.join(root, folder), { recursive: true });
  }
  await writeFile(path.join(root, 'a', 'file'), '');
  if (process.platform !== 'win32') await symlink(root, path.join(root, 'a', 'loop'));
});
after(() => rm(root, { recursive: true }));

const names = async (most?: number): Promise<string[]> =>
  (await foldersBelow(root, most)).map((folder) => path.relative(root, folder).replaceAll(path.sep, '/'));

test('the folders are those that a site sends something of, and a link leads nowhere', async () => {
  assert.deepEqual((await names()).sort(), ['', '.well-known', '.well-known/x', 'a', 'a b', 'a/b', 'a/b/c', 'cgi-bin']);
});

test('of too many those near the top are kept', async () => {
  assert.deepEqual((await names(5)).sort(), ['', '.well-known', 'a', 'a b', 'cgi-bin']);
  assert.equal((await names(1)).length, 1);
});

test('a folder that is gone is one without folders', async () => {
  assert.deepEqual(await foldersBelow(path.join(root, 'gone')), [path.join(root, 'gone')]);
});

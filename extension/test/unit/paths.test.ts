import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { asWithin, isBelow, isWithin, samePath } from '../../src/site/paths';
import { pathOfFile, sitePath } from '../../src/site/sitePath';

const { posix, win32 } = path;

test('paths are the same, or one below the other, as the system compares them', () => {
  const rows: [system: path.PlatformPath, folder: string, file: string, relation: 'same' | 'below' | 'apart'][] = [
    [posix, '/w/html', '/w/html', 'same'],
    [posix, '/w/html', '/w/html/', 'same'],
    [posix, '/w/html', '/w/html/a.html', 'below'],
    [posix, '/w/html', '/w/html/..x', 'below'],
    [posix, '/w/html', '/w/html-2', 'apart'],
    [posix, '/w/html', '/w', 'apart'],
    [posix, '/w/html', '/w/HTML/a.html', 'apart'],
    [win32, 'C:\\w\\html', 'c:\\w\\html', 'same'],
    [win32, 'C:\\w\\html', 'c:\\w\\html\\a.html', 'below'],
    [win32, 'c:\\w\\html', 'C:/w/html/a.html', 'below'],
    [win32, 'c:\\w\\html', 'd:\\w\\html\\a.html', 'apart'],
    [win32, '\\\\server\\share\\html', '\\\\server\\share\\html\\a.html', 'below'],
  ];
  for (const [system, folder, file, relation] of rows) {
    const message = `${folder} and ${file}`;
    assert.equal(samePath(folder, file, system), relation === 'same', message);
    assert.equal(isBelow(folder, file, system), relation === 'below', message);
    assert.equal(isWithin(folder, file, system), relation !== 'apart', message);
  }
});

test('on Windows a file has its address whatever the case of the drive’s letter', () => {
  assert.equal(sitePath('C:\\w\\html', 'c:\\w\\html\\sub\\a b.html', win32), '/sub/a%20b.html');
});

test('a file has the same address by each name that links give to it and to the folder', async (context) => {
  const parent = await realpath(await mkdtemp(path.join(tmpdir(), 'vitrina-paths-')));
  context.after(() => rm(parent, { recursive: true }));
  const [real, link] = [path.join(parent, 'real'), path.join(parent, 'link')];
  await mkdir(path.join(real, 'html'), { recursive: true });
  await symlink(real, link, 'junction');
  await writeFile(path.join(real, 'html', 'a.html'), '');
  await writeFile(path.join(real, 'notes.txt'), '');
  for (const root of [real, link]) {
    for (const opened of [real, link]) {
      const served = path.join(root, 'html');
      assert.equal(await asWithin(served, path.join(opened, 'html', 'a.html')), path.join(served, 'a.html'));
      assert.equal(await asWithin(served, path.join(opened, 'html')), served);
      assert.equal(await pathOfFile(served, path.join(opened, 'html', 'a.html')), '/a.html');
      assert.equal(await pathOfFile(served, path.join(opened, 'notes.txt')), '/');
    }
  }
  assert.equal(await pathOfFile(path.join(link, 'html'), undefined), '/');
  const gone = path.join(link, 'html', 'gone.html');
  assert.equal(await asWithin(path.join(real, 'html'), gone), gone);
});

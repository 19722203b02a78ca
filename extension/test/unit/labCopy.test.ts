import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { copyAs, copyLab } from '../../src/lab/labCopy';
import { ANSWERS } from '../../src/lab/lessonShelf';

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vitrina-lab-'));
});
after(() => rm(folder, { recursive: true }));

test('the lab is copied into a new folder each time, and nothing that is there is touched', async () => {
  const lab = path.join(folder, 'lab');
  await mkdir(path.join(lab, 'html', 'cgi-bin'), { recursive: true });
  await writeFile(path.join(lab, 'html', 'cgi-bin', 'index.py'), 'print()\n', { mode: 0o755 });
  await mkdir(path.join(lab, 'lessons', '1-types', 'html'), { recursive: true });
  await mkdir(path.join(lab, 'html', 'lessons')); // the site's own, which is the lab's as any other folder
  const parent = path.join(folder, 'parent');
  await mkdir(parent);
  await writeFile(path.join(parent, 'vitrina-lab-2'), 'a file of the user');

  const first = await copyLab(lab, parent);
  await writeFile(path.join(first, 'html', 'cgi-bin', 'index.py'), 'my work\n');
  const second = await copyLab(lab, parent);

  assert.equal(first, path.join(parent, 'vitrina-lab'));
  assert.equal(second, path.join(parent, 'vitrina-lab-3'));
  assert.equal(await readFile(path.join(first, 'html', 'cgi-bin', 'index.py'), 'utf8'), 'my work\n');
  const copied = path.join(second, 'html', 'cgi-bin', 'index.py');
  assert.equal(await readFile(copied, 'utf8'), 'print()\n');
  if (process.platform !== 'win32') assert.equal((await stat(copied)).mode & 0o111, 0o111);
  assert.deepEqual((await readdir(parent)).sort(), ['vitrina-lab', 'vitrina-lab-2', 'vitrina-lab-3']);
  assert.deepEqual(await readdir(second), ['html'], 'a lesson is copied by itself');
  assert.deepEqual((await readdir(path.join(second, 'html'))).sort(), ['cgi-bin', 'lessons']);

  await mkdir(path.join(lab, 'lessons', '1-types', 'answers'));
  await writeFile(path.join(lab, 'lessons', '1-types', 'lesson.test'), 'run\n');
  const lesson = await copyAs(path.join(lab, 'lessons', '1-types'), parent, '1-types', ANSWERS);
  assert.equal(lesson, path.join(parent, '1-types'));
  assert.deepEqual(await readdir(lesson), ['html'], 'without its answers');
});

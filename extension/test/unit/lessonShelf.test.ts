import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { lessonsIn } from '../../src/lab/lessonShelf';

let shelf: string;
before(async () => {
  shelf = await mkdtemp(path.join(tmpdir(), 'vitrina-shelf-'));
  const lessons: Record<string, string> = {
    '10-last/lesson.md': '---\ntitle: The last\nminutes: 20\n---\n',
    '2-both/lesson.md': '---\ntitle: Both\nminutes: 20\n---\ntitle: no\n',
    '2-both/lesson.es.md': '\uFEFF---\r\ntitle: "Los: dos"\r\nminutes: 25 \r\n---\r\n',
    '3-spanish/lesson.es.md': '---\ntítulo: Solo en español\nminutos: 15\n---\n',
    '4-bare/lesson.md': '# No front matter\n\ntitle: neither\n',
    '5-odd/lesson.md': '---\ntitle:\nminutes: soon\n---\n',
    'html/index.html': 'no lesson',
    'embed.go': 'a file',
  };
  for (const [file, text] of Object.entries(lessons)) {
    await mkdir(path.dirname(path.join(shelf, file)), { recursive: true });
    await writeFile(path.join(shelf, file), text);
  }
});
after(() => rm(shelf, { recursive: true }));

const titles = async (language: string): Promise<string[]> =>
  (await lessonsIn(shelf, language)).map(({ name, title, minutes = 0 }) => `${name}: ${title} (${String(minutes)})`);

test('lessons are listed by number, with the title and the minutes of their front matter', async () => {
  assert.deepEqual(await titles('en'), [
    '2-both: Both (20)',
    '3-spanish: Solo en español (15)',
    '4-bare: 4-bare (0)',
    '5-odd: 5-odd (0)',
    '10-last: The last (20)',
  ]);
});

test('whoever reads Spanish gets the Spanish lesson where there is one', async () => {
  for (const language of ['es', 'es-419', 'es-MX']) {
    const [first, , , , last] = await titles(language);
    assert.deepEqual([first, last], ['2-both: Los: dos (25)', '10-last: The last (20)'], language);
  }
  assert.equal((await titles('est'))[0], '2-both: Both (20)');
});

test('without a folder of lessons there is none', async () => {
  assert.deepEqual(await lessonsIn(path.join(shelf, 'nowhere'), 'en'), []);
});

import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

/** A lesson as a list shows it. */
export interface LessonEntry {
  /** The name of its folder. */
  readonly name: string;
  readonly folder: string;
  readonly title: string;
  /** How long it takes; undefined where the lesson does not say. */
  readonly minutes: number | undefined;
}

/** What a lesson is tested with, by the names in its folder. Students do not get it, since it has the answers. */
export const ANSWERS: readonly string[] = ['answers', 'lesson.test'];

/**
 * The lessons in a folder of lessons, in the order of their folders' names, which begin with a number. Each is described
 * in the language that is asked for, a BCP 47 tag, else in the one that it has.
 */
export async function lessonsIn(shelf: string, language: string): Promise<LessonEntry[]> {
  const names = await readdir(shelf, { withFileTypes: true }).catch(() => []);
  const files = /^es(-|$)/i.test(language) ? ['lesson.es.md', 'lesson.md'] : ['lesson.md', 'lesson.es.md'];
  const found = await Promise.all(
    names
      .filter((entry) => entry.isDirectory() && /^\d/.test(entry.name)) // the template is not a lesson
      .map(async ({ name }) => {
        const folder = path.join(shelf, name);
        const text = await firstOf(files.map((file) => path.join(folder, file)));
        return text === undefined ? [] : [{ name, folder, ...described(text, name) }];
      }),
  );
  return found.flat().sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));
}

/** The text of the first of some files that can be read. */
async function firstOf(files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** What a lesson's front matter says of it; its folder's name stands for a title that it does not have. */
function described(text: string, name: string): Pick<LessonEntry, 'title' | 'minutes'> {
  const matter = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text)?.[1] ?? '';
  const value = (key: string): string | undefined =>
    new RegExp(`^${key}:[ \\t]*(.*?)[ \\t]*\\r?$`, 'm').exec(matter)?.[1]?.replace(/^(["'])(.*)\1$/, '$2');
  const title = value('title') ?? value('t[íi]tulo') ?? '';
  const minutes = Number(value('minutes') ?? value('minutos'));
  return { title: title === '' ? name : title, minutes: minutes > 0 ? minutes : undefined };
}

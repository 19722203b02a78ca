// Sites with a lesson beside them.
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serveFolder, type Serving } from './server';

/** Serves a folder `html` with some files, beside which lie others, such as a lesson. */
export async function serveLesson(files: Readonly<Record<string, string>>): Promise<Serving> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vitrina-lesson-'));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, { mode: 0o755 });
  }
  return served(folder);
}

/** Serves a copy of one of the project's own lessons. */
export async function serveOwnLesson(name: string): Promise<Serving> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vitrina-lesson-'));
  await cp(path.join('lab/lessons', name), folder, { recursive: true });
  return served(folder);
}

async function served(folder: string): Promise<Serving> {
  const serving = await serveFolder(path.join(folder, 'html'));
  return {
    ...serving,
    async stop() {
      await serving.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

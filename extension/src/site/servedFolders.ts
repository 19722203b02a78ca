import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** So many folders are kept apart: VS Code asks of each row of its explorer whether the row's folder is one of them. */
export const MOST_FOLDERS = 2000;

/**
 * A folder that is served and the folders below it, those near the top first, at the most `most`. Those whose names begin
 * with a dot are left out, as a site sends nothing of them (save `.well-known` at the top), and links are not followed.
 */
export async function foldersBelow(root: string, most = MOST_FOLDERS): Promise<string[]> {
  const found = [root];
  // What is appended is visited in its turn.
  for (const folder of found) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (found.length >= most) return found;
      const hidden = entry.name.startsWith('.') && !(folder === root && entry.name === '.well-known');
      if (entry.isDirectory() && !hidden) found.push(path.join(folder, entry.name));
    }
  }
  return found;
}

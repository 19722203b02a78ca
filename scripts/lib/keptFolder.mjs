// Folders that are costly to make and the same in every clone, kept among the caches of this user.
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { locked } from './lock.mjs';

/** Made last: it says of a folder how much is in it. */
const WHOLE = '.whole.json';
/** What nobody used for so long is removed. */
const KEEP_MS = 30 * 24 * 3600_000;

/** Where this user's caches are: https://specifications.freedesktop.org/basedir-spec/latest/ says so for Linux. */
export function userCaches({ env = process.env, platform = process.platform } = {}) {
  const home = (...parts) => path.join(homedir(), ...parts);
  if (platform === 'win32') return env.LOCALAPPDATA || home('AppData', 'Local');
  if (platform === 'darwin') return home('Library', 'Caches');
  return path.isAbsolute(env.XDG_CACHE_HOME ?? '') ? env.XDG_CACHE_HOME : home('.cache');
}

/**
 * Gives the folder that `make` filled once, for all clones. One that is damaged is made anew.
 *
 * @param {string} name what is in it, part of a file name
 * @param {string} key differs where the content does, part of a file name
 * @param {(folder: string) => Promise<unknown>} make fills an empty folder, which is moved to its place when it is whole
 * @param {string} [caches] where this program's folders are kept
 */
export function keptFolder(name, key, make, caches = path.join(userCaches(), 'vitrina')) {
  const folder = path.join(caches, `${name}-${key}`);
  return locked(name, async () => {
    if (!whole(folder)) {
      mkdirSync(caches, { recursive: true });
      prune(caches, name);
      const fresh = mkdtempSync(path.join(caches, `${name}-new-`));
      try {
        await make(fresh);
        writeFileSync(path.join(fresh, WHOLE), measure(fresh));
        place(fresh, folder);
      } finally {
        rmSync(fresh, { recursive: true, force: true });
      }
    }
    utimesSync(folder, new Date(), new Date());
    return folder;
  });
}

/** Moves a folder to its place, unless another clone was faster. */
function place(fresh, folder) {
  if (whole(folder)) return;
  rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(fresh, folder);
  } catch (error) {
    if (!whole(folder)) throw error;
  }
}

/** Removes what was not used for long, and what was never finished. */
function prune(caches, name) {
  for (const entry of readdirSync(caches).filter((entry) => entry.startsWith(`${name}-`))) {
    const folder = path.join(caches, entry);
    const used = lstatSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - used > KEEP_MS) rmSync(folder, { recursive: true, force: true });
  }
}

/** The folder has as many files and bytes as when it was made. */
function whole(folder) {
  const file = path.join(folder, WHOLE);
  return existsSync(file) && readFileSync(file, 'utf8') === measure(folder);
}

/** How much is in a folder, as text. */
function measure(folder) {
  const sum = { files: 0, bytes: 0 };
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isDirectory() || entry.name === WHOLE) continue;
    sum.files++;
    sum.bytes += lstatSync(path.join(entry.parentPath, entry.name)).size;
  }
  return JSON.stringify(sum);
}

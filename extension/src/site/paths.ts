import { realpath } from 'node:fs/promises';
import path from 'node:path';

// Paths are compared as the system does: on Windows case does not count, and VS Code writes a drive's letter as a small one
// where others write a capital.

/** True where two absolute paths are the same. */
export function samePath(one: string, other: string, system: path.PlatformPath = path): boolean {
  return system.relative(one, other) === '';
}

/** True where `file` lies somewhere below `folder`. Both are absolute paths. */
export function isBelow(folder: string, file: string, system: path.PlatformPath = path): boolean {
  const relative = system.relative(folder, file);
  const climbs = relative === '..' || relative.startsWith(`..${system.sep}`);
  return relative !== '' && !climbs && !system.isAbsolute(relative);
}

/** True where `file` is `place`, or lies somewhere below it. */
export function isWithin(place: string, file: string, system: path.PlatformPath = path): boolean {
  return samePath(place, file, system) || isBelow(place, file, system);
}

/**
 * The path of a file below a folder, where links lead to the two by other names, as where the folder is served by a link
 * and the file was opened without it; else the path that was given.
 */
export async function asWithin(folder: string, file: string): Promise<string> {
  if (isWithin(folder, file)) return file;
  const [real, realFile] = await Promise.all([realPath(folder), realPath(file)]);
  return isWithin(real, realFile) ? path.join(folder, path.relative(real, realFile)) : file;
}

/** A path free of links; the path itself where there is nothing. */
export async function realPath(file: string): Promise<string> {
  return realpath(file).catch(() => file);
}

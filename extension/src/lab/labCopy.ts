import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';

/** The folder of the lessons, in that of the lab. A copy of the lab has none: each lesson is copied by itself. */
export const LESSONS = 'lessons';

/** Copies the lab into a new folder below `parent`, `vitrina-lab`, and returns that folder; see `copyAs`. */
export function copyLab(lab: string, parent: string): Promise<string> {
  return copyAs(lab, parent, 'vitrina-lab', [LESSONS]);
}

/**
 * Copies a folder into a new one below `parent` and returns that: `name`, or `name-2` and so on where there already is
 * one. What `without` names in it is left out. Nothing that exists is ever written to. Execute bits are kept.
 */
export async function copyAs(
  source: string,
  parent: string,
  name: string,
  without: readonly string[] = [],
): Promise<string> {
  const target = await makeNewFolder(path.join(parent, name));
  // Not `errorOnExist`: Node.js 24, unlike 20, then refuses the folder that was just made.
  await cp(source, target, {
    recursive: true,
    force: false,
    filter: (from) => !without.includes(path.relative(source, from)),
  });
  return target;
}

async function makeNewFolder(wanted: string): Promise<string> {
  for (let number = 1; ; number++) {
    const folder = number === 1 ? wanted : `${wanted}-${String(number)}`;
    try {
      // Without `recursive` mkdir fails where the name is taken, so that two copies at once cannot share a folder.
      await mkdir(folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

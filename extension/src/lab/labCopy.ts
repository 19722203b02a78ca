import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Copies the lab into a new folder below `parent` and returns that folder: `vitrina-lab`, or `vitrina-lab-2` and so on
 * where there already is one. Nothing that exists is ever written to. Execute bits are kept.
 */
export async function copyLab(lab: string, parent: string): Promise<string> {
  const target = await makeNewFolder(path.join(parent, 'vitrina-lab'));
  // Not `errorOnExist`: Node.js 24, unlike 20, then refuses the folder that was just made.
  await cp(lab, target, { recursive: true, force: false });
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

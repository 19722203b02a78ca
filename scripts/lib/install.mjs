// Installs the packages of package-lock.json, where node_modules does not hold them already.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { locked } from './lock.mjs';
import { npm } from './run.mjs';
import { ROOT } from './root.mjs';

/** Runs `npm ci` unless node_modules matches package-lock.json. */
export async function install() {
  if (!isInstalled(ROOT)) await locked('npm-ci', async () => isInstalled(ROOT) || (await installInto(ROOT)));
}

/** Installs into a folder what its package-lock.json says. `env` is the environment of npm. */
export async function installInto(folder, env = process.env) {
  console.error('Installing the packages of package-lock.json');
  // No install scripts: none of the packages needs its own, and what is not run can do no harm.
  await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    env,
    stdio: ['ignore', process.stderr, process.stderr],
  });
}

/** Whether a folder has what its package-lock.json says. */
export const isInstalled = (folder) =>
  installed(read(folder, 'package-lock.json'), read(folder, 'node_modules/.package-lock.json'));

/**
 * Whether the lock that npm leaves in node_modules has what the project's lock asks for. Packages for other systems are
 * optional and not there.
 */
export function installed(wanted, present) {
  if (!present) return false;
  const names = Object.keys(wanted.packages).filter((name) => name !== '');
  return (
    names.every((name) => {
      const [want, have] = [wanted.packages[name], present.packages[name]];
      return have ? have.version === want.version && have.integrity === want.integrity : want.optional === true;
    }) && Object.keys(present.packages).every((name) => name in wanted.packages)
  );
}

function read(folder, name) {
  try {
    return JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

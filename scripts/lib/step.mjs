// Steps that are done once for each state of what they depend on: a build is not repeated where nothing changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { locked } from './lock.mjs';
import { ROOT } from './root.mjs';

const STAMPS = path.join(ROOT, '.build/stamps');

/**
 * Runs `work` unless the inputs hash to what they did when it last succeeded and every output exists. Who asks for the
 * same step meanwhile, here or in another process, waits for it.
 *
 * @param {string} name what is done, for the line that is printed and the stamp's file name
 * @param {object} given
 * @param {string[]} given.inputs files and folders, relative to the project; a missing one counts as such
 * @param {string[]} given.outputs files that must exist afterwards
 * @param {unknown} [given.also] further values that the result depends on, such as versions and flags
 * @param {(file: string) => boolean} [given.only] which files below the inputs count
 * @param {boolean} [given.again] does the work in any case
 * @param {() => unknown} work
 * @returns whether the work was done
 */
export function step(name, given, work) {
  return locked(fileName(name), () => lockedStep(name, stampOf(name), given, work));
}

/** Has a step done again the next time: somebody else wrote its outputs. */
export const forgetStep = (name) => rmSync(stampOf(name), { force: true });

const fileName = (name) => name.replaceAll(/[^\w.-]+/g, '-');
const stampOf = (name) => path.join(STAMPS, fileName(name));

async function lockedStep(name, stamp, { inputs, outputs, also = null, only = () => true, again = false }, work) {
  const before = hash(inputs, only, also);
  const made = outputs.every((file) => existsSync(path.join(ROOT, file)));
  if (!again && made && read(stamp) === before) return false;

  const started = performance.now();
  rmSync(stamp, { force: true });
  await work();
  mkdirSync(STAMPS, { recursive: true });
  // The state from before the work: an input that changed meanwhile makes the next run do it again.
  writeFileSync(stamp, before);
  console.error(`${name}: done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return true;
}

/** Every file below the given files and folders, in a fixed order, relative to the project. */
export function filesBelow(inputs, only = () => true) {
  const found = [];
  const visit = (name) => {
    const info = statSync(path.join(ROOT, name), { throwIfNoEntry: false });
    if (info?.isDirectory()) {
      for (const entry of readdirSync(path.join(ROOT, name)).sort()) {
        if (entry !== 'node_modules') visit(`${name}/${entry}`);
      }
    } else if (info?.isFile() && only(name)) {
      found.push(name);
    }
  };
  for (const input of inputs) visit(input);
  return found;
}

/** A value that differs where a file below the inputs, their list or `also` does. */
export function hash(inputs, only = () => true, also = null) {
  const sum = createHash('sha256').update(JSON.stringify([inputs, also]));
  for (const file of filesBelow(inputs, only)) {
    const content = readFileSync(path.join(ROOT, file));
    sum.update(`\n${file}\n${content.length}\n`).update(content);
  }
  return sum.digest('hex');
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

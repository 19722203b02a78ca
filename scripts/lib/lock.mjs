// One at a time, across all processes that work in this clone: gates that run side by side, and an `npm start` beside
// an `npm test`, never build the same thing at once.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ROOT } from './root.mjs';

const LOCKS = path.join(ROOT, '.build/locks');
const POLL_MS = 50;
/** After so long a wait a person wants to know what for. */
const EXPLAIN_MS = 30_000;

/** The last piece of work for each name in this process. */
const queues = new Map();

/**
 * Runs `work` while nobody else runs work of this name, and returns its result.
 *
 * @template T
 * @param {string} name part of a file name
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export function locked(name, work) {
  const turn = (queues.get(name) ?? Promise.resolve()).then(() => withFile(name, work));
  // A failure is for who asked, not for the next in the queue.
  queues.set(
    name,
    turn.catch(() => {}),
  );
  return turn;
}

async function withFile(name, work) {
  mkdirSync(LOCKS, { recursive: true });
  const file = path.join(LOCKS, name);
  let explainAt = Date.now() + EXPLAIN_MS;
  while (!take(file)) {
    if (Date.now() > explainAt) {
      console.error(`Waiting for process ${owner(file)}, which has ${path.relative(ROOT, file)}`);
      explainAt = Infinity;
    }
    await setTimeout(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Makes the lock's file, with this process's number in it; false where a living process has it. */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const dead = owner(file);
  if (dead !== undefined && !alive(dead)) removeAbandoned(file, dead);
  return false;
}

/** Removes the lock of a process that was killed. */
function removeAbandoned(file, dead) {
  // Of several that saw the dead owner one gets its lock. Whoever comes late may get a new one, and gives it back.
  const removed = `${file}.${process.pid}`;
  try {
    renameSync(file, removed);
    const current = owner(removed);
    if (current !== dead) writeFileSync(file, String(current), { flag: 'wx' });
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(removed, { force: true });
  }
}

/** The number of the process that has a lock, or undefined in the moments in which it makes or removes the file. */
function owner(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM'; // another user's
  }
}

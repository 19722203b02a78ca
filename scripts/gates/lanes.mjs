// Runs gates side by side: on two cores one that waits leaves the machine to one that computes.

import { setImmediate } from 'node:timers/promises';

/**
 * Runs jobs in lanes. A lane that is free takes the first job that is ready.
 *
 * @template {{ ready: Promise<unknown> }} Job `ready` settles when the job may begin
 * @param {Job[]} jobs the first ones first
 * @param {number} lanes
 * @param {(job: Job) => Promise<void>} run never rejects
 */
export async function inLanes(jobs, lanes, run) {
  const waiting = [...jobs];
  const ready = new Set();
  let running = 0;
  let changed = () => {};
  for (const job of jobs) {
    const begin = () => {
      ready.add(job);
      changed();
    };
    job.ready.then(begin, begin); // what went wrong the job itself finds out
  }
  while (waiting.length > 0 || running > 0) {
    const next = running < lanes && waiting.find((job) => ready.has(job));
    if (next) {
      waiting.splice(waiting.indexOf(next), 1);
      running++;
      void run(next).then(() => {
        running--;
        changed();
      });
    } else {
      await new Promise((resolve) => (changed = resolve));
      await setImmediate(); // what becomes ready by the same event is ready by then
    }
  }
}

/**
 * Scenarios that fail today. Whoever mends one takes it out: one that passes and stands here fails.
 */
export const failing: ReadonlySet<string> = new Set([
  // A save by hand of what a script writes is taken for the script's output.
  'loops come to rest: a file that a script writes, saved by hand (tab)',
  'loops come to rest: a file that a script writes, saved by hand (view)',
]);

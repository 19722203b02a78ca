/** Scenarios that fail today. Whoever mends one takes it out: one that passes and stands here fails. */
export const failing: ReadonlySet<string> = new Set([]);

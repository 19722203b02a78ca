// A gate that does several things, one after the other.

/**
 * Runs the parts of a gate and adds up what they found; `parts` of the result has how long each took, in seconds.
 *
 * @param {Record<string, () => Promise<object>>} parts
 */
export async function inParts(parts) {
  const all = { passed: 0, failed: 0, skipped: 0, output: '', tests: [], notes: [], parts: [] };
  for (const [name, run] of Object.entries(parts)) {
    const started = performance.now();
    const one = await run();
    all.parts.push([name, (performance.now() - started) / 1000]);
    for (const key of ['passed', 'failed', 'skipped']) all[key] += one[key];
    all.output += one.output;
    for (const key of ['tests', 'notes']) all[key].push(...(one[key] ?? []));
  }
  return all;
}

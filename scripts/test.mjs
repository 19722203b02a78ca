// Sets up what the tests need, then runs every gate.
//
//   npm test                  all gates, four at a time
//   npm test -- quick         what says most within a minute
//   npm test -- go panel      these gates, one after the other, their output shown as it comes
//
// The last line is "N passed, N failed"; the exit code says the same.
import { gates, quick } from './gates/gates.mjs';
import { inLanes } from './gates/lanes.mjs';
import { checkPrerequisites } from './lib/prerequisites.mjs';
import { main, Problem } from './lib/run.mjs';
import { needPrograms } from './lib/system.mjs';

/** Twice the cores of a small machine: tests of browsers and of servers wait half of their time. */
const LANES = 4;
const SLOWEST = 10;

await main(async () => {
  const asked = process.argv.slice(2);
  const known = asked.includes('quick') ? quick : gates;
  const names = asked.filter((name) => name !== 'quick');
  const unknown = names.filter((name) => !Object.hasOwn(known, name));
  if (unknown.length > 0) {
    throw new Problem(`There is no gate ${unknown.join(', ')}; the gates are ${Object.keys(known).join(', ')}.`);
  }
  await checkPrerequisites();

  const chosen = Object.entries(known).filter(([name]) => names.length === 0 || names.includes(name));
  const started = performance.now();
  const results = await runGates(chosen, { echo: names.length > 0 });
  report(
    chosen.map(([name]) => results.get(name)),
    performance.now() - started,
  );
});

/** Runs gates and gives their results by name. */
async function runGates(chosen, { echo }) {
  // What waits for the network begins in the first second. What goes wrong says the gate that needs it.
  const programs = needPrograms([...new Set(chosen.flatMap(([, gate]) => gate.programs ?? []))]);
  const jobs = chosen.map(([name, gate]) => ({
    name,
    gate,
    ready: Promise.allSettled([gate.programs ? programs : undefined, gate.fetch?.()]),
  }));
  const results = new Map();
  await inLanes(jobs, echo ? 1 : LANES, async ({ name, gate }) => {
    console.log(`▶ ${name}`);
    results.set(name, await runGate(name, gate, { echo }));
  });
  return results;
}

async function runGate(name, gate, options) {
  const started = performance.now();
  const result = { passed: 0, failed: 0, skipped: 0, output: '', tests: [], notes: [] };
  try {
    await needPrograms(gate.programs ?? []);
    Object.assign(result, await gate.run(options));
  } catch (error) {
    Object.assign(result, { failed: 1, output: error instanceof Problem ? error.message : error.stack });
    if (options.echo) console.log(result.output);
  }
  result.name = name;
  result.seconds = (performance.now() - started) / 1000;
  if (result.notRun) {
    result.line = `- ${name}: not run, because ${result.notRun}`;
    return result;
  }
  if (result.passed + result.failed === 0) {
    // A gate that finds nothing to test has lost its tests, which must not look like success.
    result.failed = 1;
    result.output += `\n${name}: no test ran`;
  }
  const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : '';
  const mark = result.failed > 0 ? '✖' : '✔';
  result.line = `${mark} ${name}: ${result.passed} passed, ${result.failed} failed${skipped} (${time(result.seconds)})`;
  // Gates run side by side: what one says comes at its end, in one piece.
  const output = result.failed > 0 && !options.echo ? `${result.output.trimEnd()}\n` : '';
  console.log(`${output}${result.line}`);
  return result;
}

/** Prints what each gate found and where the time went. */
function report(results, milliseconds) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  console.log('');
  for (const { line, notes, ...result } of results) {
    for (const key of Object.keys(total)) total[key] += result[key];
    console.log(line);
    for (const note of notes) console.log(`  ${note}`);
  }
  console.log(`All in ${time(milliseconds / 1000)}.`);

  const tests = results.flatMap(({ name, tests }) => tests.map((test) => ({ ...test, gate: name })));
  const slowest = tests.sort((a, b) => b.seconds - a.seconds).slice(0, SLOWEST);
  if (slowest.length > 0) console.log('\nThe slowest tests:');
  for (const { gate, name, seconds } of slowest) console.log(`${time(seconds).padStart(8)}  ${gate}: ${name}`);

  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  if (total.failed > 0) process.exitCode = 1;
}

function time(seconds) {
  return `${seconds.toFixed(1)} s`;
}

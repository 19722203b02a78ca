// Sets up what the tests need, then runs every gate.
//
//   npm test                  all gates
//   npm test -- go panel      these gates, their output shown as it comes
//
// The last line is "N passed, N failed"; the exit code says the same.
import path from 'node:path';
import { BINARY, build, prepare } from './build.mjs';
import { generated, lint, types } from './gates/checks.mjs';
import { go } from './gates/go.mjs';
import { runNodeTests, runTypeScriptTests } from './gates/nodeTests.mjs';
import { main, Problem } from './lib/run.mjs';
import { ROOT } from './lib/root.mjs';
import { filesBelow } from './lib/step.mjs';
import { chromium, needPrograms } from './lib/system.mjs';
import { packageExtension } from './package.mjs';
import { installWorkbench, workbenchRuns } from './workbench/install.mjs';

/**
 * The gates, in the order that they run: quick ones first. Each prepares what it needs and gives the number of tests
 * that passed and failed, with the output that explains a failure.
 */
const gates = {
  generated,
  types,
  lint,
  async go(options) {
    await needPrograms(['g++', 'python3', 'perl', 'ruby', 'php-cgi', 'lua5.4', 'tclsh']);
    await build(); // the page that the binary embeds
    return go(options);
  },
  unit: (options) => runTypeScriptTests('unit', options),
  async client(options) {
    await needPrograms(['python3']);
    await build();
    return runTypeScriptTests('client', { ...options, env: binary() });
  },
  async panel(options) {
    await needPrograms(['python3', 'chromium']);
    await build();
    const env = { ...binary(), VITRINA_CHROMIUM: chromium() };
    return runTypeScriptTests('panel', { ...options, env, alone: true });
  },
  async workbench(options) {
    if (!workbenchRuns && !process.env.VITRINA_WORKBENCH) {
      return { notRun: `the workbench is installed on Linux x64 only; this is ${process.platform} ${process.arch}` };
    }
    await needPrograms(['python3', 'chromium']);
    await build();
    const env = {
      ...binary(),
      VITRINA_CHROMIUM: chromium(),
      VITRINA_WORKBENCH: await installWorkbench(),
      VITRINA_VSIX: await packageExtension(),
    };
    return runTypeScriptTests('workbench', { ...options, env, alone: true });
  },
  async scripts(options) {
    await needPrograms(['python3']);
    await build();
    const files = filesBelow(['scripts/test'], (file) => file.endsWith('.test.mjs'));
    return runNodeTests('scripts', files, options);
  },
};

const binary = () => ({ VITRINA_BINARY: path.join(ROOT, BINARY) });

await main(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !Object.hasOwn(gates, name));
  if (unknown.length > 0) {
    throw new Problem(`There is no gate ${unknown.join(', ')}; the gates are ${Object.keys(gates).join(', ')}.`);
  }
  await prepare();

  const names = Object.keys(gates).filter((name) => asked.length === 0 || asked.includes(name));
  const total = { passed: 0, failed: 0, skipped: 0 };
  const summary = [];
  for (const name of names) {
    const result = await runGate(name, { echo: asked.length > 0 });
    for (const key of Object.keys(total)) total[key] += result[key];
    summary.push(result.line);
  }
  console.log(`\n${summary.join('\n')}\n`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  if (total.failed > 0) process.exitCode = 1;
});

async function runGate(name, options) {
  console.log(`── ${name}`);
  const started = performance.now();
  let result;
  try {
    result = { skipped: 0, output: '', ...(await gates[name](options)) };
  } catch (error) {
    const output = error instanceof Problem ? error.message : error.stack;
    result = { passed: 0, failed: 1, skipped: 0, output };
    if (options.echo) console.log(output);
  }
  if (result.notRun) {
    return { passed: 0, failed: 0, skipped: 0, line: `- ${name}: not run, because ${result.notRun}` };
  }
  if (result.passed + result.failed === 0) {
    // A gate that finds nothing to test has lost its tests, which must not look like success.
    result = { ...result, failed: 1, output: `${result.output}\n${name}: no test ran` };
  }
  if (result.failed > 0 && !options.echo) console.log(result.output.trimEnd());
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : '';
  const line = `${result.failed > 0 ? '✖' : '✔'} ${name}: ${result.passed} passed, ${result.failed} failed${skipped} (${seconds} s)`;
  console.log(line);
  return { ...result, line };
}

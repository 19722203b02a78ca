// Runs tests of node:test and gives their real number.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { inOwnNetwork } from '../lib/network.mjs';
import { capture } from '../lib/run.mjs';
import { ROOT } from '../lib/root.mjs';
import { filesBelow } from '../lib/step.mjs';

const TESTS = '.build/tests';

/** A file of tests that takes longer hangs: the slowest, the lessons in a browser, needs a third of it on a busy machine. */
const TEST_TIMEOUT_MS = 30 * 60_000;
/** The same for a whole gate: `node --test` waits for ever for a file whose process does not end. */
const GATE_TIMEOUT_MS = 90 * 60_000;

/**
 * Bundles extension/test/AREA/*.test.ts and runs them. With `shared`, a source in that folder, they run in one process and
 * share what that module holds; its hooks are those of all. Each that is named in `apart` runs in one of its own.
 */
export async function runTypeScriptTests(area, { shared, apart = [], ...options } = {}) {
  const sources = filesBelow([`extension/test/${area}`], (file) => file.endsWith('.test.ts'));
  rmSync(path.join(ROOT, TESTS, area), { recursive: true, force: true });
  if (sources.length === 0) return { passed: 0, failed: 0, skipped: 0, output: '' };
  if (!shared) return runNodeTests(area, await bundleTests(area, sources), options);
  const single = sources.filter((file) => apart.includes(path.posix.basename(file)));
  const groups = [sources.filter((file) => !single.includes(file)), ...single.map((file) => [file])];
  const programs = await Promise.all(groups.map((files) => bundleTogether(area, shared, files)));
  const timeout = sources.length * TEST_TIMEOUT_MS;
  return runNodeTests(area, programs, { ...options, timeout });
}

/** Bundles test files of extension/test/AREA, and gives what was made of them, relative to the project. */
export async function bundleTests(area, sources) {
  const outdir = `${TESTS}/${area}`;
  await bundle({ entryPoints: sources, outbase: `extension/test/${area}`, outdir, outExtension: { '.js': '.mjs' } });
  return sources.map((file) => `${outdir}/${path.posix.basename(file, '.ts')}.mjs`);
}

/** Bundles test files into one, in which each is a suite that has as long as a file has, and gives its name. */
async function bundleTogether(area, shared, sources) {
  const outfile = `${TESTS}/${area}/${sources.length === 1 ? titleOf(sources[0]) : 'together'}.mjs`;
  const suites = sources.map((file) => {
    const [title, module] = [titleOf(file), `./${file}`].map((text) => JSON.stringify(text));
    return `describe(${title}, { timeout: ${TEST_TIMEOUT_MS} }, () => import(${module}));`;
  });
  const contents = [`import './extension/test/${area}/${shared}';`, `import { describe } from 'node:test';`, ...suites];
  await bundle({ stdin: { contents: contents.join('\n'), resolveDir: ROOT }, outfile });
  return outfile;
}

const titleOf = (file) => path.posix.basename(file, '.test.ts');

async function bundle(options) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: ROOT,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
    ...options,
  });
}

/**
 * Runs test files, `atOnce` of them side by side. With `alone` they have a network of their own. A file may take `timeout`
 * milliseconds.
 */
export async function runNodeTests(name, files, given = {}) {
  const { env = {}, echo = false, alone = false, atOnce = 1, timeout = TEST_TIMEOUT_MS } = given;
  const counts = path.join(ROOT, TESTS, `${name}.counts.json`);
  mkdirSync(path.dirname(counts), { recursive: true });
  rmSync(counts, { force: true });
  const [command, ...args] = [
    ...(alone ? await inOwnNetwork() : []),
    process.execPath,
    '--enable-source-maps',
    '--test',
    `--test-concurrency=${atOnce}`,
    `--test-timeout=${timeout}`,
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=./scripts/lib/countReporter.mjs',
    `--test-reporter-destination=${counts}`,
    ...files,
  ];
  const { code, signal, output } = await capture(command, args, {
    env: { ...process.env, ...env },
    echo,
    timeout: GATE_TIMEOUT_MS,
  });
  const result = { ...read(counts), output };
  if (signal) result.output += `\nnode --test was ended by ${signal} after ${GATE_TIMEOUT_MS / 60_000} minutes\n`;
  // A run that fails without a failed test still fails.
  if (code !== 0 && result.failed === 0) result.failed = 1;
  return result;
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0, tests: [] };
  }
}

// Checks that are one program each, and pass or fail as a whole.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { capture } from '../lib/run.mjs';
import { ROOT } from '../lib/root.mjs';
import { hash } from '../lib/step.mjs';

/**
 * Compilers make much that lives on: with a larger young generation than V8's 16 MiB it is copied less often, which takes
 * an eighth off eslint's time.
 */
const YOUNG_GENERATION = '--max-semi-space-size=64';

const node = (...args) => [process.execPath, [YOUNG_GENERATION, ...args]];

/**
 * Runs programs one after the other, each counted as one test.
 *
 * @param {[string, string[], object?, ((result: object) => boolean)?][]} programs command, arguments, options, and
 *   what counts as success where that is not exit code 0
 */
export async function runChecks(programs, { echo = false } = {}) {
  const result = { passed: 0, failed: 0, skipped: 0, output: '' };
  for (const [command, args, options = {}, succeeded = ({ code }) => code === 0] of programs) {
    const ended = await capture(command, args, { ...options, echo });
    if (succeeded(ended)) {
      result.passed++;
    } else {
      result.failed++;
      const name = command === process.execPath ? 'node' : command;
      const system = options.env?.GOOS ? `GOOS=${options.env.GOOS} ` : '';
      result.output += `$ ${system}${name} ${args.join(' ')}\n${ended.output.trimEnd()}\n`;
    }
  }
  return result;
}

/** The committed types are those of the Go protocol. */
export const generated = (options) => runChecks([node('scripts/generate.mjs', '--check')], options);

/** TypeScript's compiler has nothing to say. What it found the last time is kept, and checked anew where it changed. */
export const types = (options) =>
  runChecks(
    ['extension', 'extension/panel'].map((project) =>
      node(
        ...['node_modules/typescript/bin/tsc', '-p', project, '--noEmit', '--pretty', 'false'],
        ...['--incremental', '--tsBuildInfoFile', `.build/types/${path.basename(project)}.tsbuildinfo`],
      ),
    ),
    options,
  );

/** eslint and prettier have nothing to say. Each uses one core, so they run side by side: eslint takes the longer. */
export async function lint(options) {
  const eslint = node(
    ...['node_modules/eslint/bin/eslint.js', '--max-warnings=0'],
    ...['--cache', '--cache-strategy=content', `--cache-location=${eslintCache()}`, '.'],
  );
  const prettier = node(
    ...['node_modules/prettier/bin/prettier.cjs', '--check'],
    ...['--cache', '--cache-strategy=content', '--cache-location=.build/lint/prettier', '.'],
  );
  return sum(await Promise.all([eslint, prettier].map((program) => runChecks([program], options))));
}

/** The results of several runs as one. */
function sum(results) {
  const add = (key) => results.map((result) => result[key]).reduce((all, one) => all + one);
  return Object.fromEntries(['passed', 'failed', 'skipped', 'output'].map((key) => [key, add(key)]));
}

/**
 * Where eslint keeps what it found. Rules that know types see through imports, so that a file without a change may be
 * wrong since another changed (https://github.com/typescript-eslint/typescript-eslint/issues/4694): a cache is good for
 * one state of all TypeScript only.
 */
function eslintCache() {
  const folder = '.build/lint';
  const state = hash(
    ['extension', 'tsconfig.base.json', 'tsconfig.json', 'package-lock.json'],
    (file) => /\.(ts|json)$/.test(file),
    process.version,
  );
  const name = `eslint-${state.slice(0, 16)}`;
  mkdirSync(path.join(ROOT, folder), { recursive: true });
  for (const other of readdirSync(path.join(ROOT, folder))) {
    if (other.startsWith('eslint-') && other !== name) rmSync(path.join(ROOT, folder, other));
  }
  return `${folder}/${name}`;
}

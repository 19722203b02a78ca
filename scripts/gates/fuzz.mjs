// Fuzz targets, each with a number of inputs of its own; their seeds run with the tests.
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { goEnv } from '../lib/go.mjs';
import { capture, Problem } from '../lib/run.mjs';
import { ROOT } from '../lib/root.mjs';
import { filesBelow, step } from '../lib/step.mjs';

/**
 * How many inputs each target gets: a second for most. A number and not a time, at whose end Go before 1.27 sometimes
 * reports a busy worker as a failure (https://go.dev/issue/75804).
 */
const INPUTS = '10000x';

/** Where the programs and the inputs that reached something new are kept, relative to the project. */
const FOLDER = '.build/fuzz';

/**
 * Gives every target its inputs where its package, or a package of ours below it, changed since that last went well. A
 * new clone has no such record and fuzzes all.
 *
 * @param {{ echo?: boolean, all?: boolean }} options `all` fuzzes what did not change as well
 */
export async function fuzz({ echo = false, all = false } = {}) {
  const result = { passed: 0, failed: 0, skipped: 0, output: '', tests: [], notes: [] };
  const unchanged = [];
  for (const [folder, targets] of fuzzTargets()) {
    const name = nameOf(folder);
    const inputs = [...(await foldersOf(folder)), 'go.mod', 'go.sum'];
    const given = { inputs, outputs: [], also: [INPUTS, await goVersion()], again: all };
    try {
      if (await step(`fuzz ${name}`, given, () => fuzzPackage(folder, targets, result))) continue;
      unchanged.push(name);
      result.passed += targets.length; // as Go counts a result that it kept
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      result.failed++;
      result.output += `${error.message}\n`;
    }
  }
  if (unchanged.length > 0)
    result.notes.push(`Nothing changed in ${unchanged.join(', ')}: \`npm run fuzz\` fuzzes all.`);
  if (echo) process.stderr.write(result.output);
  return result;
}

/** Fuzzes the targets of a package by one program, and fails at the first that fails. */
async function fuzzPackage(folder, targets, result) {
  const name = nameOf(folder);
  const program = path.join(ROOT, FOLDER, process.platform === 'win32' ? `${name}.exe` : name);
  mkdirSync(path.join(ROOT, FOLDER), { recursive: true });
  // `go test -fuzz` would link a program for each target and compile all of Go's library with the counters that guide
  // the inputs; the compiler's flag of the same name as in cmd/go puts them into our packages alone.
  const compile = ['test', '-c', '-gcflags=vitrina/...=-d=libfuzzer', '-o', program, `./${folder}`];
  await succeed('go', compile, { env: await goEnv() });
  for (const target of targets) {
    const started = performance.now();
    const flags = ['-test.run=^$', `-test.fuzz=^${target}$`, `-test.fuzztime=${INPUTS}`];
    flags.push(`-test.fuzzcachedir=${path.join(ROOT, FOLDER, 'inputs', name)}`);
    // In its own folder, as `go test` runs it: an input that fails is written to testdata there.
    await succeed(program, flags, { cwd: path.join(ROOT, folder) });
    result.passed++;
    result.tests.push({ name: target, seconds: (performance.now() - started) / 1000 });
  }
}

const nameOf = (folder) => folder.replace(/^server\/(internal\/)?/, '').replaceAll('/', '-');

async function succeed(command, args, options) {
  const { code, output } = await capture(command, args, options);
  if (code !== 0) throw new Problem(`$ ${path.basename(command)} ${args.join(' ')}\n${output.trimEnd()}`);
}

/** The targets of each package that has some, by its folder. */
function fuzzTargets() {
  const found = new Map();
  for (const file of filesBelow(['server'], (name) => name.endsWith('_test.go'))) {
    const names = [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(/^func (Fuzz\w+)\(/gm)].map(
      ([, name]) => name,
    );
    const folder = path.posix.dirname(file);
    if (names.length > 0) found.set(folder, [...(found.get(folder) ?? []), ...names]);
  }
  return found;
}

/** The folders of ours that a package and its tests are made from, relative to the project. */
async function foldersOf(folder) {
  const list = [
    'list',
    '-deps',
    '-test',
    '-f',
    '{{if .Module}}{{if .Module.Main}}{{.Dir}}{{end}}{{end}}',
    `./${folder}`,
  ];
  const { code, stdout, output } = await capture('go', list, { env: await goEnv() });
  if (code !== 0) throw new Problem(output.trimEnd());
  const folders = new Set(stdout.split('\n').filter(Boolean));
  return [...folders].map((one) => path.relative(ROOT, one).replaceAll(path.sep, '/')).sort();
}

let version;
const goVersion = async () => (version ??= (await capture('go', ['env', 'GOVERSION'])).stdout.trim());

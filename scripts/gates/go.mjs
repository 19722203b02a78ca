// The Go code: its format, what the vetting tools say on every system, its tests with the race detector, and a short
// run of each fuzz target.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inOwnNetwork } from '../lib/network.mjs';
import { capture, onPath } from '../lib/run.mjs';
import { ROOT } from '../lib/root.mjs';
import { filesBelow } from '../lib/step.mjs';
import { runChecks } from './checks.mjs';

/**
 * How many inputs each fuzz target gets: seconds for most. A number and not a time, at whose end Go before 1.27 sometimes
 * reports a busy worker as a failure (https://go.dev/issue/75804).
 */
const FUZZ_INPUTS = '10000x';

/**
 * Fetches what go.mod needs while there is a network: the tests may have one of their own, which leads nowhere, and one
 * of them asks `go list` for packages by name, which reads the go.mod of every module that ours name, used or not.
 */
export const fetchModules = ['go', ['mod', 'download']];

/** Everything that is checked of ./server. */
export async function go(options) {
  const tool = (...args) => ['go', ['tool', '-modfile=tools/go.mod', ...args]];
  const on = (GOOS) => ({ env: { ...process.env, GOOS, CGO_ENABLED: '0' } });
  const results = [
    await runChecks(
      [
        fetchModules,
        [...tool('gofumpt', '-l', 'server'), {}, ({ code, output }) => code === 0 && output.trim() === ''],
        ...['linux', 'windows', 'darwin'].map((system) => ['go', ['vet', './server/...'], on(system)]),
        tool('staticcheck', './server/...'),
      ],
      options,
    ),
    await tests(options),
    await runChecks(fuzzTargets().map(fuzz), options),
  ];
  return results.reduce((all, one) => ({
    passed: all.passed + one.passed,
    failed: all.failed + one.failed,
    skipped: all.skipped + one.skipped,
    output: all.output + one.output,
  }));
}

async function tests({ echo = false } = {}) {
  // The race detector needs a C compiler, which Windows does not bring.
  const race = process.platform !== 'win32' || onPath('gcc') ? ['-race'] : [];
  // -count=1: Go keeps results by what a test read itself, and cannot know what the programs that it started read.
  const [command, ...args] = [
    ...(await inOwnNetwork()),
    'go',
    'test',
    ...race,
    '-count=1',
    '-timeout=40m',
    '-json',
    './server/...',
  ];
  const { code, output } = await capture(command, args);
  const result = countGoTests(output);
  if (code !== 0 && result.failed === 0) {
    result.failed = 1;
    result.output += `go test ended with code ${code}\n${output}`;
  }
  if (echo) process.stderr.write(result.output);
  return result;
}

/**
 * Counts tests in the output of `go test -json` (`go doc test2json`) and keeps what failed ones wrote. A test with
 * subtests is not counted beside them; a package that fails with none of its tests failing (it does not compile, or
 * ended early) counts as one failure.
 */
export function countGoTests(json) {
  const result = { passed: 0, failed: 0, skipped: 0, output: '' };
  const ended = new Map();
  const written = new Map();
  const failedPackages = new Set();
  for (const line of json.split('\n')) {
    const event = parse(line);
    if (!event) {
      if (line.trim()) result.output += `${line}\n`;
      continue;
    }
    const key = `${event.Package ?? event.ImportPath}\t${event.Test ?? ''}`;
    if (event.Output) written.set(key, (written.get(key) ?? '') + event.Output);
    if (event.Action === 'build-fail') result.output += written.get(key) ?? '';
    if (!['pass', 'fail', 'skip'].includes(event.Action)) continue;
    if (event.Test) ended.set(key, event.Action);
    else if (event.Action === 'fail') failedPackages.add(event.Package);
  }

  const parents = new Set([...ended.keys()].filter((key) => key.includes('/', key.indexOf('\t'))).flatMap(ancestors));
  for (const [key, action] of ended) {
    if (action === 'fail') {
      result.output += written.get(key) ?? '';
      failedPackages.delete(key.slice(0, key.indexOf('\t')));
    }
    if (parents.has(key) && !(action === 'fail' && !failsBelow(ended, key))) continue;
    if (action === 'pass') result.passed++;
    else if (action === 'fail') result.failed++;
    else result.skipped++;
  }
  for (const name of failedPackages) {
    result.failed++;
    result.output += `${name} failed outside of its tests\n${written.get(`${name}\t`) ?? ''}`;
  }
  return result;
}

const failsBelow = (ended, key) =>
  [...ended].some(([other, action]) => action === 'fail' && other.startsWith(`${key}/`));

/** The keys of the tests that a subtest belongs to. */
function ancestors(key) {
  const found = [];
  const tab = key.indexOf('\t');
  for (let at = key.lastIndexOf('/'); at > tab; at = key.lastIndexOf('/', at - 1)) found.push(key.slice(0, at));
  return found;
}

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Every fuzz target, with the folder of its package. */
function fuzzTargets() {
  return filesBelow(['server'], (file) => file.endsWith('_test.go')).flatMap((file) =>
    [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(/^func (Fuzz\w+)\(/gm)].map(([, name]) => ({
      name,
      folder: path.posix.dirname(file),
    })),
  );
}

const fuzz = ({ name, folder }) => [
  'go',
  ['test', '-run=^$', `-fuzz=^${name}$`, `-fuzztime=${FUZZ_INPUTS}`, `./${folder}`],
];

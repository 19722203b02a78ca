// The Go code: its format, what the vetting tools say on every system, and its tests.
import { goEnv, goTool } from '../lib/go.mjs';
import { inOwnNetwork } from '../lib/network.mjs';
import { capture, onPath } from '../lib/run.mjs';
import { runChecks } from './checks.mjs';

/** What is found without running anything. */
export async function vet(options) {
  const elsewhere = ['windows', 'darwin'].map(async (GOOS) => ['go', ['vet', './server/...'], await on({ GOOS })]);
  const staticcheck = [...goTool('staticcheck', './server/...'), await on()];
  return runChecks([await gofumpt(), ...(await Promise.all(elsewhere)), staticcheck], options);
}

/** Every file is formatted. */
export const format = async (options) => runChecks([await gofumpt()], options);

/** The formatter's standard output lists files; what it downloads or compiles first, Go says on standard error. */
export async function gofumpt(folder = 'server') {
  const succeeded = ({ code, stdout }) => code === 0 && stdout.trim() === '';
  return [...goTool('gofumpt', '-l', folder), await on(), succeeded];
}

const on = async (system) => ({ env: await goEnv(system) });

/** All tests, with the race detector, and `go vet` for this system. */
export async function goTests(options) {
  // The race detector needs a C compiler, which Windows does not bring.
  const race = process.platform !== 'win32' || onPath('gcc') ? ['-race'] : [];
  // -count=1: Go keeps results by what a test read itself, and cannot know what the programs that it started read.
  const flags = [...race, '-vet=all', '-count=1', '-timeout=40m', '-json'];
  const command = [...(await inOwnNetwork()), 'go', 'test', ...flags, './server/...'];
  // A program with the race detector waits a second at its end for reports of what still runs; a test's own came before.
  const env = { ...(await goEnv({}, { cgo: true })), GORACE: 'atexit_sleep_ms=0' };
  return runTests(command, env, options);
}

/** The tests of the packages by themselves, without the race detector, and only where something changed. */
export async function goPackageTests(options) {
  return runTests(['go', 'test', '-short', '-vet=all', '-json', './server/internal/...'], await goEnv(), options);
}

async function runTests([command, ...args], env, { echo = false } = {}) {
  const { code, stdout, stderr } = await capture(command, args, { env });
  const result = countGoTests(stdout);
  if (code !== 0 && result.failed === 0) {
    result.failed = 1;
    result.output += `go test ended with code ${code}\n`;
  }
  if (code !== 0) result.output += stderr;
  if (echo) process.stderr.write(result.output);
  return result;
}

/**
 * Counts tests in the output of `go test -json` (`go doc test2json`) and keeps what failed ones wrote. A test with
 * subtests is not counted beside them; a package that fails with none of its tests failing (it does not compile, or
 * ended early) counts as one failure. `tests` has how long each took.
 */
export function countGoTests(json) {
  const result = { passed: 0, failed: 0, skipped: 0, output: '', tests: [] };
  const ended = new Map();
  const seconds = new Map();
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
    if (event.Test) {
      ended.set(key, event.Action);
      seconds.set(key, event.Elapsed ?? 0);
    } else if (event.Action === 'fail') {
      failedPackages.add(event.Package);
    }
  }

  const parents = new Set([...ended.keys()].filter((key) => key.includes('/', key.indexOf('\t'))).flatMap(ancestors));
  for (const [key, action] of ended) {
    if (action === 'fail') {
      result.output += written.get(key) ?? '';
      failedPackages.delete(key.slice(0, key.indexOf('\t')));
    }
    if (parents.has(key) && !(action === 'fail' && !failsBelow(ended, key))) continue;
    result.tests.push({ name: key.slice(key.indexOf('\t') + 1), seconds: seconds.get(key) });
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

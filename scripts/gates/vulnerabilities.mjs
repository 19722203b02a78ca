// Known vulnerabilities in what the binary is made of, by govulncheck.
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { goEnv, goTool } from '../lib/go.mjs';
import { capture, Problem } from '../lib/run.mjs';
import { ROOT } from '../lib/root.mjs';
import { step } from '../lib/step.mjs';

/** The sources of https://vuln.go.dev: a Go module, so that whoever can fetch modules has the database as well. */
const DATABASE = 'golang.org/x/vulndb@latest';
const FOLDER = '.build/vulnerabilities';
const FETCH_TIMEOUT_MS = 5 * 60_000;

/** Fetches the database (25 MB), at most once a day. */
export async function fetchVulnerabilities() {
  const output = `${FOLDER}/osv`;
  const day = new Date().toISOString().slice(0, 10);
  await step('vulnerability database', { inputs: [], outputs: [output], also: day }, async () => {
    // In a module cache of its own: only a part is kept, and every day has another.
    const modules = path.join(ROOT, FOLDER, 'modules');
    rmSync(path.join(ROOT, FOLDER), { recursive: true, force: true });
    mkdirSync(modules, { recursive: true });
    const {
      code,
      stdout,
      output: said,
    } = await capture('go', ['mod', 'download', '-modcacherw', '-json', DATABASE], {
      env: { ...process.env, GOMODCACHE: modules, GOFLAGS: '' },
      timeout: FETCH_TIMEOUT_MS,
    });
    if (code !== 0)
      throw new Problem(said.trim() || `${DATABASE} did not come within ${FETCH_TIMEOUT_MS / 60_000} minutes`);
    renameSync(path.join(JSON.parse(stdout).Dir, 'data/osv'), path.join(ROOT, output));
    rmSync(modules, { recursive: true });
  });
  return pathToFileURL(path.join(ROOT, output)).href;
}

/**
 * Fails where code of ours can reach a known vulnerability of a module. Those of Go's standard library belong to the Go
 * that is installed: they are said, since only a newer Go mends them.
 */
export async function vulnerabilities(options) {
  let database;
  try {
    database = await fetchVulnerabilities();
  } catch (error) {
    return { notRun: `the database of vulnerabilities could not be fetched:\n${error.message}` };
  }
  // Versions alone take a second; calls are followed only where a version is affected.
  const affected = await scan(database, ['-C', 'server', '-scan', 'module']);
  const [standard, ours] = [affected.filter(inStandardLibrary), affected.filter((one) => !inStandardLibrary(one))];
  const reached = ours.length > 0 ? await scan(database, ['./server/...']) : [];
  const called = reached.filter((one) => !inStandardLibrary(one) && one.trace[0].function);
  const result = { passed: 1, failed: 0, skipped: 0, output: '', notes: [] };
  if (called.length > 0) Object.assign(result, { passed: 0, failed: 1, output: `${lines(called).join('\n')}\n` });
  if (standard.length > 0) {
    const { version } = standard[0].trace[0];
    const fixed = standard.map((one) => one.fixed_version).filter(Boolean);
    const newest = fixed.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
    const count = new Set(standard.map(({ osv }) => osv)).size;
    result.notes.push(
      `Go ${version.slice(1)} has ${count} known vulnerabilities${newest ? `, fixed in ${newest.slice(1)}` : ''}: update Go before you publish a package.`,
    );
  }
  if (options.echo) process.stderr.write(result.output);
  return result;
}

const inStandardLibrary = ({ trace }) => trace[0].module === 'stdlib';

/** The findings of govulncheck, one for each vulnerability and place. */
async function scan(database, args) {
  const [command, all] = goTool('govulncheck', `-db=${database}`, '-format=json', ...args);
  const { code, stdout, output } = await capture(command, all, { env: await goEnv() });
  if (code !== 0) throw new Problem(`govulncheck ${args.join(' ')} ended with code ${code}:\n${output}`);
  return messages(stdout).flatMap(({ finding }) => (finding ? [finding] : []));
}

/** The JSON objects that govulncheck writes one after the other, each from a `{` at the start of a line to a `}`. */
export const messages = (text) =>
  text
    .split(/(?<=^\})\n/m)
    .filter((one) => one.trim())
    .map((one) => JSON.parse(one));

const lines = (findings) =>
  findings.map(({ osv, fixed_version: fixed, trace }) => {
    const [{ module, version }, from] = [trace[0], trace.at(-1)];
    const place = from.position ? `${from.position.filename}:${from.position.line}` : from.package;
    return `${osv} in ${module}@${version} is reached from ${place}; ${fixed ? `fixed in ${fixed}` : 'not fixed yet'} (https://pkg.go.dev/vuln/${osv})`;
  });

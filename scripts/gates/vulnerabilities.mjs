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

/** Runs govulncheck with today's database. */
export async function vulnerabilities({ echo = false } = {}) {
  let database;
  try {
    database = await fetchVulnerabilities();
  } catch (error) {
    return { notRun: `the database of known vulnerabilities could not be fetched:\n${error.message}` };
  }
  const result = await scan(database, './server/...');
  if (echo) process.stderr.write(result.output);
  return result;
}

/**
 * Fails where packages of ours can reach a known vulnerability of a module. Those of Go's standard library belong to the
 * Go that is installed and go away with a newer one: they are said.
 */
export async function scan(database, packages) {
  // Versions alone take a second; calls are followed only where a version is affected.
  const affected = await findings(database, ['-C', 'server', '-scan', 'module']);
  const standard = affected.filter(inStandardLibrary);
  const reached = affected.length > standard.length ? await findings(database, [packages]) : [];
  const called = reached.filter((one) => !inStandardLibrary(one) && one.trace[0].function);
  return {
    passed: called.length === 0 ? 1 : 0,
    failed: called.length === 0 ? 0 : 1,
    skipped: 0,
    output: [...new Set(called.map(describe))].map((line) => `${line}\n`).join(''),
    notes: standard.length > 0 ? [describeGo(standard)] : [],
  };
}

const inStandardLibrary = ({ trace }) => trace[0].module === 'stdlib';

/** What govulncheck finds (https://pkg.go.dev/golang.org/x/vuln/cmd/govulncheck), a finding for each way to a fault. */
async function findings(database, args) {
  const [command, all] = goTool('govulncheck', `-db=${database}`, '-format=json', ...args);
  const { code, stdout, output } = await capture(command, all, { env: await goEnv() });
  if (code !== 0) throw new Problem(`govulncheck ${args.join(' ')} ended with code ${code}:\n${output}`);
  // JSON objects one after the other, each to a brace at the start of a line.
  const messages = stdout.split(/(?<=^\})\n/m).filter((text) => text.trim());
  return messages.map((text) => JSON.parse(text)).flatMap(({ finding }) => finding ?? []);
}

function describe({ osv, fixed_version: fixed, trace }) {
  const { module, version } = trace[0];
  const { filename, line } = trace.at(-1).position;
  const remedy = fixed ? `fixed in ${fixed}` : 'not fixed yet';
  return `${osv} in ${module}@${version} is reached from ${filename}:${line}; ${remedy} (https://pkg.go.dev/vuln/${osv})`;
}

function describeGo(standard) {
  const count = new Set(standard.map(({ osv }) => osv)).size;
  const fixes = standard.map((one) => one.fixed_version?.slice(1) ?? '');
  const newest = fixes.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  const what = count === 1 ? '1 known vulnerability' : `${count} known vulnerabilities`;
  const remedy = newest ? `update Go to ${newest} or newer` : 'update Go';
  return `Go ${standard[0].trace[0].version.slice(1)} has ${what}: ${remedy} before you publish a package.`;
}

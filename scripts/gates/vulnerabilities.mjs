// Known vulnerabilities in what the binary is made of, by govulncheck.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { goEnv, goTool } from '../lib/go.mjs';
import { capture, Problem } from '../lib/run.mjs';
import { ROOT } from '../lib/root.mjs';
import { step } from '../lib/step.mjs';

/** The sources of https://vuln.go.dev: a Go module, so that whoever can fetch modules has the database as well. */
const DATABASE = 'golang.org/x/vulndb@latest';
const FOLDER = '.build/vulnerabilities';
const OSV = `${FOLDER}/osv`;
const FETCH_TIMEOUT_MS = 2 * 60_000;

let fetched;

/** Fetches the database (25 MB), at most once a day, and gives its address. */
export function fetchVulnerabilities() {
  fetched ??= step('vulnerability database', { inputs: [], outputs: [OSV], also: today() }, fetchDatabase);
  return fetched;
}

async function fetchDatabase() {
  // In a module cache of its own: only a part is kept, and every day has another.
  const cache = path.join(ROOT, FOLDER, 'modules');
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const { code, stdout, output } = await capture('go', ['mod', 'download', '-modcacherw', '-json', DATABASE], {
    env: { ...process.env, GOMODCACHE: cache, GOFLAGS: '' },
    timeout: FETCH_TIMEOUT_MS,
  });
  if (code !== 0)
    throw new Problem(output.trim() || `${DATABASE} took longer than ${FETCH_TIMEOUT_MS / 60_000} minutes`);
  rmSync(path.join(ROOT, OSV), { recursive: true, force: true });
  renameSync(path.join(JSON.parse(stdout).Dir, 'data/osv'), path.join(ROOT, OSV));
  rmSync(cache, { recursive: true });
}

const today = () => new Date().toISOString().slice(0, 10);

/** Runs govulncheck with today's database, or with the last one where today's cannot be fetched. */
export async function vulnerabilities({ echo = false } = {}) {
  const notes = [];
  try {
    await fetchVulnerabilities();
  } catch (error) {
    const why = `the database of known vulnerabilities could not be fetched:\n${error.message}`;
    if (!existsSync(path.join(ROOT, OSV))) return { notRun: why };
    notes.push(`The database is of another day: ${why}`);
  }
  const result = await scan(pathToFileURL(path.join(ROOT, OSV)).href, './server/...');
  if (echo) process.stderr.write(result.output);
  return { ...result, notes: [...notes, ...result.notes] };
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
  const from = trace.at(-1);
  const place = from.position ? `${from.position.filename}:${from.position.line}` : from.package;
  const remedy = fixed ? `fixed in ${fixed}` : 'not fixed yet';
  return `${osv} in ${module}@${version} is reached from ${place}; ${remedy} (https://pkg.go.dev/vuln/${osv})`;
}

function describeGo(standard) {
  const count = new Set(standard.map(({ osv }) => osv)).size;
  const fixes = standard.map((one) => one.fixed_version?.slice(1) ?? '');
  const newest = fixes.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  const what = count === 1 ? '1 known vulnerability' : `${count} known vulnerabilities`;
  const remedy = newest ? `update Go to ${newest} or newer` : 'update Go';
  return `Go ${standard[0].trace[0].version.slice(1)} has ${what}: ${remedy} before you publish a package.`;
}

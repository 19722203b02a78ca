import path from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './root.mjs';

/** Bundles the extension into dist/extension.js, as VS Code loads it. */
export async function buildExtension() {
  await build({
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
  });
}

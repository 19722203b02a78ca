// Builds the panel's page into dist/panel: one script, its style sheet, its icons' font and, for browsers, its document.
import { build } from 'esbuild';
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './root.mjs';

const PAGE = path.join(ROOT, 'extension/panel');
const OUT = path.join(ROOT, 'dist/panel');
const FONT = path.join(ROOT, 'node_modules/@vscode/codicons/dist/codicon.ttf');

/** What the page is made of, relative to the project: for whoever decides whether it must be built again. */
export const PANEL_INPUTS = [
  'extension/panel',
  'extension/protocol',
  'package.json',
  'package-lock.json',
  'scripts/lib/buildPanel.mjs',
];

/** What is built, relative to the project. */
export const PANEL_OUTPUTS = ['panel.js', 'panel.css', 'codicon.ttf', 'index.html'].map((name) => `dist/panel/${name}`);

/** Builds the page; rejects with esbuild's messages where it cannot. */
export async function buildPanel() {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  await build({
    entryPoints: [path.join(PAGE, 'main.ts')],
    outfile: path.join(OUT, 'panel.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    define: { VITRINA_VERSION: JSON.stringify(version) },
    logLevel: 'warning',
  });
  for (const name of ['panel.css', 'index.html']) cpSync(path.join(PAGE, name), path.join(OUT, name));
  cpSync(FONT, path.join(OUT, 'codicon.ttf'));
}

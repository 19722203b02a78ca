// Builds the panel's page into dist/panel: its script, a second one for the colours of source text, its style sheet, its icons' font, what it knows of HTTP and, for
// browsers, its document.
import { build, context } from 'esbuild';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './root.mjs';

const PAGE = path.join(ROOT, 'extension/panel');
const OUT = path.join(ROOT, 'dist/panel');
const FONT = path.join(ROOT, 'node_modules/@vscode/codicons/dist/codicon.ttf');

/** Builds the page; rejects with esbuild's messages where it cannot. */
export async function buildPanel() {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  await Promise.all([build(options()), build(highlighterOptions())]);
  copyFiles();
}

/** Builds the page again whenever its script changes, with a source map, for a debugger. */
export async function watchPanel() {
  mkdirSync(OUT, { recursive: true });
  const copy = { name: 'copy', setup: ({ onEnd }) => onEnd(copyFiles) };
  const watched = await context({ ...options(), minify: false, sourcemap: true, logLevel: 'info', plugins: [copy] });
  await Promise.all([watched.watch(), build(highlighterOptions())]);
}

const options = () => ({
  entryPoints: [path.join(PAGE, 'main.ts')],
  outfile: path.join(OUT, 'panel.js'),
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  legalComments: 'none',
  define: { VITRINA_VERSION: JSON.stringify(version()) },
  logLevel: 'warning',
});

/** A module, which the page's script imports when it first shows source text. */
const highlighterOptions = () => ({
  ...options(),
  entryPoints: [path.join(PAGE, 'highlighter/highlighter.ts')],
  outfile: path.join(OUT, 'highlighter.js'),
  format: 'esm',
});

const version = () => JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).version;

function copyFiles() {
  for (const name of ['panel.css', 'index.html']) cpSync(path.join(PAGE, name), path.join(OUT, name));
  cpSync(FONT, path.join(OUT, 'codicon.ttf'));
  mkdirSync(path.join(OUT, 'knowledge'), { recursive: true });
  for (const name of ['index.json', 'en.json', 'es.json']) {
    const content = JSON.parse(readFileSync(path.join(PAGE, 'knowledge', name), 'utf8'));
    writeFileSync(path.join(OUT, 'knowledge', name), JSON.stringify(content));
  }
}

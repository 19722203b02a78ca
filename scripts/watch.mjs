// Builds all, puts the binary where an extension under development looks for it, and builds extension and panel again
// whenever a source of theirs changes. Ctrl+C ends it.
//
//   npm run watch
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { BINARY, build } from './build.mjs';
import { watchExtension } from './lib/buildExtension.mjs';
import { watchPanel } from './lib/buildPanel.mjs';
import { main } from './lib/run.mjs';
import { ROOT } from './lib/root.mjs';
import { forgetStep } from './lib/step.mjs';

await main(async () => {
  await build();
  const used = path.join(ROOT, 'bin', path.basename(BINARY));
  mkdirSync(path.dirname(used), { recursive: true });
  rmSync(used, { force: true }); // a program that runs cannot be written over, but replaced
  copyFileSync(path.join(ROOT, BINARY), used);
  // What is built from here on is for a debugger; a package is made anew.
  for (const name of ['extension', 'panel']) forgetStep(name);
  await watchExtension();
  await watchPanel();
  console.log('watching'); // .vscode/tasks.json waits for this line
});

// What must be on the machine before anything is installed. Built-in modules only: this runs on a fresh clone, and on
// a Node that is too old it must live long enough to say so.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { capture, onPath, Problem } from './run.mjs';
import { ROOT } from './root.mjs';

/** Fails with what to do where Node or Go is missing or too old. */
export async function checkPrerequisites() {
  const { engines } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const nodeWanted = engines.node.replace(/^\D+/, '');
  if (older(process.versions.node, nodeWanted)) {
    throw new Problem(
      `Node ${process.versions.node} is too old: ${nodeWanted} or newer is needed. Install it from https://nodejs.org/, then run this again.`,
    );
  }

  const goWanted = /^go (\S+)$/m.exec(readFileSync(path.join(ROOT, 'go.mod'), 'utf8'))[1];
  const install = `Install Go ${goWanted} or newer from https://go.dev/dl/, then run this again.`;
  if (!onPath('go')) throw new Problem(`Go was not found on PATH. ${install}`);
  // Asked inside the module: a Go that may fetch the newer toolchain that go.mod names answers with that one's version.
  const { output, stdout } = await capture('go', ['version']);
  const goFound = /\bgo(\d+(?:\.\d+)*)/.exec(stdout)?.[1];
  if (!goFound) throw new Problem(`\`go version\` answered: ${output.trim()}\n${install}`);
  if (older(goFound, goWanted)) throw new Problem(`Go ${goFound} is too old. ${install}`);
  return { go: goFound };
}

/** Whether one dotted version comes before another. */
export function older(version, wanted) {
  const [a, b] = [version, wanted].map((text) => text.split('.').map((part) => Number.parseInt(part, 10)));
  for (let i = 0; i < b.length; i++) {
    if ((a[i] ?? 0) !== b[i]) return (a[i] ?? 0) < b[i];
  }
  return false;
}

// Checks that are one program each, and pass or fail as a whole.
import { capture } from '../lib/run.mjs';

const node = (...args) => [process.execPath, args];

/**
 * Runs programs one after the other, each counted as one test.
 *
 * @param {[string, string[], object?, ((result: object) => boolean)?][]} programs command, arguments, options, and
 *   what counts as success where that is not exit code 0
 */
export async function runChecks(programs, { echo = false } = {}) {
  const result = { passed: 0, failed: 0, skipped: 0, output: '' };
  for (const [command, args, options = {}, succeeded = ({ code }) => code === 0] of programs) {
    const ended = await capture(command, args, { ...options, echo });
    if (succeeded(ended)) {
      result.passed++;
    } else {
      result.failed++;
      const name = command === process.execPath ? 'node' : command;
      const system = options.env?.GOOS ? `GOOS=${options.env.GOOS} ` : '';
      result.output += `$ ${system}${name} ${args.join(' ')}\n${ended.output.trimEnd()}\n`;
    }
  }
  return result;
}

/** The committed types are those of the Go protocol. */
export const generated = (options) => runChecks([node('scripts/generate.mjs', '--check')], options);

/** TypeScript's compiler has nothing to say. */
export const types = (options) =>
  runChecks(
    ['extension', 'extension/panel'].map((project) =>
      node('node_modules/typescript/bin/tsc', '-p', project, '--noEmit', '--pretty', 'false'),
    ),
    options,
  );

/** oxlint has nothing to say, and oxfmt would change nothing. */
export const lint = (options) =>
  runChecks(
    [node('node_modules/oxlint/bin/oxlint', '--format=unix'), node('node_modules/oxfmt/bin/oxfmt', '--check')],
    options,
  );

// How the scripts call Go: with one set of flags, so that nothing is compiled twice, and with the tools of scripts/tools.
import { capture, Problem } from './run.mjs';

const TOOLS = 'scripts/tools';

/** The command line of a tool that scripts/tools/go.mod pins, as [command, arguments]. */
export const goTool = (name, ...args) => ['go', ['tool', `-modfile=${TOOLS}/go.mod`, name, ...args]];

let flags;

/**
 * The environment for `go`. Everything but tests with the race detector, which needs cgo, is compiled as packages for
 * others are: without cgo, and with -trimpath, whose results are the same in every clone. The build, the package, the
 * checks and the tools then share what Go's cache has.
 *
 * @param {Record<string, string>} [more] further variables
 */
export async function goEnv(more = {}, { cgo = false } = {}) {
  flags ??= goFlags();
  return { ...process.env, GOFLAGS: await flags, ...(cgo ? {} : { CGO_ENABLED: '0' }), ...more };
}

/** The flags that the user has set, by the environment or by `go env -w`, and ours. */
async function goFlags() {
  const { code, stdout, output } = await capture('go', ['env', 'GOFLAGS']);
  if (code !== 0) throw new Problem(`go env GOFLAGS failed:\n${output}`);
  const given = stdout.trim().split(/\s+/).filter(Boolean);
  return [...given.filter((flag) => flag !== '-trimpath'), '-trimpath'].join(' ');
}

/**
 * Fetches the modules of both go.mod files, for every system, while there is a network: tests may have one of their own,
 * which leads nowhere, and one of them asks `go list` for packages by name, which reads the go.mod of every module that
 * ours name, used or not. What is there already is not fetched again.
 */
export async function fetchModules(env = process.env) {
  await Promise.all(
    ['.', TOOLS].map(async (folder) => {
      const { code, output } = await capture('go', ['-C', folder, 'mod', 'download'], { env });
      if (code !== 0)
        throw new Problem(`The Go modules of ${folder}/go.mod could not be fetched:\n${output.trimEnd()}`);
    }),
  );
}

// Installs and builds what is needed, then serves the lab: the site's and the panel's addresses are printed.
//
//   npm start
//   npm start -- --port 9000 --open      any flag of `vitrina serve`
import { spawn } from 'node:child_process';
import path from 'node:path';
import { BINARY, build } from './build.mjs';
import { main, Problem } from './lib/run.mjs';
import { ROOT } from './lib/root.mjs';

await main(async () => {
  await build();
  // esbuild keeps a process for the next build, which would be there as long as the server.
  await (await import('esbuild')).stop();
  process.exitCode = await serve(process.argv.slice(2));
});

function serve(flags) {
  const server = spawn(path.join(ROOT, BINARY), ['serve', ...flags, 'lab/html'], { cwd: ROOT, stdio: 'inherit' });
  // The server ends on a signal in its own good order; this script only waits for it. A terminal sends Ctrl+C to both,
  // so it is passed on only where there is no terminal.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) server.kill(signal);
    });
  }
  // npm passes a signal on to the shell between it and this script, and some shells die without passing it further
  // (https://github.com/npm/cli/issues/5776): whoever has lost the one who started it ends too.
  const startedBy = process.ppid;
  setInterval(() => {
    if (process.ppid !== startedBy) server.kill('SIGTERM');
  }, 500).unref();
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new Problem(`${BINARY} could not be started: ${error.message}`)));
    server.once('exit', (code) => resolve(code ?? 1));
  });
}

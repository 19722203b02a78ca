// Measures the server beside its peers in one run; not part of `npm test`, since it takes time and says most on a quiet computer.
//
//   npm run bench -- static                  small and large files, memory, the start, idle connections
//   npm run bench -- cgi                     scripts: latency, throughput, long contents, memory
//   npm run bench -- reload                  from save to message, torn pages, bursts, a large folder
//   npm run bench -- static --json           the same as JSON; --help lists the flags of each
//
// Peers are measured where they are installed, in node_modules or on PATH: nginx, lighttpd, vite, live-server. Those on
// net/http are built here.
import path from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { BINARY, binaryInputs, build } from './build.mjs';
import { goEnv } from './lib/go.mjs';
import { main, run } from './lib/run.mjs';
import { ROOT } from './lib/root.mjs';
import { step } from './lib/step.mjs';

await main(async () => {
  await build();
  const folder = '.build/benchmarks';
  const file = path.join(folder, process.platform === 'win32' ? 'bench.exe' : 'bench');
  await step('bench', { ...binaryInputs, outputs: [file] }, async () =>
    run('go', ['build', '-o', `${folder}/`, './server/bench/...'], { env: await goEnv() }),
  );
  const [what, ...flags] = process.argv.slice(2);
  const modules = path.join(ROOT, 'node_modules/.bin');
  const bench = spawn(path.join(ROOT, file), [what ?? '', '-server', path.join(ROOT, BINARY), ...flags], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, PATH: [modules, process.env.PATH].join(path.delimiter) },
  });
  // It ends the servers and removes its folder on a signal; this script only waits for it.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => bench.kill(signal));
  const [code] = await once(bench, 'exit');
  process.exitCode = code ?? 1;
});

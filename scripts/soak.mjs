// Puts a mixed load with faults on the server and looks at what is left; not part of `npm test`, since it takes time.
//
//   npm run soak                     for a minute
//   npm run soak -- --seconds 300    for as long as you like
//
// It ends with 1 where an answer was wrong that nobody provoked, or where descriptors, processes or memory are off.
import path from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { BINARY, build } from './build.mjs';
import { main, run } from './lib/run.mjs';
import { ROOT } from './lib/root.mjs';

await main(async () => {
  await build();
  const program = path.join(ROOT, '.build', process.platform === 'win32' ? 'soak.exe' : 'soak');
  await run('go', ['build', '-o', program, './server/soak']);
  // Of two flags that say the same the last counts.
  const args = ['-server', path.join(ROOT, BINARY), ...process.argv.slice(2)];
  const soak = spawn(program, args, { cwd: ROOT, stdio: 'inherit' });
  // It ends the server and removes its folder on a signal; this script only waits for it.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => soak.kill(signal));
  const [code] = await once(soak, 'exit');
  process.exitCode = code ?? 1;
});

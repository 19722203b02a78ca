// Puts a mixed load with faults on the server and looks at what is left; not part of `npm test`, since it takes time.
//
//   npm run soak                     for a minute
//   npm run soak -- --seconds 300    for as long as you like
//
// It ends with 1 where an answer was wrong that nobody provoked, or where descriptors, processes or memory are off.
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
  const file = `.build/${process.platform === 'win32' ? 'soak.exe' : 'soak'}`;
  await step('soak', { ...binaryInputs, outputs: [file] }, async () =>
    run('go', ['build', '-o', file, './server/soak'], { env: await goEnv() }),
  );
  // Of two flags that say the same the last counts.
  const args = ['-server', path.join(ROOT, BINARY), ...process.argv.slice(2)];
  const soak = spawn(path.join(ROOT, file), args, { cwd: ROOT, stdio: 'inherit' });
  // It ends the server and removes its folder on a signal; this script only waits for it.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => soak.kill(signal));
  const [code] = await once(soak, 'exit');
  process.exitCode = code ?? 1;
});

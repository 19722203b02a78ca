// Fuzzes every target, whether its package changed or not.
//
//   npm run fuzz
import { prepare } from './build.mjs';
import { fuzz } from './gates/fuzz.mjs';
import { main } from './lib/run.mjs';

await main(async () => {
  await prepare();
  const { passed, failed, output } = await fuzz({ all: true });
  console.log(`${output}${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
});

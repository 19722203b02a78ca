// Formats every file that has a formatter, as `npm test` wants it.
import { prepare } from './build.mjs';
import { goEnv, goTool } from './lib/go.mjs';
import { main, run } from './lib/run.mjs';

await main(async () => {
  await prepare();
  await run(...goTool('gofumpt', '-w', 'server'), { env: await goEnv() });
  await run(process.execPath, ['node_modules/oxfmt/bin/oxfmt']);
});

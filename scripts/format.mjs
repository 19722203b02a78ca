// Formats every file that has a formatter, as `npm test` wants it.
import { prepare } from './build.mjs';
import { main, run } from './lib/run.mjs';

await main(async () => {
  await prepare();
  await run('go', ['tool', '-modfile=tools/go.mod', 'gofumpt', '-w', 'server']);
  await run(process.execPath, ['node_modules/prettier/bin/prettier.cjs', '--write', '--log-level=warn', '.']);
});

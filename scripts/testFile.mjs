// Runs one test file, so that a debugger can follow; of `npm test` it has neither the counts nor a network of its own.
//
//   node scripts/testFile.mjs extension/test/unit/reach.test.ts
//   node scripts/testFile.mjs scripts/test/step.test.mjs "done again"     only tests with this text in their name
import path from 'node:path';
import { environments } from './gates/gates.mjs';
import { bundleTests } from './gates/nodeTests.mjs';
import { main, Problem, run } from './lib/run.mjs';
import { ROOT } from './lib/root.mjs';

await main(async () => {
  const [given = '', text = ''] = process.argv.slice(2);
  const file = path.relative(ROOT, path.resolve(given)).replaceAll(path.sep, '/');
  const [, area] = /^extension\/test\/(\w+)\/[^/]+\.test\.ts$/.exec(file) ?? [];
  if (!area && !/^scripts\/test\/[^/]+\.test\.mjs$/.test(file)) {
    throw new Problem(`Name a test file below extension/test or scripts/test, not “${given}”.`);
  }
  const env = { ...process.env, ...(area ? await environments[area]() : {}) };
  const [program] = area ? await bundleTests(area, [file]) : [file];
  const literal = text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  const only = literal ? [`--test-name-pattern=${literal}`] : [];
  await run(process.execPath, ['--enable-source-maps', '--test-reporter=spec', ...only, program], { env });
});

// The totals that `npm test` prints are read from what the test runners say; here they are run on tests of each kind.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { countGoTests } from '../gates/go.mjs';
import { runNodeTests } from '../gates/nodeTests.mjs';
import { goEnv } from '../lib/go.mjs';
import { capture } from '../lib/run.mjs';
import { temporaryFolder } from './temporary.mjs';

test('Go: subtests count and their parents do not; what fails outside of tests counts once', async (t) => {
  const tests = `package p
import "testing"
func TestPasses(t *testing.T) {}
func TestParent(t *testing.T) {
	t.Run("one", func(t *testing.T) { t.Run("deeper", func(t *testing.T) {}) })
	t.Run("two", func(t *testing.T) { t.Error("two is wrong") })
}
func TestItself(t *testing.T) { t.Run("fine", func(t *testing.T) {}); t.Error("not in a subtest") }
func TestSkipped(t *testing.T) { t.Skip() }
`;
  const folder = temporaryFolder(t, {
    'go.mod': 'module example\n\ngo 1.26\n',
    'p/p_test.go': tests,
    'broken/broken_test.go': 'package broken\n\nvar _ int = "text"\n',
    'exits/exits_test.go':
      'package exits\n\nimport ("os"; "testing")\n\nfunc TestMain(*testing.M) { println("gone early"); os.Exit(3) }\n',
    'none/none.go': 'package none\n',
  });
  const { code, output } = await capture('go', ['test', '-json', './...'], { cwd: folder, env: await goEnv() });
  const result = countGoTests(output);
  assert.equal(code, 1);
  assert.deepEqual(
    { passed: result.passed, failed: result.failed, skipped: result.skipped },
    { passed: 3, failed: 4, skipped: 1 },
    result.output,
  );
  for (const reason of ['two is wrong', 'not in a subtest', 'cannot use "text"', 'gone early']) {
    assert.ok(result.output.includes(reason), `${reason} is told:\n${result.output}`);
  }
  assert.ok(!result.output.includes('TestPasses'), 'what passed is not told');
  const counted = [
    'TestPasses',
    'TestParent/one/deeper',
    'TestParent/two',
    'TestItself',
    'TestItself/fine',
    'TestSkipped',
  ];
  assert.deepEqual(result.tests.map(({ name }) => name).sort(), counted.sort());
  for (const { name, seconds } of result.tests) assert.ok(seconds >= 0, `${name} took ${seconds} s`);
});

test('node:test: tests count; suites and files do not, unless they fail themselves', async (t) => {
  const head = "import { test, describe, before } from 'node:test';\n";
  const folder = temporaryFolder(t, {
    'passing.test.mjs': `${head}test('one', () => {}); describe('suite', () => { test('two', () => {}); });`,
    'failing.test.mjs': `${head}describe('suite', () => { test('three', () => { throw new Error('three is wrong'); }); });`,
    'skipping.test.mjs': `${head}test('four', { skip: true }, () => {});`,
    'crashing.test.mjs': "throw new Error('the file is wrong');",
    'hook.test.mjs': `${head}describe('suite', () => { before(() => { throw new Error('the hook is wrong'); }); test('five', () => {}); });`,
    'empty.test.mjs': '',
  });
  const files = ['passing', 'failing', 'skipping', 'crashing', 'hook', 'empty'];
  const run = (...names) =>
    runNodeTests(
      path.basename(folder),
      names.map((name) => path.join(folder, `${name}.test.mjs`)),
      // Inside a test, node --test would report to the outer one.
      { env: { NODE_TEST_CONTEXT: undefined } },
    );

  const all = await run(...files);
  assert.equal(all.passed, 2, all.output);
  assert.equal(all.skipped, 1, all.output);
  assert.ok(all.failed >= 3, all.output);
  for (const reason of ['three is wrong', 'the file is wrong', 'the hook is wrong']) {
    assert.ok(all.output.includes(reason), `${reason} is told:\n${all.output}`);
  }
  const timed = all.tests.map(({ name }) => name);
  for (const name of ['one', 'two', 'three', 'five']) assert.ok(timed.includes(name), `${name} is timed: ${timed}`);
  assert.ok(!timed.includes('suite'), 'a suite is no test');
  for (const { name, seconds } of all.tests) assert.ok(seconds >= 0, `${name} took ${seconds} s`);
  const empty = await run('empty');
  assert.deepEqual([empty.passed, empty.failed], [0, 0], 'a file without tests is no test');
});

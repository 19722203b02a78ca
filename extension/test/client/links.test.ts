import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { startServer, temporaryFolder } from './support';

test('a folder that is reached through a link is spoken of by the name that was given, and so are its scripts', async (context) => {
  const folder = await temporaryFolder(context);
  await mkdir(path.join(folder, 'real', 'cgi-bin'), { recursive: true });
  const root = path.join(folder, 'link');
  await symlink(path.join(folder, 'real'), root, 'junction');
  const files = {
    'odd.py': 'print("Content-Type text/html")\nprint()\n',
    'fails.py': 'import broken\n',
    'broken.py': 'nothing.at.all()\n',
    'page.nosuch': '#!/usr/bin/env no-such-program\n',
  };
  for (const [name, text] of Object.entries(files))
    await writeFile(path.join(root, 'cgi-bin', name), text, { mode: 0o755 });
  const named = (name: string): string => path.join(root, 'cgi-bin', name);

  const { server, inbox } = await startServer(context);
  const site = await server.request('site/start', { root, port: 0 });
  assert.equal(site.root, root);
  const { sites } = await server.request('site/list', undefined);
  assert.deepEqual(
    sites.map((each) => each.root),
    [root],
  );

  for (const [script, blamed] of [
    ['odd.py', 'odd.py'],
    ['fails.py', 'broken.py'],
  ] as const) {
    await fetch(new URL(`cgi-bin/${script}`, site.url));
    const { diagnostics } = await inbox.until('script/didReport', (all) =>
      all.find((told) => told.script === named(script)),
    );
    assert.deepEqual([...new Set(diagnostics.map((each) => each.path))], [named(blamed)], script);
  }

  const { scripts } = await server.request('script/check', { root });
  const problems = scripts.flatMap((script) => script.problems.map((each) => each.path));
  assert.ok(problems.includes(named('page.nosuch')), problems.join());
  assert.deepEqual(
    problems.filter((each) => !each.startsWith(root)),
    [],
  );

  // What a link of the folder's own leads to is outside all the same.
  await writeFile(path.join(folder, 'secret.txt'), 'secret');
  await symlink(path.join(folder, 'secret.txt'), path.join(root, 'leak.txt'));
  assert.equal((await fetch(new URL('leak.txt', site.url))).status, 404);
});

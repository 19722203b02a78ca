import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { Workbench } from './workbench';

// The example of docs/api.md, as an extension of its own beside ours.

let workbench: Workbench;
before(async () => {
  workbench = await Workbench.start('api', { extension: 'apiExample' });
});
after(async () => {
  await workbench.stop();
});

/** Its item in the status bar, once that says a text. */
function course(text: string): Locator {
  return workbench.page.locator('[id="example.course.untyped"]').filter({ hasText: text });
}

test('another extension starts the server with a folder, and learns where it is served', async () => {
  await workbench.run('Course: Start');
  const port = await workbench.shownPort();
  await course(`Course: 0 / ${String(port)}`).waitFor();
  assert.equal((await fetch(`http://127.0.0.1:${String(port)}/index-1.html`)).status, 200);
});

test('it is told of what was recorded: here it counts the scripts’ responses without a type', async () => {
  const site = `http://127.0.0.1:${String(await workbench.shownPort())}`;
  await fetch(`${site}/cgi-bin/index.py`);
  await fetch(`${site}/index.css`);
  await fetch(`${site}/cgi-bin/index.py`);
  await course('Course: 2 / ').waitFor();
  await workbench.screenshot('1-counted');
});

test('it stops the server, and learns what others do with it', async () => {
  await workbench.run('Course: Stop');
  await workbench.status.filter({ hasText: 'Vitrina' }).waitFor();
  assert.deepEqual(await workbench.serverProcesses(), []);
  await course('Course').filter({ hasNotText: '/' }).waitFor();
  await workbench.run('Vitrina: Start Server');
  await course(`Course: 0 / ${String(await workbench.shownPort())}`).waitFor();
});

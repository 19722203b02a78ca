import assert from 'node:assert/strict';
import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Workbench, copyLab, eventually, isClosed, processesWith } from './workbench';

// What goes wrong with the server's program and its process, and what the user sees of it.

let workbench: Workbench;
before(async () => {
  workbench = await Workbench.start('trouble', {
    settings: { 'vitrina.server.path': '/nowhere/vitrina' },
    prepare: async (folder) => {
      await copyLab(folder);
      const cgi = path.join(folder, 'html', 'cgi-bin');
      await writeFile(path.join(cgi, 'broken.py'), 'print("Content-Type: text/plain")\npritn("Hola")\n');
      await writeFile(path.join(cgi, 'slow.py'), 'import time\nwhile True: time.sleep(1)\n');
    },
  });
});
after(async () => {
  await workbench.stop();
});

/** The number of the one process of the server. */
async function serverProcess(): Promise<number> {
  await eventually('one server', async () => (await workbench.serverProcesses()).length === 1);
  return (await workbench.serverProcesses())[0] ?? 0;
}

test('a program that is missing is told with its path, and the status is not left wrong', async () => {
  await workbench.run('Vitrina: Start Server');
  const toast = workbench.toast('The Vitrina server was not found at /nowhere/vitrina.');
  await toast.waitFor();
  assert.match(await workbench.spokenStatus(), /was not found at \/nowhere\/vitrina/);
  await workbench.showPanel();
  await workbench.panel.getByText('was not found at /nowhere/vitrina').waitFor();
  await workbench.screenshot('1-missing');
  assert.equal(await workbench.page.locator('.notification-toast').count(), 1);
});

test('a program of another version is told by both names', async () => {
  const other = path.join(workbench.folder, 'other');
  await writeFile(other, '#!/bin/sh\necho vitrina 9.8.7\n');
  await chmod(other, 0o755);
  await workbench.set({ 'vitrina.server.path': other });
  await workbench.run('Vitrina: Restart Server');
  await workbench.toast('“vitrina 9.8.7”, but this extension needs “vitrina ').waitFor();
  await workbench.screenshot('2-other-version');
});

test('with the right program the button of the message starts it', async () => {
  await workbench.set({ 'vitrina.server.path': '' });
  const buttons = workbench.page.locator('.notification-toast').getByRole('button', { name: 'Restart' });
  await buttons.first().click(); // once: a second start would go on behind the next test's back
  await workbench.shownPort();
  await serverProcess();
  await workbench.run('Notifications: Clear All Notifications');
});

test('a server that dies is started again once by itself, at the same port', async () => {
  const port = await workbench.shownPort();
  const first = await serverProcess();
  process.kill(first, 'SIGKILL');
  await workbench.toast('The signal SIGKILL stopped the Vitrina server. Vitrina has restarted it.').waitFor();
  assert.equal(await workbench.shownPort(), port);
  assert.notEqual(await serverProcess(), first);
  assert.equal((await fetch(`http://127.0.0.1:${String(port)}/`)).status, 200);
  await workbench.screenshot('3-restarted');
});

test('one that dies again stays down, says so once, and starts by the button', async () => {
  const port = await workbench.shownPort();
  await workbench.run('Notifications: Clear All Notifications');
  process.kill(await serverProcess(), 'SIGKILL');
  const toast = workbench
    .toast('The signal SIGKILL stopped the Vitrina server.')
    .filter({ hasNotText: 'has restarted it' });
  await toast.waitFor();
  assert.ok(await isClosed(`http://127.0.0.1:${String(port)}/`));
  await eventually('the status', async () =>
    (await workbench.spokenStatus()).includes('The signal SIGKILL stopped the Vitrina server'),
  );
  assert.deepEqual(await workbench.serverProcesses(), []);
  await workbench.screenshot('4-down');
  await toast.getByRole('button', { name: 'Restart' }).click();
  await workbench.shownPort();
});

test('a changed setting is told with a button, and holds after the restart', async () => {
  const url = `http://127.0.0.1:${String(await workbench.shownPort())}/index.css`;
  assert.equal((await fetch(url)).headers.get('content-type'), 'text/css; charset=utf-8');
  await workbench.set({ 'vitrina.server.path': '', 'vitrina.charset': 'none' });
  const toast = workbench.toast('Restart the server to apply the changed Vitrina settings.');
  await toast.waitFor();
  await workbench.screenshot('5-settings');
  await toast.getByRole('button', { name: 'Restart' }).click();
  await eventually('the new setting', () =>
    fetch(url).then(
      (response) => response.headers.get('content-type') === 'text/css',
      () => false,
    ),
  );
});

test('what a script does wrong is a problem at its line until it is mended', async () => {
  const url = `http://127.0.0.1:${String(await workbench.shownPort())}/cgi-bin/broken.py`;
  assert.equal((await fetch(url)).status, 500);
  await workbench.run('Problems: Focus on Problems View');
  const problems = workbench.page.locator('.markers-panel .monaco-list-row');
  await problems.filter({ hasText: 'pritn' }).waitFor();
  await problems.filter({ hasText: 'Ln 2' }).waitFor();
  await workbench.screenshot('6-problem');
  const file = path.join(workbench.folder, 'html', 'cgi-bin', 'broken.py');
  await writeFile(file, (await readFile(file, 'utf8')).replace('pritn', 'print'));
  await fetch(url);
  await problems.filter({ hasText: 'pritn' }).waitFor({ state: 'detached' });
});

test('the problems of a script that is renamed or deleted go with it', async () => {
  const port = String(await workbench.shownPort());
  const folder = path.join(workbench.folder, 'html', 'cgi-bin');
  const problems = workbench.page.locator('.markers-panel .monaco-list-row');
  await workbench.run('Problems: Focus on Problems View');
  for (const [script, away] of [
    ['renamed.py', (file: string) => rename(file, `${file}.old`)],
    ['deleted.py', (file: string) => rm(file)],
  ] as const) {
    const file = path.join(folder, script);
    await writeFile(file, `print("Content-Type: text/plain")\nwrong_in_${script.replace('.py', '')}()\n`);
    assert.equal((await fetch(`http://127.0.0.1:${port}/cgi-bin/${script}`)).status, 500);
    const problem = problems.filter({ hasText: `wrong_in_${script.replace('.py', '')}` }).first();
    await problem.waitFor();
    await away(file);
    await problem.waitFor({ state: 'detached' });
  }
});

test('a setting that is no text is told by its name, with a button, and the window works on once it is mended', async () => {
  await workbench.run('Vitrina: Stop Server');
  await eventually('the end', async () => (await workbench.serverProcesses()).length === 0);
  for (const setting of ['vitrina.root', 'vitrina.server.path']) {
    await workbench.run('Notifications: Clear All Notifications');
    await workbench.set({ 'vitrina.server.path': '', [setting]: 5 });
    await workbench.run('Vitrina: Start or Stop Server');
    const toast = workbench.toast(`The setting ${setting} must be text in quotation marks.`);
    await toast.getByRole('button', { name: 'Open Settings' }).waitFor();
  }
  await workbench.set({ 'vitrina.server.path': '' });
  await workbench.run('Notifications: Clear All Notifications');
  await workbench.run('Vitrina: Start or Stop Server');
  await workbench.shownPort();
});

test('the log opens and has what happened', async () => {
  await workbench.run('Vitrina: Show Log');
  await workbench.page.locator('.output-view .view-lines', { hasText: 'SIGKILL' }).waitFor();
});

test('when the window closes the server ends, and with it the script that runs', async () => {
  const port = await workbench.shownPort();
  void fetch(`http://127.0.0.1:${String(port)}/cgi-bin/slow.py`).catch(() => undefined);
  await eventually('the script', async () => (await processesWith(workbench.folder, 'slow.py')).length > 0);
  await workbench.page.close();
  await eventually('the end of the server', async () => (await workbench.serverProcesses()).length === 0);
  await eventually(
    'the end of the script',
    async () => (await processesWith(workbench.folder, 'slow.py')).length === 0,
  );
  assert.ok(await isClosed(`http://127.0.0.1:${String(port)}/`));
});

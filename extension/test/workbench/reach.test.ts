import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { Workbench, copyLab, eventually } from './workbench';

// A folder whose own settings ask to be served to the network.

const SETTINGS = '{ "vitrina.host": "0.0.0.0" }';

let workbench: Workbench;
before(async () => {
  workbench = await Workbench.start('reach', {
    prepare: async (folder) => {
      await copyLab(folder);
      await mkdir(path.join(folder, '.vscode'));
      await writeFile(path.join(folder, '.vscode', 'settings.json'), SETTINGS);
    },
  });
});
after(async () => {
  await workbench.stop();
});

/** VS Code's question. */
const dialog = (): Locator => workbench.page.locator('.monaco-dialog-box');

async function answer(button: string): Promise<void> {
  await dialog().getByRole('button', { name: button, exact: true }).click();
  await dialog().waitFor({ state: 'detached' });
}

/** Waits until nothing is starting, either: the status bar says Vitrina then, too. */
const stopped = (): Promise<void> =>
  eventually('the server to be stopped', async () =>
    (await workbench.spokenStatus()).includes('The server is stopped'),
  );

async function stop(): Promise<void> {
  await workbench.run('Vitrina: Stop Server');
  await stopped();
}

test('the network is asked for in words that say what it means, and without an answer nothing starts', async () => {
  await workbench.run('Vitrina: Start Server');
  await dialog().getByText('With the settings of this workspace, others could reach your site.').waitFor();
  await dialog().getByText('vitrina.host is 0.0.0.0: other computers can open the site.').waitFor();
  await workbench.screenshot('1-question');
  await answer('Cancel');
  await stopped();
  assert.deepEqual(await workbench.serverProcesses(), []);
});

test('this machine alone is enough to work, and a restart does not ask again', async () => {
  await workbench.run('Vitrina: Start Server');
  await answer('Start on This Computer Only');
  await workbench.shownPort();
  assert.match(await workbench.spokenStatus(), /Only this computer can reach it. CGI scripts run/);
  assert.equal(await workbench.status.locator('.codicon-broadcast').count(), 1);
  await workbench.restart();
  assert.match(await workbench.spokenStatus(), /Only this computer can reach it/);
});

test('a yes is asked for once, and the status bar shows the globe', async () => {
  await stop();
  await workbench.run('Vitrina: Start Server');
  await answer('Start for the Network');
  await workbench.shownPort();
  assert.match(await workbench.spokenStatus(), /Anyone on your network can reach it.*CGI scripts do not run/);
  assert.equal(await workbench.status.locator('.codicon-globe').count(), 1);
  await workbench.showPanel();
  await workbench.panel.getByRole('region', { name: 'On the network' }).waitFor();
  await workbench.screenshot('2-network');
  await stop();
  await workbench.run('Vitrina: Start Server');
  await workbench.shownPort();
  assert.equal(await workbench.status.locator('.codicon-globe').count(), 1);
});

test('settings that ask for more are asked about again, and none were written', async () => {
  const file = path.join(workbench.folder, '.vscode', 'settings.json');
  assert.equal(await readFile(file, 'utf8'), SETTINGS);
  await writeFile(file, '{ "vitrina.host": "0.0.0.0", "vitrina.cgi.allowOnNetwork": true }');
  const toast = workbench.toast('Restart the server to apply the changed Vitrina settings.');
  await toast.getByRole('button', { name: 'Restart' }).click();
  await dialog().getByText('anyone who can reach the site can run its scripts').waitFor();
  await workbench.screenshot('3-scripts');
  await answer('Start for the Network');
  await workbench.shownPort();
  assert.match(await workbench.spokenStatus(), /Anyone on your network can reach it.*CGI scripts run/);
});

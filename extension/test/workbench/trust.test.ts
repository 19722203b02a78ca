import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Workbench, eventually } from './workbench';

// A folder that the user has not said to trust: its files are served, its scripts never run.

let workbench: Workbench;
before(async () => {
  workbench = await Workbench.start('trust', { askTrust: true });
});
after(async () => {
  await workbench.stop();
});

/** The status of the lab's script. */
async function script(): Promise<number> {
  return (await fetch(`http://127.0.0.1:${String(await workbench.shownPort())}/cgi-bin/index.py`)).status;
}

test('without trust files are served and no script runs, and status bar and panel say so', async () => {
  await workbench.run('Vitrina: Start Server');
  const url = `http://127.0.0.1:${String(await workbench.shownPort())}`;
  assert.equal((await fetch(`${url}/index-1.html`)).status, 200);
  assert.equal(await script(), 403);
  assert.match(await workbench.spokenStatus(), /CGI scripts do not run: this workspace is not trusted/);
  await workbench.showPanel();
  await workbench.panel
    .getByText(/not trusted|trust/i)
    .first()
    .waitFor();
  await workbench.screenshot('1-untrusted');
});

test('without trust scripts are checked, for which none has to run', async () => {
  await workbench.run('Vitrina: Check Scripts');
  await workbench.toast('Scripts checked: 1. Problems: 0.').waitFor();
  assert.equal(await script(), 403);
  assert.equal((await workbench.serverProcesses()).length, 1, 'the server that runs was asked');
});

test('when trust is given the site starts again, and scripts run', async () => {
  const port = await workbench.shownPort();
  const [before] = await workbench.serverProcesses();
  await workbench.run('Workspaces: Manage Workspace Trust');
  await workbench.page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
  await eventually('another server', async () => {
    const [now] = await workbench.serverProcesses();
    return now !== undefined && now !== before;
  });
  await eventually('the script to run', async () => (await script().catch(() => 0)) === 200);
  assert.equal(await workbench.shownPort(), port);
  assert.match(await workbench.spokenStatus(), /CGI scripts run/);
  await workbench.screenshot('2-trusted');
});

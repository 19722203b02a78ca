import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Workbench, eventually } from './workbench';

// What is served where the workspace leaves it open: two folders, and folders without one named html.

let workbench: Workbench;
before(async () => {
  workbench = await Workbench.start('folders', {
    workspaceFile: 'both.code-workspace',
    prepare: async (folder) => {
      for (const name of ['one', 'two']) {
        await mkdir(path.join(folder, name, 'html'), { recursive: true });
        await writeFile(path.join(folder, name, 'html', `${name}.html`), `<!doctype html><title>${name}</title>`);
        await writeFile(path.join(folder, name, 'html', 'next.html'), '<!doctype html><p>the next page');
      }
      await mkdir(path.join(folder, 'bare'));
      await writeFile(path.join(folder, 'bare', 'bare.html'), '<!doctype html><title>bare</title>');
      await mkdir(path.join(folder, 'open', '.vscode'), { recursive: true });
      await mkdir(path.join(folder, 'open', 'html'));
      await writeFile(path.join(folder, 'open', '.vscode', 'settings.json'), '{ "vitrina.host": "0.0.0.0" }');
      await mkdir(path.join(folder, 'two', '.vscode'));
      await writeFile(path.join(folder, 'two', '.vscode', 'settings.json'), '{ "vitrina.openOnStart": "liveView" }');
      const folders = ['one', 'two', 'bare', 'open'].map((name) => ({ path: name }));
      await writeFile(path.join(folder, 'both.code-workspace'), JSON.stringify({ folders }));
    },
  });
});
after(async () => {
  await workbench.stop();
});

async function statusOf(file: string): Promise<number> {
  return (await fetch(`http://127.0.0.1:${String(await workbench.shownPort())}/${file}`)).status;
}

/** Picks an answer of the question that the extension asks. */
async function pick(label: string): Promise<void> {
  await workbench.quickInput.locator('.monaco-list-row', { hasText: label }).first().click();
}

async function stop(): Promise<void> {
  await workbench.run('Vitrina: Stop Server');
  await eventually('the end', async () => (await workbench.serverProcesses()).length === 0);
  await workbench.status.filter({ hasText: 'Vitrina' }).waitFor();
}

test('with several folders and no editor the user is asked, and no answer starts nothing', async () => {
  await workbench.run('Vitrina: Start Server');
  await workbench.quickInput.getByText('Which folder do you want to serve?').waitFor();
  await workbench.screenshot('1-which');
  await workbench.page.keyboard.press('Escape');
  await workbench.run('Vitrina: Start Server');
  await workbench.quickInput.getByText('Which folder do you want to serve?').waitFor();
  assert.deepEqual(await workbench.serverProcesses(), []);
  await pick('two');
  assert.equal(await statusOf('two.html'), 200);
  await workbench.liveView.locator('#path').waitFor(); // as the settings of that folder want it

  // It was the first in the window, so that a file opens over it; beside that it goes when it is asked for.
  await workbench.edit('two.html');
  await workbench.run('Vitrina: Open Live View');
  await eventually('the page', async () => (await workbench.liveView.locator('#path').inputValue()) === '/two.html');
  for (const name of ['two.html', 'Live View']) {
    await workbench.page.locator('.tab.active', { hasText: name }).waitFor();
  }
  await workbench.run('View: Close All Editors');
  await stop();
});

test('where the settings of one folder ask for the network, the question names it', async () => {
  await workbench.run('Vitrina: Start Server');
  await pick('open');
  const dialog = workbench.page.locator('.monaco-dialog-box');
  await dialog.getByText('With the settings of this workspace, others could reach your site in open.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.deepEqual(await workbench.serverProcesses(), []);
});

test('with an editor its folder is served, and the live view shows its file', async () => {
  await workbench.edit('one.html');
  await workbench.run('Vitrina: Open Live View');
  assert.equal(await statusOf('one.html'), 200);
  assert.equal(await statusOf('two.html'), 404);
  await workbench.liveView.locator('#path').waitFor();
  assert.equal(await workbench.liveView.locator('#path').inputValue(), '/one.html');
});

test('behind another tab the live view stays there and where the user has gone to, whatever restarts or changes the theme', async () => {
  const { liveView, page } = workbench;
  await liveView.locator('#path').fill('/next.html');
  await liveView.locator('#path').press('Enter');
  await workbench.framed.getByText('the next page').waitFor();
  await page.locator('.tab', { hasText: 'one.html' }).click(); // in the frame the keys are the page's
  await workbench.run('View: Focus Next Editor Group');
  await workbench.edit('two.html');
  const tabs = page.locator('.editor-group-container.active .tab');
  const inFront = async (name: string): Promise<void> => {
    assert.deepEqual(await tabs.filter({ hasText: 'Live View' }).count(), 1);
    await tabs.filter({ hasText: name }).and(page.locator('.active')).waitFor();
  };
  await inFront('two.html');
  await workbench.restart();
  await page.locator('.monaco-workbench.vs').waitFor();
  await workbench.run('Preferences: Toggle between Light/Dark Themes');
  await page.locator('.monaco-workbench.vs-dark').waitFor();
  await workbench.screenshot('3-behind');
  await inFront('two.html');
  await tabs.filter({ hasText: 'Live View' }).click();
  await liveView.locator('html[data-theme=dark]').waitFor();
  await liveView.locator('#state[data-state=connected]').waitFor();
  assert.equal(await liveView.locator('#path').inputValue(), '/next.html');
  await writeFile(path.join(workbench.folder, 'one/html/next.html'), '<!doctype html><p>and it follows');
  await workbench.framed.getByText('and it follows').waitFor();
  await workbench.run('Preferences: Toggle between Light/Dark Themes');
  await page.locator('.monaco-workbench.vs').waitFor();
  await workbench.run('View: Close All Editors');
  await stop();
});

test('without a folder html the workspace’s root can be served', async () => {
  await workbench.edit('bare.html');
  await workbench.run('Vitrina: Start Server');
  await workbench.quickInput.getByText('There is no folder html in bare').waitFor();
  await workbench.screenshot('2-no-html');
  await pick('Serve bare itself');
  assert.equal(await statusOf('bare.html'), 200);
  await workbench.run('Vitrina: Restart Server');
  await eventually('the same folder', async () => (await statusOf('bare.html').catch(() => 0)) === 200);
  await stop();
});

test('or another folder that the user chooses', async () => {
  await workbench.run('Vitrina: Start Server');
  await pick('Choose a folder…');
  await workbench.quickInput.getByText('Choose the folder to serve').waitFor();
  await workbench.chooseFolder(path.join(workbench.folder, 'two', 'html'), 'Serve This Folder');
  assert.equal(await statusOf('two.html'), 200);
  await stop();
});

test('or a copy of the lab, which opens in a window of its own and overwrites nothing', async () => {
  await writeFile(path.join(workbench.folder, 'vitrina-lab'), 'a file of the user');
  await workbench.run('Vitrina: Start Server');
  await pick('Copy the HTTP lab…');
  await workbench.quickInput.getByText('Choose where to put the folder vitrina-lab').waitFor();
  const opened = workbench.context.waitForEvent('page');
  await workbench.chooseFolder(workbench.folder, 'Copy the Lab Here');
  const window = await opened;
  await window.waitForURL(/vitrina-lab-2/);
  await window.close();
  const lab = path.join(workbench.folder, 'vitrina-lab-2');
  assert.ok((await readdir(lab)).includes('LEEME.md'));
  assert.equal(
    await readFile(path.join(lab, 'html/cgi-bin/index.py'), 'utf8'),
    await readFile(path.resolve('lab/html/cgi-bin/index.py'), 'utf8'),
  );
  assert.equal(await readFile(path.join(workbench.folder, 'vitrina-lab'), 'utf8'), 'a file of the user');
});

import assert from 'node:assert/strict';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Workbench, eventually } from './workbench';

// A window whose folder has nothing to serve: the extension is not seen there until it is asked for.

let workbench: Workbench;
before(async () => {
  workbench = await Workbench.start('idle', {
    idle: true,
    prepare: async (folder) => {
      await writeFile(path.join(folder, 'notes.html'), '<!doctype html><title>notes</title>');
      const entry = { request: { method: 'GET', url: 'http://a.test/handed-in' }, response: { status: 200 } };
      await writeFile(path.join(folder, 'hand-in.har'), JSON.stringify({ log: { entries: [entry] } }));
    },
  });
});
after(async () => {
  await workbench.stop();
});

test('a window with nothing to serve shows no item, and its palette has the commands that can do something', async () => {
  await workbench.showPanel(); // from here on the extension is at work
  let commands = '';
  // The view takes the keyboard when it is there, and the palette is closed by that.
  await eventually('the commands', async () => {
    await workbench.palette('Vitrina: Start Server', 'Vitrina: ');
    commands = (await workbench.quickInput.locator('.monaco-list-row').allInnerTexts()).join('\n');
    await workbench.screenshot('1-palette');
    return commands.includes('Vitrina: Start Server');
  });
  for (const title of ['Stop Server', 'Restart Server', 'Clear Exchanges']) {
    assert.ok(!commands.includes(`Vitrina: ${title}`), title);
  }
  await workbench.page.keyboard.press('Escape');
  assert.equal(await workbench.status.count(), 0);
});

test('what was started there once is in the status bar from then on', async () => {
  await workbench.run('Vitrina: Start Server');
  await workbench.quickInput.locator('.monaco-list-row', { hasText: 'Serve course itself' }).click();
  const port = await workbench.shownPort();
  assert.equal((await fetch(`http://127.0.0.1:${String(port)}/notes.html`)).status, 200);
  await workbench.status.click();
  await eventually('the end', async () => (await workbench.serverProcesses()).length === 0);
  await workbench.status.filter({ hasText: 'Vitrina' }).waitFor();
  await workbench.screenshot('2-stopped');
});

test('a file with exchanges is opened from the explorer, beside a site that does not run, and closed', async () => {
  const { page, panel } = workbench;
  await page.locator('.activitybar .action-label[aria-label^="Explorer"]').click();
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'hand-in.har' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Open HAR' }).click();
  await panel.getByRole('option', { name: /\/handed-in/ }).waitFor();
  assert.equal((await workbench.serverProcesses()).length, 1);
  await workbench.screenshot('3-file');
  const chooser = panel.getByRole('combobox', { name: 'Site or file to show' });
  await chooser.selectOption({ index: 0 });
  await panel.getByRole('button', { name: 'Start Server' }).waitFor();
  await chooser.selectOption('hand-in.har');
  await panel.getByRole('option', { name: /\/handed-in/ }).waitFor();
  await panel.getByRole('button', { name: 'Close hand-in.har' }).click();
  await panel.getByRole('button', { name: 'Start Server' }).waitFor();
  await eventually('the end of who read it', async () => (await workbench.serverProcesses()).length === 0);
});

test('a folder that comes, goes and comes back, as with another branch, is known each time, also while it is served', async () => {
  const html = path.join(workbench.folder, 'html');
  await mkdir(path.join(html, 'unit'), { recursive: true });
  await writeFile(path.join(html, 'unit', 'page.html'), '<!doctype html><title>page</title>');
  await workbench.palette('Vitrina: Copy Address');
  await workbench.page.keyboard.press('Escape');
  await workbench.edit('page.html');
  const button = workbench.page.locator('.editor-actions [aria-label^="Open Live View"]');
  for (const serves of [false, true]) {
    if (serves) await workbench.run('Vitrina: Start Server');
    if (serves) await workbench.shownPort();
    await button.waitFor();
    await rename(html, `${html}-away`);
    await button.waitFor({ state: 'detached' });
    await rename(`${html}-away`, html);
    await button.waitFor();
  }
});

test('without a folder the question names no setting, as the one for the root is of a folder', async () => {
  const { page, quickInput } = workbench;
  await page.goto(`${new URL(page.url()).origin}/?ew=true`);
  await page.locator('.part.statusbar').waitFor();
  await workbench.run('Vitrina: Start Server');
  await quickInput.getByText('No folder is open').waitFor();
  assert.equal(await quickInput.locator('input.input').getAttribute('placeholder'), 'What do you want to serve?');
  await page.keyboard.press('Escape');
});

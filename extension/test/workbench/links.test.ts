import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { Workbench, eventually } from './workbench';

// A folder that is served through a link, as where html leads to the public_html of a home folder: the files of the editor
// and those of the site are the same.

let workbench: Workbench;
before(async () => {
  workbench = await Workbench.start('links', {
    prepare: async (folder) => {
      const real = path.join(path.dirname(folder), 'public_html');
      await mkdir(path.join(real, 'cgi-bin'), { recursive: true });
      await writeFile(path.join(real, 'page.html'), '<!doctype html><p>through a link\n');
      await writeFile(path.join(real, 'cgi-bin', 'broken.py'), 'print("Content-Type: text/plain")\npritn("Hola")\n');
      await symlink(real, path.join(folder, 'html'));
    },
  });
});
after(async () => {
  await workbench.stop();
});

const tab = (name: string): Locator => workbench.page.locator('.tab', { hasText: name });

test('a file in the editor has its page in the live view, and the menu of its tab', async () => {
  await workbench.edit('page.html');
  await workbench.run('Vitrina: Open Live View');
  await workbench.framed.getByText('through a link').waitFor();
  assert.equal(await workbench.liveView.locator('#path').inputValue(), '/page.html');
  const entries = workbench.page.locator('.monaco-menu .action-label:visible');
  await tab('page.html').click({ button: 'right' });
  await entries.filter({ hasText: /^Vitrina$/ }).waitFor();
  await eventually('no menu is open', async () => {
    await workbench.page.keyboard.press('Escape');
    return (await entries.count()) === 0;
  });
});

test('what a script does wrong is underlined in the editor that has it open', async () => {
  await workbench.edit('broken.py');
  const answer = await fetch(`http://127.0.0.1:${String(await workbench.shownPort())}/cgi-bin/broken.py`);
  assert.equal(answer.status, 500);
  await workbench.page.locator('.monaco-editor .squiggly-error').waitFor();
});

test('a line’s link in the panel opens that editor, also once the server is stopped', async () => {
  await workbench.showPanel();
  await workbench.panel.locator('[role=option]').filter({ hasText: '/cgi-bin/broken.py' }).first().click();
  const link = workbench.panel.getByRole('button', { name: 'broken.py:2' }).first();
  for (const stops of [false, true]) {
    await tab('page.html').click();
    if (stops) {
      await workbench.run('Vitrina: Stop Server');
      await eventually('the end', async () => (await workbench.serverProcesses()).length === 0);
    }
    await link.click();
    await tab('broken.py').and(workbench.page.locator('.active')).waitFor();
    assert.equal(await tab('broken.py').count(), 1);
  }
});

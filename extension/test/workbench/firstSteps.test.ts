import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { Workbench, copyLab, eventually, isClosed } from './workbench';

// The first quarter of an hour: the walkthrough, the menus on files, the keys, and a lesson.

let workbench: Workbench;
let site: string;
before(async () => {
  workbench = await Workbench.start('first-steps', {
    extension: 'caller',
    settings: { 'workbench.welcomePage.walkthroughs.openOnInstall': true },
    prepare: async (folder) => {
      await copyLab(folder);
      await mkdir(path.join(folder, 'notes'));
      await writeFile(path.join(folder, 'notes', 'notes.html'), '<!doctype html><h1>Notes</h1>');
    },
  });
});
after(async () => {
  await workbench.stop();
});

/** The mark of a step of the walkthrough. */
function step(name: string): Locator {
  return workbench.page.locator(`[data-done-step-id="vitrina.vitrina#vitrina.firstSteps#${name}"]`);
}

/** Waits until the marks of the walkthrough's steps are as they are said to be. */
async function done(...names: string[]): Promise<void> {
  const all = ['start', 'open', 'choose', 'reload', 'script', 'lesson'];
  await eventually(`the steps ${names.join(', ')}`, async () => {
    const marks = await Promise.all(all.map((name) => step(name).getAttribute('aria-checked')));
    return all.every((name, index) => marks[index] === String(names.includes(name)));
  });
}

/** A row of the explorer. */
function row(name: string): Locator {
  return workbench.page
    .locator('.explorer-folders-view .monaco-list-row')
    .filter({ has: workbench.page.locator('.label-name', { hasText: new RegExp(`^${name}$`) }) });
}

/** The labels of the menu that is open. */
const entries = (): Locator => workbench.page.locator('.monaco-menu .action-label:visible');

/** Opens the menu of what is clicked, and what it has of ours. */
async function menu(of: Locator): Promise<void> {
  await of.click({ button: 'right' });
  await entries()
    .filter({ hasText: /^Vitrina$/ })
    .click();
  await entries()
    .filter({ hasText: /^Serve Folder$|^Open Live View$/ })
    .first()
    .waitFor();
}

/** Reports whether the menu of a row has an entry of ours. The menu is closed again. */
async function isServed(name: string): Promise<boolean> {
  await row(name).click({ button: 'right' });
  await entries()
    .filter({ hasText: /^Open to the Side/ })
    .waitFor();
  const found = await entries()
    .filter({ hasText: /^Vitrina$/ })
    .count();
  await closeMenus();
  return found > 0;
}

/** Closes what menus are open, as a person does: VS Code ignores a key that comes before a menu has the focus. */
async function closeMenus(): Promise<void> {
  await eventually('no menu is open', async () => {
    await workbench.page.keyboard.press('Escape');
    return (await entries().count()) === 0;
  });
}

/** Takes an entry of the menu that is open. */
async function take(label: string): Promise<void> {
  // VS Code ignores a click that comes right after a menu has opened; a key it takes always. What contains a submenu has
  // the focus as well.
  await entries()
    .filter({ hasText: new RegExp(`^${label}$`) })
    .hover();
  await workbench.page.locator('.monaco-menu .action-item.focused', { hasText: label }).last().waitFor();
  await workbench.page.keyboard.press('Enter');
}

async function walkthrough(): Promise<void> {
  await workbench.run('Vitrina: Get Started');
  await step('start').waitFor();
}

test('a newcomer is offered the walkthrough once, and none of its steps is done', async () => {
  await workbench.toast('New to Vitrina?').getByRole('button', { name: 'Show Me' }).click();
  await workbench.page
    .locator('.getting-started-category, .category-title', { hasText: 'Get Started with Vitrina' })
    .first()
    .waitFor();
  await done();
  // In a narrow window VS Code shows no picture.
  await workbench.page.setViewportSize({ width: 1700, height: 900 });
  for (const name of ['open', 'choose', 'reload', 'script', 'lesson', 'start']) {
    await step(name)
      .locator('..')
      .click({ position: { x: 60, y: 12 } });
    await workbench.page
      .frameLocator('.getting-started-media iframe, .webview-overlay-content iframe')
      .frameLocator('iframe#active-frame')
      .locator('svg')
      .waitFor();
    await workbench.screenshot(`1-${name}`);
  }
  await workbench.page.setViewportSize({ width: 1280, height: 800 });
  await workbench.open();
  assert.equal(await workbench.toast('New to Vitrina?').count(), 0);
});

test('its button starts the server, and that it runs is what makes the step done', async () => {
  await walkthrough();
  await workbench.page.getByRole('button', { name: 'Start Server' }).click();
  site = `http://127.0.0.1:${String(await workbench.shownPort())}`;
  await done('start');
});

test('a page in any browser, and its script, are seen; what a program fetches is no page', async () => {
  await fetch(`${site}/index.css`);
  const tab = await workbench.context.newPage();
  await tab.goto(`${site}/index-1.html`);
  await done('start', 'open');
  await tab.goto(`${site}/cgi-bin/index.py`);
  await done('start', 'open', 'script');
  await tab.close();
  await workbench.page.bringToFront();
});

test('an exchange that is chosen in the panel, and a page that a save reloads', async () => {
  await workbench.showPanel();
  await done('start', 'open', 'script'); // that the newest one is followed is not a choice
  await workbench.panel.getByRole('option', { name: '/index-1.html' }).first().click();
  await done('start', 'open', 'script', 'choose');
  await workbench.screenshot('2-four-done');
  await workbench.edit('index-1.html');
  await workbench.run('Vitrina: Open Live View');
  await workbench.framed.getByRole('heading', { name: 'Una página' }).waitFor();
  await workbench.write(8, 'replace', '    <h1>Otra página</h1>');
  await workbench.framed.getByRole('heading', { name: 'Otra página' }).waitFor();
  await walkthrough();
  await done('start', 'open', 'script', 'choose', 'reload');
  await workbench.run('View: Close All Editors');
});

test('the menu of a file that is served opens it, and copies its address', async () => {
  await workbench.run('View: Show Explorer');
  await row('html').click();
  await menu(row('index.css'));
  assert.deepEqual(
    await entries()
      .filter({ hasText: /Live View|Browser|Address|Serve/ })
      .allInnerTexts(),
    ['Open Live View', 'Open in Browser', 'Copy Address'],
  );
  await workbench.screenshot('3-menu');
  await take('Open Live View');
  await workbench.liveView.locator('#path').waitFor();
  assert.equal(await workbench.liveView.locator('#path').inputValue(), '/index.css');

  await menu(row('python-logo.png'));
  let tab: Page | undefined;
  workbench.context.once('page', (page) => (tab = page));
  await take('Open in Browser');
  // A browser lets a page open a tab only soon after a click. On a slow machine VS Code asks for another one.
  const retry = workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Retry' });
  await eventually('the tab', async () => {
    if (await retry.isVisible()) await retry.click({ timeout: 1000 }).catch(() => undefined);
    return tab !== undefined;
  });
  await tab?.waitForURL(/\/python-logo\.png$/);
  await tab?.close();

  await workbench.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await menu(row('index.css'));
  await take('Copy Address');
  await workbench.page.locator('.part.statusbar', { hasText: 'Copied: ' }).waitFor();
  await eventually('the clipboard', async () =>
    /^http:.*\/index\.css$/.test(String(await workbench.page.evaluate('navigator.clipboard.readText()'))),
  );
});

test('the tab of a file has the same menu, and its title a button', async () => {
  await workbench.edit('index.html');
  await menu(workbench.page.locator('.tab.active', { hasText: 'index.html' }));
  await closeMenus();
  await workbench.page.locator('.editor-group-container.active .editor-actions [aria-label^="Open Live View"]').click();
  await eventually('the page', async () => (await workbench.liveView.locator('#path').inputValue()) === '/index.html');
  await workbench.run('View: Close All Editors');
});

test('an image that is open is what a command is about, though no text editor has it', async () => {
  await row('python-logo.png').dblclick();
  await workbench.page.locator('.tab.active', { hasText: 'python-logo.png' }).waitFor();
  await workbench.run('Vitrina: Open Live View');
  await eventually('the image', async () => {
    const path = workbench.liveView.locator('#path');
    return (await path.inputValue()) === '/python-logo.png';
  });
  await workbench.run('View: Close All Editors');
});

test('a file beside the served folder has no such menu, and a folder there can be served in its place', async () => {
  await row('notes').click();
  assert.equal(await isServed('notes.html'), false);

  await menu(row('notes'));
  assert.deepEqual(
    await entries()
      .filter({ hasText: /Live View|Browser|Address|Serve/ })
      .allInnerTexts(),
    ['Serve Folder'],
  );
  await take('Serve Folder');
  await eventually('the other folder', async () =>
    fetch(`http://127.0.0.1:${String(await workbench.shownPort())}/notes.html`).then(
      (answer) => answer.status === 200,
      () => false,
    ),
  );
  await menu(row('notes'));
  await take('Serve Folder');
  await workbench.toast('Vitrina serves notes already').getByRole('button', { name: 'Open in Browser' }).waitFor();
  await workbench.run('Notifications: Clear All Notifications');
  // Its files get the menu once the folders that are served are known, and those of html lose it.
  await eventually('the menu', () => isServed('notes.html'));
  assert.equal(await isServed('index.css'), false);
});

test('a folder that is made while the site is served has the menu, too', async () => {
  await mkdir(path.join(workbench.folder, 'notes', 'more'));
  await writeFile(path.join(workbench.folder, 'notes', 'more', 'deep.html'), '<!doctype html><h1>Deep</h1>');
  await row('more').click();
  await eventually('the menu', () => isServed('deep.html'));
});

test('the keys open the panel and the live view, and are nobody else’s', async () => {
  await workbench.edit('notes.html');
  await workbench.page.keyboard.press('Control+k');
  await workbench.page.keyboard.press('l');
  await eventually('the page', async () => (await workbench.liveView.locator('#path').inputValue()) === '/notes.html');
  await workbench.run('Preferences: Open Keyboard Shortcuts');
  const search = workbench.page.locator('.keybindings-header input');
  const found = workbench.page.locator('.keybindings-table-container .monaco-list-row');
  for (const [key, title] of Object.entries({ h: 'Show Exchanges', l: 'Open Live View', b: 'Open in Browser' })) {
    await search.fill(`"ctrl+k ${key}"`);
    await found.filter({ hasText: title }).waitFor();
    assert.deepEqual(
      (await found.allInnerTexts()).filter((text) => !text.includes('Vitrina: ')),
      [],
    );
  }
  await workbench.screenshot('4-keys');
  await workbench.run('View: Close All Editors');
});

test('without a site the panel leads to the lessons, and a command that is called all the same says what to do', async () => {
  await workbench.status.click();
  await workbench.status.filter({ hasText: 'Vitrina' }).waitFor();
  await workbench.page.locator('.activitybar .action-label[aria-label^="Vitrina"]').click();
  await workbench.panel.getByRole('button', { name: 'Lessons' }).waitFor();
  await workbench.screenshot('5-stopped-panel');
  // The palette hides these.
  for (const name of ['stop', 'clear', 'copyAsCurl', 'exportHar', 'compare']) {
    const toast = workbench.toast(name === 'stop' ? 'The Vitrina server is not running.' : 'Nothing is served yet.');
    await workbench.run('Caller: Call');
    await workbench.quickInput.getByText('The name of a command').waitFor();
    await workbench.quickInput.locator('input.input').fill(`vitrina.${name}`);
    await workbench.page.keyboard.press('Enter');
    await toast.getByRole('button', { name: 'Start Server' }).waitFor();
    await workbench.run('Notifications: Clear All Notifications');
    await toast.waitFor({ state: 'detached' });
  }
});

test('a lesson is chosen from a list and copied, and the window of the copy makes the last step done', async () => {
  const [folder = ''] = (await readdir(workbench.extensions)).filter((name) => name.startsWith('vitrina.vitrina'));
  const lesson = path.join(workbench.extensions, folder, 'lab/lessons/0-first');
  await mkdir(path.join(lesson, 'html'), { recursive: true });
  await writeFile(path.join(lesson, 'lesson.md'), '---\ntitle: The very first\nminutes: 7\n---\n\nRead this.\n');
  await writeFile(path.join(lesson, 'html/index.html'), '<!doctype html><h1>Lesson</h1>');
  await workbench.run('Vitrina: Open Lesson');
  const found = workbench.quickInput.locator('.monaco-list-row', { hasText: 'The very first' });
  await found.filter({ hasText: '7 minutes' }).waitFor();
  await workbench.screenshot('6-lessons');
  await found.click();
  await workbench.quickInput.getByText('Choose where to put the folder 0-first').waitFor();
  const opened = workbench.context.waitForEvent('page');
  await workbench.chooseFolder(workbench.folder, 'Copy the Lesson Here');
  const window = await opened;
  await window.waitForURL(/0-first/);
  await window.locator('[id="vitrina.vitrina.vitrina.status"]').waitFor();
  await window.close();
  assert.match(await readFile(path.join(workbench.folder, '0-first/html/index.html'), 'utf8'), /Lesson/);
  assert.ok(await isClosed(site));
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { Workbench, eventually, isClosed } from './workbench';

// The lesson as a student does it: with the extension's package, in VS Code, on a copy of the lab.

let workbench: Workbench;
let site: string;
before(async () => {
  workbench = await Workbench.start('lesson');
});
after(async () => {
  await workbench.stop();
});

/** Chooses an exchange of a path in the panel. */
async function choose(path: string, which: 'first' | 'last'): Promise<void> {
  const options = workbench.panel.getByRole('listbox', { name: 'Exchanges' }).getByRole('option', { name: path });
  await options[which]().click();
}

/** The rows of the table of the chosen exchange's response fields that have a name, in whatever letter case. */
function fields(name: string): Locator {
  const table = workbench.panel.getByRole('table', { name: 'Response headers' });
  return table
    .getByRole('row')
    .filter({ has: workbench.page.getByRole('rowheader', { name: new RegExp(`^${name}$`, 'i') }) });
}

/** Waits until the panel says what the response of the chosen exchange has as its type. */
async function showsType(type: string): Promise<void> {
  await fields('Content-Type').filter({ hasText: type }).waitFor();
}

/** Waits until the panel says what changed since the last load, and in which line of the script. */
async function showsChange(what: string, line: string): Promise<void> {
  const card = workbench.panel.getByRole('group', { name: 'What changed' });
  await card.locator('.big', { hasText: what }).waitFor();
  await card.locator('line-diff .added', { hasText: line }).waitFor();
}

test('the palette starts the server, and the status bar shows its port', async () => {
  assert.match(await workbench.status.innerText(), /Vitrina/);
  await workbench.screenshot('1-stopped');
  await workbench.run('Vitrina: Start Server');
  site = `http://127.0.0.1:${String(await workbench.shownPort())}`;
  assert.equal((await workbench.serverProcesses()).length, 1);
  assert.equal((await fetch(site)).status, 200);
});

test('the panel shows the types of what a browser asked for: two that the table gives, one that surprises, and none', async () => {
  await workbench.showPanel();
  const tab = await workbench.context.newPage();
  for (const path of ['/index-1.html', '/python-logo.png', '/index.css', '/cgi-bin/index.py']) {
    await tab.goto(site + path);
  }
  await tab.close();

  await choose('/index-1.html', 'first');
  await showsType('text/html; charset=utf-8');
  // The page before had asked for the image already: the tab's own request is answered 304, without a type.
  await choose('/python-logo.png', 'first');
  await showsType('image/png');
  await choose('/index.css', 'first');
  await showsType('text/css; charset=utf-8');
  await workbench.panel.locator('[data-type="text/css"]').waitFor();
  await workbench.screenshot('2-style-sheet');
  await choose('/cgi-bin/index.py', 'last');
  await workbench.panel.locator('[data-fate="shown"][data-type="text/html"]').waitFor();
  await fields('Date').waitFor();
  assert.equal(await fields('Content-Type').count(), 0);
  await workbench.screenshot('3-no-type');
});

test('the live view opens beside the script that is edited', async () => {
  await workbench.edit('index.py');
  await workbench.run('Vitrina: Open Live View');
  await workbench.framed.getByRole('heading', { name: 'Hola' }).waitFor();
  assert.equal(await workbench.liveView.locator('#path').inputValue(), '/cgi-bin/index.py');
  await workbench.liveView.locator('#observed', { hasText: 'text/html' }).waitFor();
  await workbench.screenshot('4-live-view');
});

test('a script that says text/javascript is shown as source text, without the live view being touched', async () => {
  await workbench.write(3, 'insert', 'print("Content-type: text/javascript")\nprint()\n');
  await workbench.framed.locator('pre', { hasText: '<!doctype html>' }).waitFor();
  await workbench.liveView.locator('#observed', { hasText: 'text/javascript' }).waitFor();
  await choose('/cgi-bin/index.py', 'last');
  await showsType('text/javascript');
  await workbench.panel.locator('[data-fate="shown"][data-type="text/javascript"]').waitFor();
  await showsChange('text/javascript', 'print("Content-type: text/javascript")');
  await workbench.screenshot('5-source-text');
});

test('and one that says text/html is a page again', async () => {
  await workbench.write(3, 'replace', 'print("Content-type: text/html")');
  await workbench.framed.getByRole('heading', { name: 'Hola' }).waitFor();
  await choose('/cgi-bin/index.py', 'last');
  await showsType('text/html');
  await showsChange('text/html', 'print("Content-type: text/html")');
  await workbench.screenshot('6-page-again');
});

test('“who set it” leads to the line of the script', async () => {
  await workbench.edit('index-1.html');
  await fields('Content-Type').getByRole('button', { name: 'index.py:3' }).click();
  await workbench.page.locator('.tab.active', { hasText: 'index.py' }).waitFor();
  await workbench.page.locator('.part.statusbar', { hasText: 'Ln 3' }).waitFor();
});

test('a page in a plain browser tab loads again by itself when its file is saved', async () => {
  const tab: Page = await workbench.context.newPage();
  await tab.goto(`${site}/index-1.html`);
  await tab.getByRole('heading', { name: 'Una página' }).waitFor();
  await workbench.page.bringToFront();
  await workbench.edit('index-1.html');
  await workbench.write(8, 'replace', '    <h1>Otra página</h1>');
  await tab.getByRole('heading', { name: 'Otra página' }).waitFor();
  await tab.close();
});

test('the file in the editor opens in the browser, by the address that VS Code forwards', async () => {
  const opened = workbench.context.waitForEvent('page');
  await workbench.run('Vitrina: Open in Browser');
  const tab = await opened;
  await tab.getByRole('heading', { name: 'Otra página' }).waitFor();
  assert.equal(new URL(tab.url()).pathname, `/proxy/${new URL(site).port}/index-1.html`);
  await tab.close();
});

test('the exchanges are cleared from the palette', async () => {
  const options = workbench.panel.getByRole('listbox', { name: 'Exchanges' }).getByRole('option');
  await options.first().waitFor();
  await workbench.run('Vitrina: Clear Exchanges');
  await eventually('the list to be empty', async () => (await options.count()) === 0);
});

test('a panel that was hidden is filled again when it is shown', async () => {
  await fetch(`${site}/index-1.html`);
  await workbench.panel.getByRole('option', { name: '/index-1.html' }).waitFor();
  await workbench.page.locator('.activitybar .action-label[aria-label^="Explorer"]').click();
  await workbench.page.locator('.explorer-folders-view').waitFor();
  await fetch(`${site}/index.css`);
  await workbench.showPanel();
  await workbench.panel.getByRole('option', { name: '/index-1.html' }).waitFor();
  await workbench.panel.getByRole('option', { name: '/index.css' }).waitFor();
});

test('a restart keeps the address', async () => {
  await workbench.restart();
  assert.equal(`http://127.0.0.1:${String(await workbench.shownPort())}`, site);
});

test('a click on the status bar stops the server: its port is free and no process is left', async () => {
  await workbench.status.click();
  await workbench.status.filter({ hasText: 'Vitrina' }).waitFor();
  assert.ok(await isClosed(site));
  assert.deepEqual(await workbench.serverProcesses(), []);
  await workbench.screenshot('7-stopped');
});

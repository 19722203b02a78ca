import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { accessible } from './axe';
import { exchangeRow, openPanel, sharedBrowser } from './browser';
import { serveLab, type Serving } from './server';

// “Serve as”: the same bytes with another head, in a page that follows.

const PAGE = '<!doctype html><title>x</title><link rel="stylesheet" href="sheet.css"><p id="p">Hello';

let context: BrowserContext;
let serving: Serving;
let panel: Page;
let tab: Page;
let complaints: { readonly all: string[] };

before(async () => {
  serving = await serveLab();
  await writeFile(path.join(serving.root, 'page.html'), PAGE);
  await writeFile(path.join(serving.root, 'sheet.css'), '#p { color: rgb(1, 2, 3) }');
  const browser = await sharedBrowser();
  context = await browser.newContext({ locale: 'en-US', viewport: { width: 1200, height: 900 } });
  ({ page: panel, complaints } = await openPanel(context, serving.panel));
  tab = await context.newPage();
  await tab.goto(new URL('/page.html', serving.url).href);
  await exchangeRow(panel, '/sheet.css').click();
});

after(async () => {
  assert.deepEqual(complaints.all, []);
  await context.close();
  await serving.stop();
});

const field = (name: string) => panel.locator(`override-form [name=${name}]`);
const bar = () => panel.locator('override-bar');
const detail = () => panel.locator('exchange-detail');

/** Waits until the page's paragraph has a colour: the sheet applies, or it does not. */
const coloured = (color: string) =>
  tab.waitForFunction(
    `document.getElementById('p') && getComputedStyle(document.getElementById('p')).color === '${color}'`,
  );

test('by keyboard, one choice serves a style sheet as HTML: its page loads again, and the panel says what came of it', async () => {
  await coloured('rgb(1, 2, 3)');
  await panel.getByRole('button', { name: 'Serve as…' }).press('Enter');
  await panel.getByRole('menuitem', { name: 'text/html' }).press('Enter');
  await coloured('rgb(0, 0, 0)');
  await detail().locator('.served-as').getByText('text/html; charset=utf-8').waitFor();
  await detail().locator('exchange-verdict[data-fate=refused]').waitFor();
  await panel.getByRole('group', { name: 'What changed' }).waitFor();
  const chosen = panel.locator('[role=option][aria-selected=true]');
  await chosen.locator('.icon-arrow-swap').waitFor();
  await chosen.getByText('as you chose with “Serve as”').waitFor();
  const byOverride = panel
    .getByRole('table', { name: 'Response headers' })
    .getByRole('row')
    .filter({ hasText: 'Serve as' });
  assert.deepEqual(await byOverride.getByRole('rowheader').allTextContents(), ['Content-Type', 'ETag']);
  await byOverride.first().getByRole('button', { name: 'Serve as' }).click();
  await panel.getByText('for this session only: undo it').waitFor();
  await bar().getByText('1 path is served as something else').waitFor();
  assert.match(await bar().locator('li').innerText(), /\/sheet\.css\s*→ text\/html; charset=utf-8/);
  await accessible(panel, 'vitrina-panel >>> override-bar', 'the bar');
});

test('it is undone with one click, and the sheet applies again', async () => {
  await bar().getByRole('button', { name: 'Undo: /sheet.css' }).click();
  await coloured('rgb(1, 2, 3)');
  await bar().locator('section').waitFor({ state: 'detached' });
  await detail().locator('exchange-verdict[data-fate=applied]').waitFor();
  await detail().locator('.served-as').waitFor({ state: 'detached' });
});

test('the form takes a type, a status and headers, and says what no response can be', async () => {
  await panel.getByRole('button', { name: 'Serve as…' }).click();
  await panel.getByRole('menuitem', { name: 'More choices…' }).click();
  await accessible(panel, 'vitrina-panel >>> override-form', 'the form');
  await field('type').selectOption({ label: 'Another…' });
  await field('own').fill('text/x-mine');
  await field('status').fill('999');
  await field('field').selectOption('noStore');
  await field('fields').fill(`${await field('fields').inputValue()}\nContent-Length: 3`);
  await panel.getByRole('button', { name: 'Serve it so' }).click();
  const alert = panel.locator('override-form').getByRole('alert');
  await alert.getByText('999 is not a status').waitFor();
  await alert.getByText('Content-Length is for the server alone').waitFor();
  for (const status of ['many', '0x1F4']) {
    await field('status').fill(status);
    await field('status').press('Enter');
    await alert.getByText(`“${status}” is not a status`).waitFor();
  }
  await field('status').fill('404');
  await field('fields').fill('Cache-Control: no-store');
  await field('fields').press('Control+Enter');
  await bar().getByText('text/x-mine · 404 · Cache-Control: no-store').waitFor();
  await coloured('rgb(0, 0, 0)');
  await detail().locator('.served-as').getByText('text/x-mine').waitFor();
});

test('all are undone at once, from whichever panel; the form shows what is served and Escape leaves it', async () => {
  await exchangeRow(panel, '/page.html').click();
  await panel.getByRole('button', { name: 'Serve as…' }).click();
  await panel.getByRole('menuitem', { name: 'No type' }).click();
  await bar().getByText('2 paths are served as something else').waitFor();
  const { page: other, complaints: otherComplaints } = await openPanel(context, serving.panel);
  await bar().getByRole('button', { name: '/sheet.css', exact: true }).click();
  assert.equal(await field('own').inputValue(), 'text/x-mine');
  assert.equal(await field('status').inputValue(), '404');
  await field('status').press('Escape');
  await panel.locator('override-form').waitFor({ state: 'detached' });
  await other.locator('override-bar').getByRole('button', { name: 'Undo all' }).click();
  await bar().locator('section').waitFor({ state: 'detached' });
  await panel
    .getByRole('status')
    .getByText('All paths are served as the site sends them again.')
    .waitFor({ state: 'attached' });
  assert.deepEqual(otherComplaints.all, []);
  await coloured('rgb(1, 2, 3)');
});

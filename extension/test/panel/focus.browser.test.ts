import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { exchangeRow, type LabPanel, openLabPanel, until } from './browser';
import type { Serving } from './server';

// Who uses the keyboard stays where they are: what had the focus may go, and the focus goes on to what takes its place.

/** With a query, which no changed file in the list has. */
const TARGET = '/index-1.html?x';

let lab: LabPanel;
let serving: Serving;
let page: Page;

before(async () => {
  lab = await openLabPanel();
  ({ serving, page } = lab);
});

after(() => lab.close());

/** The element that has the focus, after the hosts of its shadow trees: `vitrina-panel exchange-list div`. */
const focused = () =>
  page.evaluate<string>(`(() => {
    const names = [];
    for (let at = document.activeElement; at; at = at.shadowRoot?.activeElement) names.push(at.localName);
    return names.join(' ');
  })()`);

async function load(): Promise<void> {
  await (await fetch(new URL(TARGET, serving.url))).text();
}

async function choose(): Promise<void> {
  await exchangeRow(page, TARGET).click();
  await page.locator('exchange-detail section').first().waitFor();
}

async function serveAsText(): Promise<void> {
  await page.getByRole('button', { name: 'Serve as…' }).press('Enter');
  await page.getByRole('menuitem', { name: 'text/plain' }).press('Enter');
  await page.locator('override-bar .undo').waitFor();
}

async function filterAway(): Promise<void> {
  await page.getByRole('combobox', { name: 'Filter' }).fill('path:nowhere');
  await page.locator('.filtered-out').waitFor();
}

const field = () => page.locator('request-composer [name=target]');
const DETAILS = 'vitrina-panel exchange-detail div';

/** What is done, and which element has the focus then. */
const LOSSES: Record<string, readonly [lose: () => Promise<void>, focused: string]> = {
  'Escape leaves the composer': [
    async () => {
      await page.getByRole('button', { name: 'Edit and send' }).press('Enter');
      await field().press('Escape');
    },
    DETAILS,
  ],
  'Ctrl+Enter sends what is composed': [
    async () => {
      await page.getByRole('button', { name: 'Edit and send' }).press('Enter');
      await field().press('Control+Enter');
    },
    DETAILS,
  ],
  'Escape leaves the form of “Serve as”': [
    async () => {
      await page.getByRole('button', { name: 'Serve as…' }).press('Enter');
      await page.getByRole('menuitem', { name: 'More choices…' }).press('Enter');
      await page.locator('override-form [name=status]').press('Escape');
    },
    DETAILS,
  ],
  'Undo in the details': [
    async () => {
      await serveAsText();
      await load();
      await page.locator('exchange-detail .undo').press('Enter');
    },
    DETAILS,
  ],
  'Undo of the last path': [
    async () => {
      await serveAsText();
      await page.locator('override-bar .undo').press('Enter');
    },
    DETAILS,
  ],
  'the filter is removed where it leaves nothing': [
    async () => {
      await filterAway();
      await page.locator('.filtered-out vscode-button').press('Enter');
    },
    'vitrina-panel exchange-list div',
  ],
  'the filter is removed in its own line': [
    async () => {
      await filterAway();
      await page.locator('exchange-filter').getByRole('button', { name: 'Remove the filter' }).press('Enter');
    },
    'vitrina-panel exchange-filter input',
  ],
  'Clear, whose button goes too': [
    () => page.getByRole('button', { name: 'Clear Exchanges' }).press('Enter'),
    'vitrina-panel h2',
  ],
};

for (const [name, [lose, expected]] of Object.entries(LOSSES)) {
  test(`the focus goes on: ${name}`, async () => {
    await load();
    await choose();
    await lose();
    await until(`the focus on ${expected}`, async () => (await focused()) === expected);
  });
}

test('what takes the place of the list has its ring around its heading, not around the page', async () => {
  await load();
  await choose();
  await page.getByRole('button', { name: 'Clear Exchanges' }).press('Enter');
  const heading = page.locator('.empty h2:focus');
  await heading.waitFor();
  const { width = Infinity } = (await heading.boundingBox()) ?? {};
  assert.ok(width < 600, String(width));
});

test('a page that has not the focus takes it from nobody', async () => {
  await load();
  await choose();
  await page.getByRole('button', { name: 'Edit and send' }).press('Enter');
  await field().focus();
  await page.evaluate('document.hasFocus = () => false'); // as of a webview while somebody types in the editor
  await page.evaluate(`document.querySelector('vitrina-panel').model.composing.leave()`);
  await field().waitFor({ state: 'detached' });
  assert.equal(await focused(), 'body');
});

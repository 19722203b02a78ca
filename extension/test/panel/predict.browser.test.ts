import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { accessible } from './axe';
import { exchangeRow, type LabPanel, openLabPanel } from './browser';
import { everything } from './everything';
import type { Serving } from './server';

// Predict first: what came of an exchange is not on the page before somebody has said what they expect.

/** What this answers, nobody is to know before. */
const SCRIPT = `#!/bin/sh
printf 'Status: 418 Teapot4711\\nContent-Type: image/webp\\nX-Field4711: 1\\nLocation4711: /\\n\\nbody4711\\n'
echo error4711 >&2
`;
const TARGET = '/cgi-bin/teapot.sh';

let lab: LabPanel;
let serving: Serving;
let page: Page;

before(async () => {
  lab = await openLabPanel(async (serving) => {
    await writeFile(path.join(serving.root, 'cgi-bin/teapot.sh'), SCRIPT, { mode: 0o755 });
  });
  ({ serving, page } = lab);
  for (const target of ['/index.css', TARGET, TARGET, '/nothing'])
    await (await fetch(new URL(target, serving.url))).text();
  await exchangeRow(page, '/nothing').waitFor();
});

after(() => lab.close());

/** The lines in which there is something; the port of the site's address, any number, is none. */
const lines = (text: string, what: RegExp): string[] =>
  text.split('\n').filter((line) => what.test(line.replaceAll(new URL(serving.url).host, '')));

const switched = () => page.getByRole('button', { name: 'Predict first' });
const question = (name: string) => page.locator(`predict-questions fieldset[data-name=${name}]`);
const said = (text: string) => page.getByRole('status').filter({ hasText: text });

test('while it is on, nothing on the page gives away what came, for eyes or for a screen reader', async () => {
  await exchangeRow(page, TARGET).click();
  await page.locator('exchange-detail').getByText('X-Field4711').first().waitFor();
  assert.match(await everything(page, 'exchange-list', 'exchange-detail'), /418/); // the search finds what is there
  await switched().focus();
  await page.keyboard.press('Enter');
  await question('type').waitFor();
  await page.locator('exchange-list').getByText('418').first().waitFor({ state: 'detached' });
  const list = await everything(page, 'exchange-list');
  assert.deepEqual(lines(list, /\b(?:418|404|200)\b|4711|text\/css|no type|\bnote/i), []);
  const whole = await everything(page, 'exchange-list', 'exchange-detail', 'site-header', 'exchange-filter');
  assert.deepEqual(lines(whole, /418|4711|response headers/i), []);
  // The type is one of the choices, and nowhere else: as a text, a value, and as the name of a button that is read out.
  assert.deepEqual(new Set(lines(whole, /image\/webp/)), new Set(['image/webp']));
  await accessible(page, 'vitrina-panel >>> exchange-detail', 'the questions');
});

test('the filter neither finds nor proposes it', async () => {
  const filter = page.getByRole('combobox', { name: 'Filter' });
  await filter.fill('status:4');
  assert.equal(await page.locator('exchange-filter .proposal').filter({ hasText: '418' }).count(), 0);
  await filter.fill('body4711');
  await page.getByText('Nothing passes the filter').or(page.locator('.filtered-out')).first().waitFor();
  await filter.fill('is:error');
  await page.locator('.filtered-out').waitFor();
  await filter.fill('');
  await exchangeRow(page, TARGET).waitFor();
  await said('0 of 4 lines hidden').waitFor(); // which is told a while later, over what is told then
});

test('by keyboard alone: chosen by digits and arrows, asked for what is missing, told what was right', async () => {
  await exchangeRow(page, TARGET).click();
  await page.getByRole('listbox', { name: 'Exchanges' }).press('Enter');
  await question('type').locator('input:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await page.keyboard.press('1'); // the first type, in the order of the alphabet
  await question('fate').locator('input:focus').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await question('status').locator('input:focus').waitFor();
  await page.keyboard.press('3'); // 4xx
  await page.locator('predict-questions vscode-button:focus').waitFor();
  await page.keyboard.press('Enter');
  const result = page.locator('predict-result .result');
  await result.waitFor();
  await page.locator('predict-result .result:focus').waitFor();
  assert.match(await result.innerText(), /^\d of 3 right\./);
  assert.match(await result.innerText(), /Right: 4xx/);
  await said('Right: 4xx').waitFor();
  await page.locator('exchange-detail').getByText('X-Field4711').first().waitFor();
  assert.match(await page.locator('.tally').innerText(), /^\d of 3 right$/);
  await accessible(page, 'vitrina-panel >>> exchange-detail', 'the result');
  await accessible(page, 'vitrina-panel >>> site-header', 'the tally');
  // It is compared with the same request before, which is covered still, as is that in its history.
  assert.equal(await page.locator('exchange-comparison').count(), 0);
  await page.getByRole('button', { name: 'History' }).click();
  await page.locator('exchange-history .entry').nth(1).waitFor();
  assert.match(await page.locator('exchange-history .entry').nth(1).innerText(), /\?/);
});

test('shown without an answer it does not count; a page that comes back knows; off, all is shown', async () => {
  const tally = await page.locator('.tally').innerText();
  await exchangeRow(page, '/nothing').click();
  await page.getByRole('button', { name: 'Show without answering' }).press('Enter');
  await page.getByRole('table', { name: 'Response headers' }).waitFor();
  await page.locator('exchange-detail .region:focus').waitFor();
  assert.equal(await page.locator('.tally').innerText(), tally);
  await page.reload();
  await exchangeRow(page, '/nothing').getByText('404').waitFor();
  await exchangeRow(page, '/index.css').click();
  await question('type').waitFor();
  assert.equal(await page.locator('.tally').innerText(), tally);
  await switched().click();
  await exchangeRow(page, '/index.css').getByText('200').waitFor();
  await page.getByRole('table', { name: 'Response headers' }).waitFor();
});

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { exchangeRow, openPanel, sharedBrowser, until } from './browser';
import { serveLab, type Serving } from './server';
import { listen, timesSpoken } from './spoken';

// What a screen reader is told: each thing that happens, also the same again.

const TARGET = '/index-1.html';

let context: BrowserContext;
let serving: Serving;
let page: Page;
let complaints: { readonly all: string[] };

before(async () => {
  serving = await serveLab('--no-reload');
  await writeFile(path.join(serving.root, 'cgi-bin/fails.sh'), '#!/bin/sh\nexit 3\n', { mode: 0o755 });
  const browser = await sharedBrowser();
  context = await browser.newContext({ locale: 'en-US', viewport: { width: 1200, height: 900 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await listen(context);
  ({ page, complaints } = await openPanel(context, serving.panel));
  await fetch(new URL(TARGET, serving.url));
  await exchangeRow(page, TARGET).click();
  await page.locator('exchange-detail section').first().waitFor();
});

after(async () => {
  assert.deepEqual(complaints.all, []);
  await context.close();
  await serving.stop();
});

/** What is done twice, and words of the sentence that is said each time. */
const AGAIN: Record<string, readonly [does: () => Promise<unknown>, words: string]> = {
  'a script that fails': [
    async () => (await fetch(new URL('/cgi-bin/fails.sh', serving.url))).text(),
    '/cgi-bin/fails.sh failed',
  ],
  'what is copied': [() => page.getByRole('button', { name: 'Copy the response headers' }).press('Enter'), 'Copied.'],
};

for (const [name, [does, words]] of Object.entries(AGAIN)) {
  test(`the same sentence is said again: ${name}`, async () => {
    for (const times of [1, 2]) {
      await does();
      await until(`“${words}” to be said`, async () => (await timesSpoken(page, words)) === times);
    }
  });
}

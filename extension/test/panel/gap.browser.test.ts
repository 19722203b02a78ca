import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { exchangeRow, sharedBrowser, openPanel, until } from './browser';
import { type Serving, serveLab } from './server';

// More exchanges than are kept: the list says how many it does not have, whatever way they went.

/** As many as the server keeps. */
const KEPT = 2000;

let browser: Browser;
let serving: Serving;

before(async () => {
  browser = await sharedBrowser();
  serving = await serveLab();
});

after(() => serving.stop());

/** Sends requests on eight connections, on each without waiting for answers, and waits for all of these. */
async function burst(count: number): Promise<void> {
  const { hostname, port, host } = new URL(serving.url);
  const each = count / 8;
  const head = (more: string) => `HEAD /index.css HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      const socket = net.connect(Number(port), hostname);
      socket.resume().write(head('').repeat(each - 1) + head('Connection: close\r\n'));
      await once(socket, 'close');
    }),
  );
}

test('what a burst pushed out of the list is counted to the last, also by a page that comes later', async () => {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1100, height: 760 } });
  const { page, complaints } = await openPanel(context, serving.panel);
  await page.getByText('No exchanges yet').waitFor();
  await burst(14_000);
  await fetch(new URL('last', serving.url));
  await exchangeRow(page, '/last').waitFor();
  await missing(page, 14_001 - KEPT);

  await page.reload();
  await exchangeRow(page, '/last').waitFor();
  await missing(page, 14_001 - KEPT);

  await page.getByRole('button', { name: 'Clear Exchanges' }).click();
  await page.getByText('No exchanges yet').waitFor();
  await fetch(new URL('last', serving.url));
  await exchangeRow(page, '/last').and(page.locator('[aria-setsize="1"]')).waitFor();
  assert.deepEqual(complaints.all, []);
  await context.close();
});

/**
 * Waits until the first row says that so many are missing. It is the only such row: all others are exchanges. The list may
 * still lose the exchange that Home chose, and goes back to the newest then, so the key is pressed until the row is there.
 */
async function missing(page: Page, count: number): Promise<void> {
  const first = page
    .locator('[aria-posinset="1"]')
    .filter({ hasText: `${count.toLocaleString('en')} exchanges were not kept` });
  await page.getByRole('listbox', { name: 'Exchanges' }).focus();
  await until(`${String(count)} missing exchanges in the first row`, async () => {
    await page.keyboard.press('Home');
    return first.isVisible();
  });
  assert.equal(await first.getAttribute('aria-setsize'), String(KEPT + 1));
  await page.keyboard.press('Escape'); // back to the newest
}

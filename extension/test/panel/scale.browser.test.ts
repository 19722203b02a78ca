import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { exchangeRow, openPanel, sharedBrowser } from './browser';
import { type Serving, serveLab } from './server';

// What many exchanges cost the page, as counts: how long anything takes is the machine's affair.

let browser: Browser;
let serving: Serving;

before(async () => {
  browser = await sharedBrowser();
  serving = await serveLab();
});

after(() => serving.stop());

/** Asks so many times, with sixty fields each, without waiting for answers. */
async function ask(count: number): Promise<void> {
  const { hostname, port, host } = new URL(serving.url);
  const fields = Array.from({ length: 60 }, (_, index) => `X-Field-${String(index)}: ${'v'.repeat(20)}\r\n`).join('');
  const socket = net.connect(Number(port), hostname).resume();
  const head = (more: string) => `HEAD /index.css HTTP/1.1\r\nHost: ${host}\r\n${fields}${more}\r\n`;
  socket.write(head('').repeat(count - 1) + head('Connection: close\r\n'));
  await once(socket, 'close');
}

/** Counts how often elements are drawn, and what the list has of its rows at the most. */
const COUNT = `(() => {
  const panel = document.querySelector('vitrina-panel');
  const list = panel.shadowRoot.querySelector('exchange-list');
  globalThis.counted = { panel: 0, list: 0, rows: 0 };
  for (const [name, element] of Object.entries({ panel, list })) {
    const draw = element.performUpdate;
    element.performUpdate = function () {
      draw.call(this);
      counted[name]++;
      counted.rows = Math.max(counted.rows, list.shadowRoot.querySelectorAll('[role=option]').length);
    };
  }
})()`;

const SCROLLER = `document.querySelector('vitrina-panel').shadowRoot.querySelector('exchange-list').shadowRoot.querySelector('.scroller')`;

interface Counted {
  readonly panel: number;
  readonly list: number;
  readonly rows: number;
}

const counted = (page: Page): Promise<Counted> => page.evaluate<Counted>('({ ...counted })');

test('of two thousand exchanges only those in view are drawn, and once for each key and each step of scrolling', async () => {
  await ask(2000);
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1200, height: 800 } });
  const { page, complaints } = await openPanel(context, serving.panel);
  await page.locator('[aria-posinset="2000"]').waitFor();
  await page.evaluate(COUNT);
  const list = page.getByRole('listbox');
  await list.focus();
  const keys = 40;
  for (let key = 0; key < keys; key++) await page.keyboard.down('ArrowUp');
  await page.keyboard.up('ArrowUp');
  await page.locator(`[aria-posinset="${String(2000 - keys)}"][aria-selected="true"]`).waitFor();
  const withKeys = await counted(page);
  // A key draws the list, what it scrolls draws it again, and so do the details that come for it.
  assert.ok(withKeys.list <= 3 * keys + 3, `${String(withKeys.list)} drawings of the list for ${String(keys)} keys`);
  for (const row of [0, 400, 1900, 3, 1000]) {
    await page.evaluate(`${SCROLLER}.scrollTop = ${String(row * 22)}`);
    await page.locator(`[aria-posinset="${String(row + 2)}"]`).waitFor();
  }
  const { rows } = await counted(page);
  assert.ok(rows < 100, `${String(rows)} rows at once`);
  assert.deepEqual(complaints.all, []);
  await context.close();
});

test('what comes in a flood is drawn twenty times a second, and not at all while nobody sees the page', async () => {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1200, height: 800 } });
  const { page, complaints } = await openPanel(context, serving.panel);
  await page.getByRole('option').first().waitFor();
  await page.evaluate(COUNT);
  const began = await page.evaluate<number>('performance.now()');
  await ask(5000);
  await fetch(new URL('last', serving.url));
  await exchangeRow(page, '/last').waitFor();
  const seconds = ((await page.evaluate<number>('performance.now()')) - began) / 1000;
  const { panel } = await counted(page);
  assert.ok(panel <= 20 * seconds + 2, `${String(panel)} drawings in ${String(seconds)} seconds`);

  await page.evaluate(`Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'))`);
  const before = await counted(page);
  await ask(3000);
  await fetch(new URL('hidden', serving.url));
  assert.deepEqual(await counted(page), before);
  await page.evaluate(`delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))`);
  await exchangeRow(page, '/hidden').waitFor();
  await page.getByRole('option').filter({ hasText: 'exchanges were not kept' }).waitFor();
  assert.deepEqual(complaints.all, []);
  await context.close();
});

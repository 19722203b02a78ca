import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Page, WebSocketRoute } from 'playwright-core';
import { exchangeRow, type LabPanel, openLabPanel, until } from './browser';
import type { Serving } from './server';
import { listen, timesSpoken } from './spoken';

// What a screen reader is told: each thing that happens, also the same again.

const TARGET = '/index-1.html';

let lab: LabPanel;
let serving: Serving;
let page: Page;
/** What the server refuses. */
let refused = '';
const connections: WebSocketRoute[] = [];
/** No connection can be made. */
let unreachable = false;

/** A server between the page and the real one, which refuses what a test says. */
function between(page: WebSocketRoute): void {
  if (unreachable) {
    void page.close();
    return;
  }
  connections.push(page);
  const server = page.connectToServer();
  page.onMessage((message) => {
    const { id, method } = JSON.parse(String(message)) as { id?: number; method?: string };
    const error = { code: -32000, message: `${method ?? ''} cannot be done` };
    if (method === refused) page.send(JSON.stringify({ jsonrpc: '2.0', id, error }));
    else server.send(message);
  });
}

before(async () => {
  lab = await openLabPanel(async (serving, context) => {
    await writeFile(path.join(serving.root, 'cgi-bin/fails.sh'), '#!/bin/sh\nexit 3\n', { mode: 0o755 });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await listen(context);
    await context.routeWebSocket(/\/rpc$/, between);
  });
  ({ serving, page } = lab);
  await fetch(new URL(TARGET, serving.url));
  await exchangeRow(page, TARGET).click();
  await page.locator('exchange-detail section').first().waitFor();
});

after(() => lab.close());

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

const menu = async (button: string, item: string): Promise<void> => {
  await page.getByRole('button', { name: button }).press('Enter');
  await page.getByRole('menuitem', { name: item }).press('Enter');
};

const FAILURES: Record<string, readonly [method: string, does: () => Promise<void>]> = {
  'Send again': ['exchange/replay', () => page.getByRole('button', { name: 'Send again' }).press('Enter')],
  Pin: ['exchange/pin', () => page.getByRole('button', { name: 'Pin', exact: true }).press('Enter')],
  'Serve as': ['override/set', () => menu('Serve as…', 'text/plain')],
  HAR: ['exchange/har', () => menu('HAR', 'Export all exchanges')],
  HTML: ['exchange/share', () => menu('HTML', 'Export all exchanges')],
  Clear: ['exchange/clear', () => page.getByRole('button', { name: 'Clear Exchanges' }).press('Enter')],
};

for (const [name, [method, does]] of Object.entries(FAILURES)) {
  test(`what is refused is seen and heard, each time, until another exchange is chosen: ${name}`, async () => {
    refused = method;
    const words = `${method} cannot be done`;
    const notice = page.locator('.notice').filter({ hasText: words });
    for (const times of [1, 2]) {
      await does();
      await until(`“${words}” to be heard`, async () => (await timesSpoken(page, words)) === times);
      await notice.waitFor();
    }
    await exchangeRow(page, TARGET).click();
    await notice.waitFor({ state: 'detached' });
  });
}

test('what was refused is over with a step through the history, too', async () => {
  await fetch(new URL(TARGET, serving.url));
  const both = page.getByRole('option').filter({ has: page.getByTitle(TARGET, { exact: true }) });
  await both.nth(1).click();
  refused = 'exchange/pin';
  await page.getByRole('button', { name: 'Pin', exact: true }).press('Enter');
  const notice = page.locator('.notice').filter({ hasText: 'cannot be done' });
  await notice.waitFor();
  await page.getByRole('listbox').press('Alt+ArrowUp');
  await notice.waitFor({ state: 'detached' });
});

test('a lost connection is heard, and what was refused before is over with the next', async () => {
  refused = 'exchange/pin';
  await page.getByRole('button', { name: 'Pin', exact: true }).press('Enter');
  const notice = page.locator('.notice').filter({ hasText: 'cannot be done' });
  await notice.waitFor();
  unreachable = true;
  for (const each of connections.splice(0)) await each.close();
  await until('the loss to be heard', async () => (await timesSpoken(page, 'connection to the server was lost')) === 1);
  assert.equal(await notice.count(), 1);
  unreachable = false;
  await page.locator('.notice').filter({ hasText: 'was lost' }).waitFor({ state: 'detached' });
  await notice.waitFor({ state: 'detached' });
});

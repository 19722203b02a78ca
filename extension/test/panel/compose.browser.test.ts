import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { accessible } from './axe';
import { exchangeRow, type LabPanel, openLabPanel, until } from './browser';
import type { Serving } from './server';

// Requests that are sent from the panel: again, changed, composed, and not valid on purpose.

const ECHO = `#!/bin/sh
printf 'Content-Type: text/plain\\n\\n'
echo "$REQUEST_METHOD $QUERY_STRING $HTTP_X_NAME"; cat
`;

let lab: LabPanel;
let serving: Serving;
let page: Page;

before(async () => {
  lab = await openLabPanel(async (serving) => {
    await writeFile(path.join(serving.root, 'cgi-bin/echo.sh'), ECHO, { mode: 0o755 });
  });
  ({ serving, page } = lab);
  const post = { method: 'POST', body: 'a=1', headers: { 'X-Name': 'one' } };
  await (await fetch(new URL('/cgi-bin/echo.sh?first', serving.url), post)).text();
  await exchangeRow(page, '/cgi-bin/echo.sh?first').click();
});

after(() => lab.close());

const field = (name: string) => page.locator(`request-composer [name=${name}]`);
const heading = (text: string) => page.locator('exchange-detail h2').filter({ hasText: text });

/** Waits until the shown exchange printed a text as its body. */
const printed = (text: string) => page.locator('exchange-detail').getByText(text).first().waitFor();

test('a request is sent again with its bytes, and the answer stands beside the former one', async () => {
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.locator('[role=option]').nth(1).waitFor();
  await page.getByRole('group', { name: 'What changed' }).getByText(/same/i).first().waitFor();
  assert.equal(await page.locator('[role=option]').count(), 2);
  await page.locator('[role=option][aria-selected=true] .icon-debug-restart').waitFor();
});

test('an edited request is sent by keyboard alone, and the differences are marked', async () => {
  await page.getByRole('button', { name: 'Edit and send' }).press('Enter');
  await field('target').waitFor();
  await accessible(page, 'vitrina-panel >>> request-composer', 'the composer');
  await field('target').fill('/cgi-bin/echo.sh?other');
  await field('headers').fill((await field('headers').inputValue()).replace(/x-name: .*/i, 'X-Name: two'));
  await field('body').selectOption('text');
  await field('text').fill('new body');
  await field('text').press('Control+Enter');
  await heading('?other').waitFor();
  await printed('POST other two');
  await page.getByRole('group', { name: 'What changed' }).getByText('?first').first().waitFor();
});

test('what HTTP cannot send is said before, and what was written stays', async () => {
  await page.getByRole('button', { name: 'New request' }).click();
  await field('target').fill('no path');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('alert').getByText('“no path” is not a valid target').waitFor();
  await accessible(page, 'vitrina-panel >>> request-composer', 'the composer');
  await exchangeRow(page, '/cgi-bin/echo.sh?first').click(); // something else is looked at meanwhile
  await heading('?first').waitFor();
  await page.getByRole('button', { name: 'New request' }).click();
  assert.equal(await field('target').inputValue(), 'no path');
});

test('an example is composed from nothing, with a file', async () => {
  await field('target').fill('/cgi-bin/echo.sh?upload');
  await field('template').selectOption({ label: 'File upload' });
  await field('file').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('the file') });
  await exchangeRow(page, '/cgi-bin/echo.sh?first').click();
  await heading('?first').waitFor();
  await page.getByRole('button', { name: 'New request' }).click();
  assert.match(await field('file').inputValue(), /a\.txt$/, 'what was chosen is still shown');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await heading('?upload').waitFor();
  await printed('the file');
});

test('what is written into two fields before the page is drawn again stays in both', async () => {
  await page.getByRole('button', { name: 'New request' }).click();
  await field('headers').waitFor();
  await page.evaluate(`(() => {
    const form = document.querySelector('vitrina-panel').shadowRoot.querySelector('request-composer').shadowRoot;
    for (const [name, text] of Object.entries({ target: '/written', headers: 'X-Written: yes' })) {
      const element = form.querySelector('[name=' + name + ']');
      element.value = text;
      element.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
  })()`);
  await exchangeRow(page, '/cgi-bin/echo.sh?first').click();
  await heading('?first').waitFor();
  await page.getByRole('button', { name: 'New request' }).click();
  assert.equal(await field('target').inputValue(), '/written');
  assert.equal(await field('headers').inputValue(), 'X-Written: yes');
  await page.getByRole('button', { name: 'Cancel' }).click();
});

test('a malformed request is sent on purpose, and shows how it is refused', async () => {
  await page.getByRole('button', { name: 'New request' }).click();
  await page.getByRole('checkbox', { name: 'Send exactly what I write' }).check();
  await field('raw').fill('GET /malformed HTTP/1.1\nHost: localhost\nNo colon here\n\n');
  await accessible(page, 'vitrina-panel >>> request-composer', 'the composer');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await heading('/malformed').waitFor();
  await page.locator('[role=option][aria-selected=true]').getByText('400').waitFor();
});

test('a request that is not kept whole is not sent again, and that is said', async () => {
  const target = '/cgi-bin/echo.sh?large';
  await (await fetch(new URL(target, serving.url), { method: 'POST', body: 'x'.repeat(2 << 20) })).text();
  await exchangeRow(page, target).click();
  await heading('?large').waitFor();
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.locator('.notice').getByText('keeps only the start of this request').waitFor();
  await exchangeRow(page, '/cgi-bin/echo.sh?first').click();
  await page.locator('.notice').getByText('keeps only the start').waitFor({ state: 'detached' });
});

test('a request whose connection ends before the answer is given up, and the next one is sent', async () => {
  const tab = await page.context().newPage();
  let sent = 0;
  await tab.routeWebSocket(/rpc/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      if (!String(message).includes('exchange/replay') || sent++ > 0) server.send(message);
      else void Promise.all([socket.close(), server.close()]);
    });
  });
  await tab.goto(serving.panel);
  await exchangeRow(tab, '/cgi-bin/echo.sh?first').click();
  await tab.getByRole('button', { name: 'Send again' }).click();
  await tab.locator('.notice').getByText('There is no connection').waitFor();
  const before = await tab.getByRole('option').count();
  await until('it is sent', async () => {
    // Until the page is connected again, it says so.
    await tab.getByRole('button', { name: 'Send again' }).click();
    return (await tab.getByRole('option').count()) > before;
  });
  await tab.close();
});

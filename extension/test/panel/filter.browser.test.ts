import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import { accessible } from './axe';
import { exchangeRow, openPanel, sharedBrowser, until } from './browser';
import { sendRaw, serveLab, type Serving } from './server';

let browser: Browser;
let context: BrowserContext;
let serving: Serving;

before(async () => {
  browser = await sharedBrowser();
  serving = await serveLab();
  context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce' });
});

after(async () => {
  await context.close();
  await serving.stop();
});

const ask = (target: string, fields = ''): Promise<string> =>
  sendRaw(
    serving.url,
    `GET ${target} HTTP/1.1\r\nHost: ${new URL(serving.url).host}\r\n${fields}Connection: close\r\n\r\n`,
  );

test('the list is filtered by words, buttons and keys, always says how many lines it hides, and stays so', async () => {
  for (const target of ['/index.css', '/index-1.html', '/nothing', '/python-logo.png']) {
    await ask(target, target === '/index-1.html' ? 'X-Needle: 1\r\n' : '');
  }
  const { page, complaints } = await openPanel(context, serving.panel);
  const field = page.getByRole('combobox', { name: 'Filter the list' });
  const options = page.getByRole('listbox', { name: 'Exchanges' }).getByRole('option');
  const hidden = page.locator('exchange-filter .hidden');
  await exchangeRow(page, '/python-logo.png').waitFor();

  // From the list with a slash, written with proposals, and back.
  await page.getByRole('listbox', { name: 'Exchanges' }).focus();
  await page.keyboard.press('/');
  await page.keyboard.type('stat');
  await page.getByRole('option', { name: 'status: the status' }).waitFor();
  await accessible(page, 'vitrina-panel', 'proposals');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('4');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  assert.equal(await field.inputValue(), 'status:404 ');
  await hidden.getByText('3 of 4 lines hidden').waitFor();
  assert.equal(await options.count(), 1);
  await page.getByRole('heading', { name: 'GET /nothing' }).waitFor(); // what is followed is what is listed
  await page.locator('vitrina-panel > [role=status], [role=status]', { hasText: '3 of 4 lines hidden' }).waitFor();
  await page.keyboard.press('Enter');
  await until('the list has the focus', () =>
    page.evaluate(`document.activeElement.shadowRoot.activeElement.localName === 'exchange-list'`),
  );

  // A new line that fits comes, one that does not is counted.
  await ask('/other-missing');
  await ask('/index.css');
  await exchangeRow(page, '/other-missing').waitFor();
  await hidden.getByText('4 of 6 lines hidden').waitFor();

  // It is there again when the page is.
  await page.reload();
  await hidden.getByText('4 of 6 lines hidden').waitFor();
  assert.equal(await field.inputValue(), 'status:404 ');
  await field.focus();
  await page.keyboard.press('Escape');
  await until('all lines are back', async () => (await options.count()) === 6);
  assert.equal(await hidden.count(), 0);

  // The buttons write the words that one learns from them.
  await page.getByRole('button', { name: 'Errors' }).click();
  assert.equal(await field.inputValue(), 'is:error');
  await until('the errors are left', async () => (await options.count()) === 2);
  await page.getByRole('button', { name: 'Errors' }).click();
  await until('the errors are not asked for', async () => (await field.inputValue()) === '');

  // Nothing is left: that is said, with the way out.
  await field.fill('status:abc type:zzz');
  await page.getByText('The filter hides everything').waitFor();
  await field.press('Escape');
  await field.fill('status:abc -nothing');
  await field.blur();
  await page.getByText('“status:abc” does not work here').waitFor();
  await page.getByRole('button', { name: 'How to filter' }).click();
  await page.getByRole('button', { name: 'size:>10k' }).waitFor();
  await accessible(page, 'vitrina-panel', 'help');
  // In the fields, and in the bodies, where the server looks.
  await field.fill('x-needle');
  await until('the field is found', async () => (await options.count()) === 1);
  await field.fill('body:"UNA página"');
  await until('the body is found', async () => (await options.allTextContents()).join().includes('/index-1.html'));

  await page.getByRole('button', { name: 'Remove the filter' }).click();
  await page.getByRole('button', { name: 'type:css' }).click();
  await until('the style sheets are left', async () => (await options.count()) === 2);
  assert.deepEqual(complaints.all, []);
  await page.close();
});

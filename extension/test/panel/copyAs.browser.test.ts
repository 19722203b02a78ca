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
  context = await browser.newContext({ locale: 'en-US', permissions: ['clipboard-read', 'clipboard-write'] });
});

after(async () => {
  await context.close();
  await serving.stop();
});

test('an exchange is copied with the keyboard, and its secrets only where somebody asks for them', async () => {
  const { host } = new URL(serving.url);
  await sendRaw(
    serving.url,
    `GET /index.css?access_token=s3cret HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nCookie: sid=c00kie\r\n\r\n`,
  );
  const { page, complaints } = await openPanel(context, serving.panel);
  const copied = (): Promise<string> => page.evaluate('navigator.clipboard.readText()');
  await exchangeRow(page, '/index.css?access_token=••••••').waitFor();
  const markup = await page.evaluate<string>(`(() => {
    const texts = (root) => [...root.querySelectorAll('*')]
      .map((each) => (each.shadowRoot ? texts(each.shadowRoot) : '') + each.outerHTML).join('');
    return texts(document);
  })()`);
  assert.ok(markup.includes('access_token='));
  assert.deepEqual(markup.match(/.{60}s3cret.{20}/gs) ?? [], [], 'what is hidden is not in the page');

  await page.getByRole('button', { name: 'Copy as' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('menuitem', { name: 'cURL (sh)' }).waitFor();
  await accessible(page, 'vitrina-panel', 'menu');
  await page.keyboard.press('Enter');
  await page.locator('.note', { hasText: 'Copied: cURL (sh). Secrets are replaced by REDACTED.' }).waitFor();
  assert.equal(
    await copied(),
    [
      'curl --include',
      `--header 'Host: ${host}'`,
      "--header 'Connection: close'",
      "--header 'Cookie: sid=REDACTED'",
      '--header User-Agent:',
      '--header Accept:',
      `--url 'http://${host}/index.css?access_token=REDACTED'`,
    ].join(' \\\n  '),
  );
  await until('the focus is back', () =>
    page.evaluate(`(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at.textContent.includes('Copy as');
    })()`),
  );

  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitemcheckbox', { name: 'With secrets', checked: true }).waitFor();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await until('the secrets are copied too', async () => (await copied()).includes('sid=c00kie'));
  assert.ok((await copied()).includes('access_token=s3cret'));

  await page.getByRole('button', { name: 'Copy as' }).click();
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('menu').count(), 0);

  await page.getByRole('button', { name: 'Show the value of the address' }).click();
  await page.getByRole('heading', { name: 'GET /index.css?access_token=s3cret' }).waitFor();
  await page.locator('message-head .start-line', { hasText: 'access_token=s3cret' }).waitFor();
  assert.deepEqual(complaints.all, []);
  await page.close();
});

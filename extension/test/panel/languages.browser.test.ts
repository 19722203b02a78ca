import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { exchangeRow, sharedBrowser } from './browser';
import { type Serving, serveLab } from './server';

// The panel speaks the language of the browser, and while there is nothing to see says what to do next.

let browser: Browser;
let serving: Serving;
before(async () => {
  browser = await sharedBrowser();
  serving = await serveLab();
});
after(() => serving.stop());

for (const [locale, language, title, lessons] of [
  ['es-419', 'es', 'Todavía no hay intercambios', 'escribe vitrina lesson en una terminal'],
  ['es-MX', 'es', 'Todavía no hay intercambios', 'escribe vitrina lesson en una terminal'],
  ['fr', 'en', 'No exchanges yet', 'type vitrina lesson in a terminal'],
] as const) {
  test(`a browser in ${locale} gets ${language}, the way to the site, and the way to the lessons`, async () => {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(serving.panel);
    await page.getByRole('heading', { name: title }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), language);
    assert.equal(await page.locator('a.open').getAttribute('href'), serving.url);
    await page.locator('.empty p', { hasText: lessons }).waitFor();
    assert.equal(await page.locator('.empty p code').innerText(), 'vitrina lesson');
    await context.close();
  });
}

test('in Spanish a press without a connection is answered in Spanish', async () => {
  const alone = await serveLab();
  const context = await browser.newContext({ locale: 'es' });
  try {
    const page = await context.newPage();
    await page.goto(alone.panel);
    await fetch(new URL('index.css', alone.url));
    await exchangeRow(page, '/index.css').click();
    const pin = page.getByRole('button', { name: 'Fijar' }).first();
    await pin.waitFor();
    await alone.stop();
    await page.locator('.notice', { hasText: 'Se perdió la conexión con el servidor.' }).waitFor();
    await pin.click();
    await page.locator('.notice', { hasText: 'No hay conexión con el servidor.' }).waitFor();
  } finally {
    await context.close();
    await alone.stop();
  }
});

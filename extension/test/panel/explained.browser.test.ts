import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import knownEnglish from '../../panel/knowledge/en.json';
import knownSpanish from '../../panel/knowledge/es.json';
import english from '../../panel/l10n/en.json';
import spanish from '../../panel/l10n/es.json';
import { accessible } from './axe';
import { exchangeRow, inLanguage, openPanel, sharedBrowser, shownFields } from './browser';
import { type Serving, serveLab } from './server';

/** What a script prints, with what is said of it in either language. */
const SCRIPT = `#!/usr/bin/env python3
print("Content-Type: image/png; charset=utf-8")
print("Cache-Control: public, max-age=3600")
print("Expires: Thu, 01 Dec 2033 16:00:00 GMT")
print("Set-Cookie: sid=secret; Max-Age=60; SameSite=None")
print("Content-Security-Policy: default-src 'self' data:; script-src self")
print("X-My-Own: 1")
print()
print("x")
`;

let browser: Browser;
let serving: Serving;

before(async () => {
  browser = await sharedBrowser();
  serving = await serveLab();
  const script = path.join(serving.root, 'cgi-bin/told.py');
  await writeFile(script, SCRIPT);
  await chmod(script, 0o755);
});

after(async () => {
  await serving.stop();
});

/** A panel of a width that shows the answer of the script. */
async function inPanel(
  language: 'en' | 'es',
  given: { width?: number; colorScheme?: 'light' | 'dark' },
  body: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const { width = 900, colorScheme = 'light' } = given;
  const context = await browser.newContext({ locale: 'en-US', viewport: { width, height: 1000 }, colorScheme });
  try {
    const { page, complaints } = await openPanel(context, inLanguage(serving.panel, language));
    await fetch(new URL('cgi-bin/told.py', serving.url), { headers: { Accept: 'text/html, */*;q=0.5' } });
    await exchangeRow(page, '/cgi-bin/told.py').click();
    await body(page, context);
    assert.deepEqual(complaints.all, []);
  } finally {
    await context.close();
  }
}

const table = (page: Page, name: string): Locator => page.getByRole('table', { name, exact: true });
const row = (page: Page, name: string, field: string): Locator =>
  table(page, name)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: field, exact: true }) });
const opener = (within: Locator): Locator => within.getByRole('rowheader').getByRole('button');

/** The text of an element without the white space around its parts. */
const read = async (within: Locator): Promise<string> => (await within.innerText()).replace(/\s+/g, ' ');

test('the keyboard opens what a header means, and closes it', () =>
  inPanel('en', {}, async (page) => {
    const before = await shownFields(page, english.responseHeaders);
    const header = row(page, english.responseHeaders, 'Cache-Control');
    const button = opener(header);
    assert.equal(await button.getAttribute('aria-expanded'), 'false');
    await button.focus();
    await page.keyboard.press('Enter');
    const shown = header.locator('.explanation');
    await shown.getByText(knownEnglish.fields['Cache-Control']).waitFor();
    assert.equal(await button.getAttribute('aria-expanded'), 'true');
    assert.equal(await shown.getAttribute('id'), await button.getAttribute('aria-controls'));
    assert.match(
      await read(shown),
      /max-age=3600 The answer is fresh for 1 hour: until then the browser does not ask again\./,
    );

    // The links come next, and lead out of the panel.
    await page.keyboard.press('Tab');
    const link = shown.getByRole('link', { name: 'RFC 9111, 5.2' });
    await link.and(page.locator(':focus')).waitFor();
    assert.equal(await link.getAttribute('href'), 'https://www.rfc-editor.org/rfc/rfc9111.html#section-5.2');
    assert.equal(await link.getAttribute('target'), '_blank');
    await page.keyboard.press('Tab');
    await shown.getByRole('link', { name: 'MDN: Cache-Control' }).and(page.locator(':focus')).waitFor();

    assert.deepEqual(await shownFields(page, english.responseHeaders), before, 'the table is what it was');
    assert.equal(await table(page, english.responseHeaders).getByRole('row').count(), before.length);
    await button.focus();
    await page.keyboard.press('Space');
    await shown.waitFor({ state: 'detached' });
    await button.and(page.locator(':focus')).waitFor();
  }));

test('what is odd about a header is said, and a name that nobody knows is said to be that', () =>
  inPanel('en', {}, async (page) => {
    const explained = async (field: string): Promise<string> => {
      const header = row(page, english.responseHeaders, field);
      await opener(header).click();
      await header.getByText(english['knowledge.loading']).waitFor({ state: 'detached' });
      return read(header.locator('.explanation'));
    };
    const { odd } = knownEnglish.words;
    assert.ok((await explained('Content-Type')).includes(odd.charsetOnMedia));
    assert.ok((await explained('Expires')).includes(odd.expiresBesideMaxAge));
    const cookie = await explained('Set-Cookie');
    assert.ok(cookie.includes(odd.cookieNoneNotSecure));
    assert.ok(!cookie.includes('secret'), 'the value of a cookie is not shown a second time');
    assert.match(await explained('Content-Security-Policy'), /self without single quotes is the name of a host/);
    assert.equal(await explained('X-My-Own'), english['knowledge.unknown']);
  }));

test('the pointer opens the status and a header in Spanish, and both stay open for the next exchange', () =>
  inPanel('es', {}, async (page) => {
    await page.getByRole('button', { name: '200 OK', exact: true }).click();
    await page.getByText(knownSpanish.statuses['200']).waitFor();
    assert.equal(await page.locator('.start-line').first().textContent(), 'HTTP/1.1 200 OK');
    const type = row(page, spanish.responseHeaders, 'Content-Type');
    await opener(type).click();
    await type.getByText('El texto del cuerpo está codificado como utf-8.').waitFor();
    await opener(row(page, spanish.requestHeaders, 'Accept')).click();
    await page.getByText('Cualquier otro tipo. Peso 0,5 de 1.').waitFor();

    await fetch(new URL('nothing.html', serving.url));
    await exchangeRow(page, '/nothing.html').click();
    await page.getByText(knownSpanish.statuses['404']).waitFor();
    await row(page, spanish.responseHeaders, 'Content-Type').getByText(knownSpanish.fields['Content-Type']).waitFor();
    assert.equal(await opener(row(page, spanish.responseHeaders, 'Date')).getAttribute('aria-expanded'), 'false');
  }));

test('the book is read when somebody asks, and where that fails it is said and tried again', () =>
  inPanel('en', {}, async (page, context) => {
    const files = '**/knowledge/*.json';
    const asked: string[] = [];
    await context.route(files, async (route) => {
      asked.push(new URL(route.request().url()).pathname.replace(/.*\//, ''));
      // The answer, and no failure, since the browser itself would complain of that.
      await route.fulfill({ contentType: 'application/json', body: 'not json' });
    });
    const header = row(page, english.responseHeaders, 'Content-Type');
    await opener(header).click();
    await header.getByText(english['knowledge.failed']).waitFor();
    assert.deepEqual(asked.sort(), ['en.json', 'index.json']);
    await context.unroute(files);
    await opener(header).click();
    await opener(header).click();
    await header.getByText(knownEnglish.fields['Content-Type']).waitFor();
  }));

/** Opens everything that can be explained. */
async function openAll(page: Page): Promise<void> {
  for (const button of await page.locator('button.name').all()) await button.click();
  await page
    .getByText(/^(One moment|Un momento)/)
    .first()
    .waitFor({ state: 'detached' });
}

/** The words of explanations that a line's end cuts, and what is wider than its place; hyphens and slashes may end lines. */
const CUT = `(() => {
  const found = [];
  const look = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) look(element.shadowRoot);
      if (!element.closest('.explanation')) continue;
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) found.push('wide: ' + element.textContent);
      if (element.closest('dt')) continue; // a piece of a value may be of any length
      for (const node of element.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE) continue;
        for (const { 0: word, index } of node.data.matchAll(/[^\\s\\-/=]+/g)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
          if (lines.size > 1) found.push(word);
        }
      }
    }
  };
  look(document);
  return found;
})()`;

for (const [language, width, colorScheme] of [
  ['en', 1200, 'light'],
  ['es', 260, 'dark'],
  ['en', 260, 'light'],
] as const) {
  test(`with everything open nothing is cut and nobody kept out: ${language}, ${width} px, ${colorScheme}`, () =>
    inPanel(language, { width, colorScheme }, async (page) => {
      await openAll(page);
      assert.deepEqual(await page.evaluate(CUT), []);
      await accessible(page, 'vitrina-panel >>> exchange-detail', 'with everything open');
    }));
}

import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import english from '../../panel/l10n/en.json';
import spanish from '../../panel/l10n/es.json';
import { accessible } from './axe';
import { exchangeRow, inLanguage, openPanel, sharedBrowser, shownFields } from './browser';
import { type Serving, serveLab } from './server';

/** The secrets that nobody in the room is to read. */
const [VALUE, SENT, PASSWORD] = ['set-4711', 'sent-4712', 'cGFzczo0NzEz'];

const SCRIPT = `#!/usr/bin/env python3
print("Content-Type: text/plain")
print("Set-Cookie: session=${VALUE}; Path=/; HttpOnly")
print("Permissions-Policy: geolocation=()")
print()
`;

const COOKIE = `theme=${SENT}; session=${SENT}`;

/** As Chromium opens a page, in its order. */
const ASKED = [
  ['Connection', 'keep-alive'],
  ['sec-ch-ua', '"Chromium";v="146"'],
  ['sec-ch-ua-mobile', '?0'],
  ['Upgrade-Insecure-Requests', '1'],
  ['User-Agent', 'Mozilla/5.0'],
  ['Accept', 'text/html'],
  ['Sec-Fetch-Dest', 'document'],
  ['Referer', 'http://127.0.0.1/'],
  ['Accept-Language', 'es'],
  ['Cookie', COOKIE],
  ['Authorization', `Basic ${PASSWORD}`],
] as const;

let browser: Browser;
let serving: Serving;

before(async () => {
  browser = await sharedBrowser();
  serving = await serveLab('--header', '*.css=X-Given: 1');
  const script = path.join(serving.root, 'cgi-bin/session.py');
  await writeFile(script, SCRIPT);
  await chmod(script, 0o755);
  await writeFile(path.join(serving.root, 'given.css'), 'p {}\n');
});

after(async () => {
  await serving.stop();
});

async function inPanel(
  language: 'en' | 'es',
  width: number,
  body: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width, height: 900 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  try {
    const { page, complaints } = await openPanel(context, inLanguage(serving.panel, language));
    await body(page, context);
    assert.deepEqual(complaints.all, []);
  } finally {
    await context.close();
  }
}

async function choose(page: Page, target: string): Promise<void> {
  await fetch(new URL(target.slice(1), serving.url), { headers: ASKED.map(([name, value]) => [name, value]) });
  await exchangeRow(page, target).click();
  await page.locator('exchange-detail h2', { hasText: target }).waitFor();
}

const row = (page: Page, name: string): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });

const read = async (within: Locator): Promise<string> => (await within.innerText()).replace(/\s+/g, ' ').trim();

/** All text of the page, that of shadow trees too, as a program would find it. */
const EVERYTHING = `(() => {
  const texts = [];
  const look = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) look(element.shadowRoot);
      for (const { value } of element.attributes) texts.push(value);
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
    }
  };
  look(document);
  return texts.join('\\n');
})()`;

const held = async (page: Page): Promise<string[]> => {
  const everything = await page.evaluate<string>(EVERYTHING);
  return [VALUE, SENT, PASSWORD].filter((secret) => everything.includes(secret));
};

test('cookies and credentials are not in the page until somebody asks for them, and are copied as they are', () =>
  inPanel('en', 300, async (page) => {
    await choose(page, '/cgi-bin/session.py');
    await page.getByText(/^Environment: /).click();
    assert.match(await read(row(page, 'Set-Cookie').locator('.value')), /^session=•+ ?hidden ?; Path=\/; HttpOnly$/);
    assert.match(await read(row(page, 'Authorization').locator('.value')), /^Basic •+ ?hidden$/);
    await page.getByText(english['output.secret']).waitFor();
    assert.deepEqual(await held(page), []);

    // Each is shown by itself, by the keyboard as by a click on the dots, and not for the next exchange.
    const reveal = row(page, 'Set-Cookie').getByRole('button', { name: 'Show the value of Set-Cookie', exact: true });
    await reveal.focus();
    await page.keyboard.press('Enter');
    await row(page, 'Set-Cookie').getByText(`session=${VALUE}; Path=/; HttpOnly`, { exact: true }).waitFor();
    assert.deepEqual(await held(page), [VALUE]);
    await page
      .locator('button:focus')
      .and(page.getByRole('button', { name: 'Hide the value of Set-Cookie' }))
      .waitFor();
    await row(page, 'Cookie').locator('.mask').first().click();
    await row(page, 'Cookie').getByText(COOKIE, { exact: true }).waitFor();
    await choose(page, '/cgi-bin/session.py?again');
    await row(page, 'Cookie').locator('.mask').first().waitFor();
    assert.deepEqual(await held(page), []);

    // What is compared with an earlier exchange is hidden as well.
    const other = { Cookie: `theme=${VALUE}0`, Authorization: `Basic ${PASSWORD}0` };
    await fetch(new URL('cgi-bin/session.py?again', serving.url), { headers: other });
    await exchangeRow(page, '/cgi-bin/session.py?again').click();
    const comparison = page.locator('exchange-comparison');
    await comparison
      .getByText(/Authorization/)
      .first()
      .click();
    await comparison.getByRole('button', { name: 'Show the value of Authorization' }).waitFor();
    assert.ok(!(await page.evaluate<string>(EVERYTHING)).includes(PASSWORD));

    const copied = (): Promise<string> => page.evaluate<string>('navigator.clipboard.readText()');
    await row(page, 'Authorization')
      .getByRole('button', { name: /^Copy the value of Authorization, also/ })
      .click();
    await page.getByText(english.copied).waitFor();
    assert.equal(await copied(), `Basic ${PASSWORD}0`);
    await page.getByRole('button', { name: `${english['copyHead.request']}, also hidden values` }).click();
    await page.waitForFunction(
      `navigator.clipboard.readText().then((text) => text.includes(${JSON.stringify(other.Cookie)}))`,
    );
  }));

test('what every browser sends is one line, which opens in the order of the wire and stays so', () =>
  inPanel('en', 900, async (page) => {
    await choose(page, '/cgi-bin/session.py');
    const names = async (): Promise<string[]> =>
      (await shownFields(page, english.requestHeaders)).map(([name]) => name.toLowerCase());
    const few = await names();
    for (const name of ['host', 'referer', 'cookie', 'authorization']) assert.ok(few.includes(name), name);
    for (const name of ['sec-ch-ua', 'accept', 'user-agent']) assert.ok(!few.includes(name), name);
    const fold = page.getByRole('button', { name: /^\d+ headers that every browser sends$/ });
    await fold.focus();
    await page.keyboard.press('Enter');
    await row(page, 'sec-ch-ua').waitFor();
    const head = await page.evaluate<string>(
      `document.querySelector('vitrina-panel').model.detail.request.headers.map(({ name }) => name.toLowerCase()).join()`,
    );
    assert.equal((await names()).join(), head);
    await page.reload();
    await exchangeRow(page, '/cgi-bin/session.py').click();
    await row(page, 'sec-ch-ua').waitFor();
    // Responses are never folded, and what programs send is not.
    assert.equal((await page.getByRole('table', { name: english.responseHeaders }).getByRole('row').count()) > 4, true);
  }));

test('a click on who set a header says how it came to it, and names the row, the entry, the line and the section', () =>
  inPanel('es', 300, async (page) => {
    const opened = async (name: string, who: string): Promise<string> => {
      const button = row(page, name).getByRole('button', { name: who, exact: true });
      await button.click();
      const shown = row(page, name).locator('.origin');
      await shown.waitFor();
      assert.equal(await shown.getAttribute('id'), await button.getAttribute('aria-controls'));
      return read(shown);
    };
    await choose(page, '/given.css');
    assert.match(await opened('Content-Type', spanish['setBy.typeTable']), /\.css → text\/css.*--mime \.css=TIPO/);
    assert.match(await opened('X-Given', spanish['setBy.setting']), /vitrina\.headers \(o --header .*\*\.css/);
    assert.match(await opened('Content-Length', spanish['setBy.file']), /longitud de given\.css/);
    await opened('Cache-Control', spanish['setBy.server']);
    await row(page, 'Cache-Control').getByRole('link', { name: 'RFC 9111, 5.2' }).waitFor();
    await accessible(page, 'vitrina-panel >>> exchange-detail', 'with origins open');

    await choose(page, '/cgi-bin/session.py');
    assert.match(await opened('Permissions-Policy', spanish['setBy.script']), /^cgi-bin\/session\.py .* línea 4\./);
    assert.match(await row(page, 'Content-Type').locator('.origin').innerText(), /línea 2/);
  }));

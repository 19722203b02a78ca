import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { LIMIT_MS, sharedBrowser, until } from './browser';
import { serveLab, type Serving } from './server';

// What a page of another site can make of a script here, with the fields that a real browser sends.

const SCRIPT = '/cgi-bin/index.py';

let browser: Browser;
let serving: Serving;
/** A tab for each name that the other site goes by, for all tests: a page knows nothing of the one that was there before. */
const tabs = new Map<string, Page>();
let html = '';
const other = http.createServer((_, response) => {
  response.setHeader('Content-Type', 'text/html').end(`<!doctype html><title>Other</title>${html}`);
});

before(async () => {
  browser = await sharedBrowser();
  serving = await serveLab();
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  for (const name of ['localhost', '127.0.0.1']) {
    const page = await browser.newPage();
    page.setDefaultTimeout(LIMIT_MS);
    tabs.set(name, page);
  }
});

after(async () => {
  other.close();
  other.closeAllConnections();
  await serving.stop();
  for (const page of tabs.values()) await page.context().close();
});

/** The address of a target here, told from those of other tests by its query. */
let asked = 0;
const address = (target: string): string =>
  new URL(target + (target.includes('?') ? '&' : '?') + String(++asked), serving.url).href;

/** The statuses of the script's answers to that query. */
const statuses = (query: string): number[] =>
  serving.answered.filter(({ target }) => target === `${SCRIPT}?${query}`).map(({ status }) => status);

/** Shows a page of another site (another name), then of the same one by another port, and gives each to `body`. */
async function onOtherSite(
  target: string,
  markup: (url: string) => string,
  body: (page: Page, query: string) => Promise<void>,
): Promise<void> {
  const { port } = other.address() as AddressInfo;
  for (const [name, page] of tabs) {
    const url = address(target);
    html = markup(url);
    await page.goto(`http://${name}:${String(port)}/`);
    await body(page, String(asked));
    await page.goto('about:blank'); // what it still asks for belongs to no other test
  }
}

const ways: Record<string, (url: string) => string> = {
  'an image': (url) => `<img src="${url}">`,
  // By this name Chromium reaches 127.0.0.1 and does not say that another site asks.
  'an image by an IPv4-mapped address': (url) => `<img src="${url.replace('127.0.0.1', '[::ffff:127.0.0.1]')}">`,
  'a script': (url) => `<script src="${url}"></script>`,
  'a frame': (url) => `<iframe src="${url}"></iframe>`,
  'an object': (url) => `<object data="${url}"></object>`,
  fetch: (url) => `<script>fetch('${url}', { mode: 'no-cors' })</script>`,
  'a prefetched link': (url) => `<link rel="prefetch" href="${url}">`,
  'speculation rules': (url) =>
    `<script type="speculationrules">{"prerender": [{"urls": ["${url}"], "eagerness": "immediate"}]}</script>`,
  'a form in a frame': (url) =>
    `<iframe name="f"></iframe><form method="post" action="${url}" target="f"></form><script>document.forms[0].submit()</script>`,
  'a form': (url) => `<form method="post" action="${url}"></form><script>document.forms[0].submit()</script>`,
};

for (const [way, markup] of Object.entries(ways)) {
  test(`a page of another site, or of another port, does not run a script by ${way}`, async () => {
    await onOtherSite(SCRIPT, markup, async (_, query) => {
      await until(`the answer to ${way}`, () => Promise.resolve(statuses(query).length > 0));
      assert.deepEqual([...new Set(statuses(query))], [403]);
    });
  });
}

test('a page of another site cannot read a file, nor ask whether it may', async () => {
  await onOtherSite(
    '/index.css',
    () => '',
    async (page) => {
      const read = await page.evaluate<string[]>(
        `(async () => {
          const ask = (init) => fetch('${serving.url}index.css', init).then(({ type }) => 'read: ' + type, () => 'not read');
          return [await ask({}), await ask({ method: 'PUT' }), await ask({ headers: { 'X-Asked': '1' } })];
        })()`,
      );
      assert.deepEqual(read, ['not read', 'not read', 'not read']);
    },
  );
});

test('a link on another site leads to a script', async () => {
  await onOtherSite(
    SCRIPT,
    (url) => `<a href="${url}">there</a>`,
    async (page, query) => {
      await page.getByRole('link').click();
      await page.getByRole('heading').first().waitFor();
      await until('the answer', () => Promise.resolve(statuses(query).length > 0));
      assert.deepEqual(statuses(query), [200]);
    },
  );
});

test('a page of another site cannot frame the live view to run a script', async () => {
  const keys = ['', '&key=', '&key=AAAAAAAAAAAAAAAAAAAAAAAAAA'];
  await onOtherSite(
    `/_vitrina/live?path=${SCRIPT}?framed`,
    (url) => keys.map((key) => `<iframe src="${url}${key}"></iframe>`).join(''),
    async (page) => {
      const refused = (): number => page.frames().filter((frame) => frame.url().startsWith('chrome-error:')).length;
      await until('the browser to refuse each frame', () => Promise.resolve(refused() === keys.length));
      assert.deepEqual(statuses('framed'), []);
    },
  );
});

test('with its key a live view in a frame, as in VS Code, shows a script, and loads it again', async () => {
  await onOtherSite(
    `/_vitrina/live?path=${SCRIPT}?view&key=${serving.liveViewKey}`,
    (url) => `<iframe src="${url}"></iframe>`,
    async (page) => {
      const before = statuses('view').length;
      const view = page.frameLocator('iframe');
      await view.frameLocator('#frame').getByRole('heading').first().waitFor();
      await view.locator('#reload').click();
      await until('the script to be loaded again', () => Promise.resolve(statuses('view').length > before + 1));
      assert.deepEqual(statuses('view').slice(before), [200, 200]);
    },
  );
});

test('what a live view frames is not told its key, and may lead to a live view', async () => {
  await onOtherSite(
    `/_vitrina/live?path=/index.html&key=${serving.liveViewKey}`,
    (url) => `<iframe src="${url}"></iframe>`,
    async (page) => {
      const framed = page.frameLocator('iframe').frameLocator('#frame');
      await framed.getByRole('link', { name: 'La vista en vivo' }).waitFor();
      const told = await framed
        .locator('html')
        .evaluate<string, never>('document.referrer + " " + parent.location.href');
      assert.match(told, /^http.*\/_vitrina\/live\?path=%2Findex.html\S* http.*\/_vitrina\/live/);
      assert.ok(!told.includes('key'), told);
      await framed.getByRole('link', { name: 'La vista en vivo' }).click();
      await framed.frameLocator('#frame').getByRole('heading').first().waitFor();
    },
  );
});

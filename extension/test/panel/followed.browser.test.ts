import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { sharedBrowser, LIMIT_MS, until } from './browser';
import { serveFolder, type Serving } from './server';

// Pages in a tab that are followed though no file or script of the site is what they show, or though a worker fetches them.

let browser: Browser;
let folder: string;
let serving: Serving;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vitrina-followed-'));
  browser = await sharedBrowser();
  for (const name of ['sub', 'deep/er', 'cgi-bin']) await mkdir(path.join(folder, name), { recursive: true });
  await save('sub/one.txt', 'one');
  await save('deep/er/index.html', '<!doctype html><base href="/sub/"><p>deep');
  await save('cgi-bin/fails.sh', '#!/bin/sh\nno_such_command');
  await chmod(path.join(folder, 'cgi-bin/fails.sh'), 0o755);
  await save('worker.html', "<!doctype html><p>one<script>navigator.serviceWorker.register('worker.js')</script>");
  await save('worker.js', "addEventListener('fetch', (event) => event.respondWith(fetch(event.request)))");
  serving = await serveFolder(folder);
});

after(async () => {
  await serving.stop();
  await rm(folder, { recursive: true, force: true });
});

const save = (name: string, content: string): Promise<void> => writeFile(path.join(folder, name), content);

/** Opens a page, and waits until it follows; the complaints are those about its policy. */
async function follow(name: string, body: (page: Page, complaints: string[]) => Promise<void>): Promise<void> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(LIMIT_MS);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) complaints.push(message.text());
    });
    const hello = said(page);
    await page.goto(new URL(name, serving.url).href);
    await hello;
    await body(page, complaints);
  } finally {
    await context.close();
  }
}

/** Waits for the server's first word to the next page that follows. */
async function said(page: Page): Promise<void> {
  const socket = await page.waitForEvent('websocket');
  await socket.waitForEvent('framereceived');
}

const shows = (page: Page, text: string): Promise<void> =>
  until(
    text,
    async () =>
      (
        await page
          .locator('body')
          .textContent()
          .catch(() => '')
      )?.includes(text) ?? false,
  );

for (const [name, changed, content, text] of [
  ['later.html', 'later.html', '<!doctype html><p>here now', 'here now'],
  ['deep/er/later.html?x=/y', 'deep/er/later.html', '<!doctype html><p>deep now', 'deep now'],
  ['sub/', 'sub/two.txt', 'two', 'two.txt'],
  ['cgi-bin/fails.sh', 'cgi-bin/fails.sh', "#!/bin/sh\nprintf 'Content-Type: text/html\\n\\n<p>works'", 'works'],
  ['deep/er', 'deep/er/index.html', '<!doctype html><p>deeper', 'deeper'],
] as const) {
  test(`${name} changes by itself`, () =>
    follow(name, async (page, complaints) => {
      await save(changed, content);
      await shows(page, text);
      assert.deepEqual(complaints, []);
    }));
}

test('a page that a service worker fetches is followed', () =>
  follow('worker.html', async (page) => {
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    const hello = said(page);
    await page.reload();
    await hello;
    assert.equal(await page.evaluate('navigator.serviceWorker.controller !== null'), true);
    await save('worker.html', '<!doctype html><p>two');
    await shows(page, 'two');
  }));

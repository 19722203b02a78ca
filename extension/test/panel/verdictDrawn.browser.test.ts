import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Exchange } from '../../protocol/types.generated';
import { exchangeRow, inLanguage, openPanel, sharedBrowser, until } from './browser';
import { type Serving, serveFolder } from './server';

const STYLE = '#!/bin/sh\nprintf "Content-Type: text/html\\n\\np { color: red }\\n"\n';

let browser: Browser;
let context: BrowserContext;
let serving: Serving;
let root: string;

before(async () => {
  browser = await sharedBrowser();
  root = await mkdtemp(path.join(tmpdir(), 'vitrina-verdict-'));
  await mkdir(path.join(root, 'cgi-bin'));
  await writeFile(path.join(root, 'cgi-bin/style.sh'), STYLE);
  await chmod(path.join(root, 'cgi-bin/style.sh'), 0o755);
  const page = '<title>x</title><link rel=stylesheet href=/cgi-bin/style.sh><p>Hola';
  await writeFile(path.join(root, 'standards.html'), `<!doctype html>${page}`);
  await writeFile(path.join(root, 'quirks.html'), page);
  await writeFile(
    path.join(root, 'module.html'),
    '<!doctype html><title>x</title><script crossorigin src=a.mjsx></script>',
  );
  await writeFile(path.join(root, 'a.mjsx'), 'self.ran = true');
  serving = await serveFolder(root, '--no-reload');
  context = await browser.newContext({ locale: 'en-US', viewport: { width: 900, height: 800 } });
});

after(async () => {
  await context.close();
  await serving.stop();
  await rm(root, { recursive: true, force: true });
});

const at = (target: string): string => new URL(target, serving.url).href;

/** Opens a page in a tab of its own, and leaves it. */
async function visit(target: string): Promise<void> {
  const tab = await context.newPage();
  await tab.goto(at(target));
  await tab.close();
}

/** The verdict on the newest exchange for a target, once the page that asked for it is named. */
async function verdictOn(page: Page, target: string, askedBy: string): Promise<string[]> {
  const element = page.locator('exchange-verdict');
  const asked = element.locator('.asked', { hasText: askedBy });
  await until(`the exchange ${askedBy}`, async () => {
    await exchangeRow(page, target).click(); // until the newest is in the list, that is an older one
    return (await asked.count()) > 0;
  });
  const attributes = ['data-fate', 'data-type', 'data-basis'].map((name) => element.getAttribute(name));
  return [...(await Promise.all(attributes)), await element.locator('.fate').textContent()].map(String);
}

test('a style sheet is judged as one, by the page that asked for it, and the rule is named', async () => {
  const { page, complaints } = await openPanel(context, serving.panel);
  await visit('standards.html');
  const refused = ['refused', 'text/html', 'predicted', 'Refused as a style sheet'];
  assert.deepEqual(await verdictOn(page, '/cgi-bin/style.sh', 'by /standards.html'), refused);
  await page.getByText('A style sheet must be text/css, but Content-Type says text/html.').waitFor();
  const rule = page.getByRole('link', { name: 'The rule' });
  assert.match((await rule.getAttribute('href')) ?? '', /^https:\/\/html\.spec\.whatwg\.org\//);

  await visit('quirks.html');
  const applied = ['applied', 'text/html', 'predicted', 'Applied as a style sheet'];
  assert.deepEqual(await verdictOn(page, '/cgi-bin/style.sh', 'by /quirks.html'), applied);
  await page.getByText('quirks mode because it has no modern doctype').waitFor();
  assert.equal(await page.locator('.note').count(), 0, 'the notes say the same');
  assert.deepEqual(complaints.all, []);
  await page.close();
});

test('a script with crossorigin is none the less no module', async () => {
  const { page } = await openPanel(context, serving.panel);
  await visit('module.html');
  const applied = ['applied', 'text/javascript', 'predicted', 'Applied as a script'];
  assert.deepEqual(await verdictOn(page, '/a.mjsx', 'by /module.html'), applied);
  assert.equal(await page.locator('.note[data-code=moduleNotJavaScript]').count(), 0, 'the notes say the same');
  await page.close();
});

test('without Sec-Fetch-Dest the verdict is on a browser that opens the address, in Spanish too', async () => {
  const { page } = await openPanel(context, inLanguage(serving.panel, 'es'));
  await fetch(at('standards.html'));
  await page.getByText('La petición no dice para qué es').waitFor();
  assert.deepEqual(await verdictOn(page, '/standards.html', 'que abre la dirección'), [
    'shown',
    'text/html',
    'predicted',
    'Se muestra como página',
  ]);
  await page.getByText('Lo dice Content-Type.').waitFor();
  await page.close();
});

test('what the browser did otherwise is shouted beside what was predicted', async () => {
  const apart = await browser.newContext({ locale: 'en-US' });
  await apart.routeWebSocket(/\/rpc$/, (near) => {
    const far = near.connectToServer();
    near.onMessage((text) => {
      far.send(text);
    });
    far.onMessage((text) => {
      const message = JSON.parse(String(text)) as { result?: Exchange };
      const verdict = message.result?.verdict;
      if (verdict) {
        const predicted = { ...verdict };
        const told = { type: 'text/plain', as: 'text', reason: 'told', message: 'Told.' } as const;
        Object.assign(verdict, told, { basis: 'observed', predicted, differs: true });
      }
      near.send(JSON.stringify(message));
    });
  });
  const { page, complaints } = await openPanel(apart, serving.panel);
  await visit('standards.html');
  await exchangeRow(page, '/standards.html').click();
  const element = page.locator('exchange-verdict');
  await element.getByText('The browser did something else than predicted').waitFor();
  assert.deepEqual(await element.locator('.fate').allTextContents(), ['Shown as text', 'Shown as a page']);
  assert.deepEqual(await element.locator('.type').allTextContents(), ['text/plain', 'text/html']);
  assert.equal(await element.locator('.difference .icon-warning').count(), 1);
  assert.equal(await element.getAttribute('data-type'), 'text/plain');
  assert.deepEqual(complaints.all, []);
  await apart.close();
});

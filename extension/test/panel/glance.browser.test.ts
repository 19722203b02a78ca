import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import english from '../../panel/l10n/en.json';
import spanish from '../../panel/l10n/es.json';
import { accessible } from './axe';
import { exchangeRow, inLanguage, openPanel, sharedBrowser } from './browser';
import { type Serving, serveLab } from './server';

/** It fails in its third line, before it prints anything. */
const FAILING = `#!/usr/bin/env python3
print("Content-Type: text/html")
1 / 0
`;

const REDIRECT = `#!/usr/bin/env python3
print("Location: http://example.org/a-place-with-hyphens")
print()
`;

let browser: Browser;
let serving: Serving;

before(async () => {
  browser = await sharedBrowser();
  serving = await serveLab();
  for (const [name, text] of [
    ['fails.py', FAILING],
    ['away-with-you-now.py', REDIRECT],
  ] as const) {
    const script = path.join(serving.root, 'cgi-bin', name);
    await writeFile(script, text);
    await chmod(script, 0o755);
  }
  await writeFile(path.join(serving.root, 'data.unheard'), 'x');
});

after(async () => {
  await serving.stop();
});

async function inPanel(language: 'en' | 'es', width: number, body: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width, height: 800 } });
  try {
    const { page, complaints } = await openPanel(context, inLanguage(serving.panel, language));
    await body(page);
    assert.deepEqual(complaints.all, []);
  } finally {
    await context.close();
  }
}

/** Asks as a browser does that opens a page, and chooses the exchange. */
async function choose(page: Page, target: string): Promise<void> {
  const headers = { Accept: 'text/html', 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Mode': 'navigate' };
  await (await fetch(new URL(target.slice(1), serving.url), { headers, redirect: 'manual' })).arrayBuffer();
  await exchangeRow(page, target).click();
  await page.locator('exchange-detail h2', { hasText: target }).waitFor();
}

const linesOf = (text: Locator): Promise<number> =>
  text.evaluate((node) => (node as unknown as { getClientRects(): unknown[] }).getClientRects().length);

/** The text of each thing at the top that a person sees without scrolling, from top to bottom. */
async function atTheTop(page: Page): Promise<string[]> {
  await page.locator('exchange-detail .key, exchange-detail exchange-verdict').first().waitFor();
  const parts = page.locator('exchange-detail').locator('h2, .key, exchange-verdict .fate, .note:visible, summary');
  const seen: string[] = [];
  for (const part of await parts.all()) {
    const box = await part.boundingBox();
    if (box && box.y + box.height <= 800) seen.push((await part.innerText()).replace(/\s+/g, ' ').trim());
  }
  return seen;
}

test('at 300 px the type, who set it and what becomes of it are seen without scrolling, and routine notes are folded', () =>
  inPanel('en', 300, async (page) => {
    await choose(page, '/index.html');
    assert.deepEqual(await atTheTop(page), [
      'GET /index.html',
      'Content-Type: text/html; charset=utf-8 type table (.html)',
      english['shown.page'],
      '1 note',
    ]);
    // What is folded is there, for the keyboard and for programs.
    const routine = page.locator('[data-code=reloadInjected]');
    assert.equal(await routine.count(), 1);
    assert.equal(await routine.isVisible(), false);
    await page.locator('exchange-detail summary').first().focus();
    await page.keyboard.press('Enter');
    await routine.waitFor({ state: 'visible' });
    await accessible(page, 'vitrina-panel >>> exchange-detail', 'with folded notes open');
  }));

test('of a script that failed the reason and its line come first, and the page is called ours', () =>
  inPanel('es', 300, async (page) => {
    await choose(page, '/cgi-bin/fails.py');
    const [title, reason, type, fate] = await atTheTop(page);
    assert.equal(title, 'GET /cgi-bin/fails.py');
    assert.match(reason ?? '', /Línea 3: .* fails\.py:3$/);
    assert.match(type ?? '', /^Content-Type: text\/html/);
    assert.equal(fate, spanish['shown.errorPage']);
  }));

test('no type and a redirect are said as such, and short names keep their hyphens in one line at 240 px', () =>
  inPanel('en', 240, async (page) => {
    await choose(page, '/data.unheard');
    assert.equal((await atTheTop(page))[1], english['key.noType']);
    assert.equal(await page.locator('exchange-detail [data-code=unknownExtension]').isVisible(), true);

    await choose(page, '/cgi-bin/away-with-you-now.py');
    assert.match((await atTheTop(page))[1] ?? '', /^Location: http:\/\/example\.org\/\S+ script/);
    assert.equal(
      await exchangeRow(page, '/cgi-bin/away-with-you-now.py').locator('.use').innerText(),
      english['use.redirect'],
    );
    const names = await page.locator('exchange-detail .unbroken').all();
    assert.ok(names.length > 3);
    const cut: string[] = [];
    for (const name of names) if ((await linesOf(name)) !== 1) cut.push(await name.innerText());
    assert.deepEqual(cut, []);
  }));

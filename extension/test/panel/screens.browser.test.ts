import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { AXE, violations } from './axe';
import { exchangeRow, inLanguage, openPanel, sharedBrowser } from './browser';
import { type Serving, serveLab } from './server';

// Each state of the panel, in each theme: axe-core finds nothing that keeps anybody out, nothing runs out of the page, and
// pictures for a person to look at are in .build/screens.

const FOLDER = '.build/screens';

const SCRIPTS = {
  'fails.py': '#!/usr/bin/env python3\nraise ValueError("no")\n',
  'away.sh': '#!/bin/sh\nprintf "Status: 302\\nLocation: /index-1.html\\n\\n"\n',
};
const PAGE = `<!doctype html><title>t</title><link rel="stylesheet" href="style.txt"><link rel="stylesheet" href="index.css">
<script src="app.js"></script><img src="python-logo.png" alt="">`;

let browser: Browser;
let context: BrowserContext;
let serving: Serving;

before(async () => {
  browser = await sharedBrowser();
  serving = await serveLab();
  for (const [name, text] of Object.entries(SCRIPTS)) {
    await writeFile(path.join(serving.root, 'cgi-bin', name), text);
    await chmod(path.join(serving.root, 'cgi-bin', name), 0o755);
  }
  for (const [name, text] of Object.entries({
    'all.html': PAGE,
    'style.txt': 'p {}',
    'app.js': 'document.title = 1',
  })) {
    await writeFile(path.join(serving.root, name), text);
  }
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce' });
});

after(async () => {
  await context.close();
  await serving.stop();
});

const row = (target: string) => async (page: Page) => {
  await exchangeRow(page, target).click();
  await page.locator('h2', { hasText: target }).waitFor();
  await page.locator('exchange-detail section').first().waitFor();
};

/** How each state is reached. */
const STATES: Record<string, (page: Page) => Promise<void>> = {
  file: row('/all.html'),
  refused: row('/style.txt'),
  applied: row('/index.css'),
  script: row('/cgi-bin/index.py'),
  failed: row('/cgi-bin/fails.py'),
  redirect: row('/cgi-bin/away.sh'),
  unchanged: row('/python-logo.png'),
  field: async (page) => {
    await row('/all.html')(page);
    await page.locator('header-table button[aria-expanded="false"]').first().click();
    await page.locator('header-table button[aria-expanded="true"]').first().waitFor();
  },
  save: async (page) => {
    await page.locator('.row.reload').first().click();
    await page.locator('reload-detail h2').first().waitFor();
  },
};

const THEMES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  contrast: { colorScheme: 'dark', forcedColors: 'active' },
} as const;

type Theme = keyof typeof THEMES;

/** Which themes each width is looked at in, by language. */
const LOOKS: readonly (readonly [language: string, width: number, themes: readonly Theme[]])[] = [
  ['en', 1200, ['light', 'dark', 'contrast']],
  ['es', 240, ['light', 'dark']],
];

/** Looks at a state in each theme, and takes its picture. */
async function look(page: Page, state: string, language: string, width: number, themes: readonly Theme[]) {
  for (const theme of themes) {
    await page.emulateMedia(THEMES[theme]);
    await page.screenshot({ path: path.join(FOLDER, `${state}-${language}-${String(width)}-${theme}.png`) });
    assert.deepEqual(await violations(page, 'vitrina-panel'), [], `${state}, ${language}, ${theme}`);
  }
  const scrolls = await page.evaluate<number>('document.documentElement.scrollWidth');
  assert.ok(scrolls <= width, `${state}, ${language}: ${String(scrolls)} px wide`);
}

/** Has everything forgotten: the files that the test wrote are changes of files too. */
async function clear(page: Page, language: string): Promise<void> {
  await page.locator('.row').first().waitFor();
  await page.getByRole('button', { name: language === 'en' ? 'Clear Exchanges' : 'Borrar intercambios' }).click();
  await page.locator('.empty a').waitFor();
}

/** What a student's tab asks for. */
async function visit(): Promise<void> {
  const tab = await browser.newContext(); // which has nothing cached
  const page = await tab.newPage();
  for (const target of ['all.html', 'all.html', 'cgi-bin/away.sh', 'cgi-bin/fails.py', 'cgi-bin/index.py']) {
    await page.goto(new URL(target, serving.url).href);
  }
  await tab.close();
}

for (const [language, width, themes] of LOOKS) {
  test(`each state can be read by everybody: ${language}, ${String(width)} px`, async () => {
    const { page, complaints } = await openPanel(context, inLanguage(serving.panel, language));
    await page.setViewportSize({ width, height: 800 });
    await page.getByRole('main').waitFor();
    await page.evaluate(await readFile(AXE, 'utf8'));
    await clear(page, language);
    await look(page, 'empty', language, width, themes);
    await visit();
    await exchangeRow(page, '/cgi-bin/index.py').waitFor();
    await writeFile(path.join(serving.root, 'cgi-bin', 'index.py'), `print()\nprint('${language}')\n`);
    await page.locator('.row.reload').first().waitFor();
    for (const [state, reach] of Object.entries(STATES)) {
      await reach(page);
      await look(page, state, language, width, themes);
    }
    assert.deepEqual(complaints.all, []);
    await page.close();
  });
}

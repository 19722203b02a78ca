import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { sharedBrowser, openPanel } from './browser';
import { serveLab, type Serving } from './server';

// The listing of a folder, and the page for what is not there, as a browser has them: without a script, with the
// keyboard, in the dark and where there is little room.

let browser: Browser;
let serving: Serving;
const hostile = '"><img src=x onerror=alert(1)>.txt';

before(async () => {
  browser = await sharedBrowser();
  serving = await serveLab();
  const folder = path.join(serving.root, 'files');
  await mkdir(path.join(folder, 'inner'), { recursive: true });
  const names = ['page-10.html', 'page-9.html', 'árbol.txt', 'ñu.txt', 'nz.txt', `${'long'.repeat(50)}.txt`, hostile];
  for (const [index, name] of names.entries()) await writeFile(path.join(folder, name), 'x'.repeat(index * 500));
});

after(() => serving.stop());

/** Opens a path of the site, lets `look` at it, and holds against the page what it complained of. */
async function show(
  target: string,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ locale: 'en-US', ...options });
  try {
    const { page, complaints } = await openPanel(context, new URL(target, serving.url).href);
    await look(page);
    // That a page is missing is said in the console as well, and so is an icon that Chromium asks for by itself.
    assert.deepEqual(
      complaints.all.filter((text) => !text.includes('404')),
      [],
    );
  } finally {
    await context.close();
  }
}

const names = (page: Page): Promise<string[]> => page.locator('td.name').allTextContents();

test('a listing is sorted, walked and left with the keyboard alone', async () => {
  await show('/files/', {}, async (page) => {
    const table = page.getByRole('table');
    assert.deepEqual((await names(page)).slice(-4), ['ñu.txt', 'nz.txt', 'page-9.html', 'page-10.html']);
    await page.keyboard.press('Tab'); // the folder above
    await page.keyboard.press('Tab'); // Name
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Size');
    assert.notEqual(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'), 'none');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/files/?sort=size&order=asc');
    assert.equal(await table.getByRole('columnheader', { name: 'Size' }).getAttribute('aria-sort'), 'ascending');
    assert.deepEqual((await names(page)).slice(0, 3), ['inner/', 'page-10.html', 'page-9.html']);
    await table.getByRole('link', { name: 'Size' }).press('Enter');
    await page.waitForURL('**/files/?sort=size&order=desc');
    assert.deepEqual((await names(page)).slice(0, 2), ['inner/', hostile]);
    await table.getByRole('link', { name: 'inner/' }).press('Enter');
    await page.waitForURL('**/files/inner/');
    await page.getByRole('link', { name: 'Up to the folder above' }).press('Enter');
    await page.waitForURL('**/files/');
    await page.getByRole('link', { name: hostile }).press('Enter');
    await page.waitForURL('**/files/*onerror*');
    assert.equal((await page.locator('body').textContent())?.length, 3000);
  });
});

test('names go as a reader of Spanish expects', async () => {
  await show('/files/', { locale: 'es-ES' }, async (page) => {
    const sorted = await names(page);
    assert.ok(sorted.indexOf('nz.txt') < sorted.indexOf('ñu.txt'), sorted.join());
    assert.equal(await page.getByRole('heading').textContent(), 'Contenido de /files/');
    assert.ok((await page.locator('data').allTextContents()).includes('1,5\u00a0kB'));
    assert.equal(await page.locator('html').getAttribute('lang'), 'es');
  });
});

/** The lowest contrast (WCAG 2.2, "contrast ratio") of the texts of a page, which has one plain background. */
const lowestContrast = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const luminance = (color, below) => {
    canvas.fillStyle = below;
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = matchMedia('(prefers-color-scheme: dark)').matches ? '#121212' : '#ffffff';
  const behind = luminance(ground, ground);
  return Math.min(...[...document.querySelectorAll('main *')].filter((e) => e.textContent.trim()).map((e) => {
    const front = luminance(getComputedStyle(e).color, ground);
    return (Math.max(front, behind) + 0.05) / (Math.min(front, behind) + 0.05);
  }));
})()`;

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1200, 320]) {
    test(`listing and missing page are read at ${String(width)} pixels, in the ${colorScheme}`, async () => {
      for (const target of ['/files/', '/files/Page-9.htm']) {
        await show(target, { colorScheme, viewport: { width, height: 700 } }, async (page) => {
          assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth')) <= width, 'it runs out');
          const contrast = await page.evaluate<number>(lowestContrast);
          assert.ok(contrast >= 4.5, `a contrast of ${String(contrast)}`);
        });
      }
    });
  }
}

test('a missing page leads to the names that resemble it', async () => {
  await show('/files/Page-9.htm', { locale: 'es-ES' }, async (page) => {
    assert.equal(await page.getByRole('heading', { level: 2 }).textContent(), 'Nombres parecidos que existen');
    await page.getByRole('link', { name: '/files/page-9.html' }).click();
    await page.waitForURL('**/files/page-9.html');
  });
});

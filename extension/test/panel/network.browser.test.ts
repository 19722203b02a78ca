import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { inLanguage, sharedBrowser, openPanel } from './browser';
import { serveLab, type Serving } from './server';

// What the panel says of a site that others on the network can reach.

const SCREENSHOTS = '.build/screenshots';

let browser: Browser;
let serving: Serving;

before(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  browser = await sharedBrowser();
  serving = await serveLab('--host', '0.0.0.0');
});

after(() => serving.stop());

async function withPanel(
  options: BrowserContextOptions,
  language: string,
  body: (page: Page, complaints: string[]) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1100, height: 760 }, ...options });
  try {
    const { page, complaints } = await openPanel(context, inLanguage(serving.panel, language));
    await body(page, complaints.all);
  } finally {
    await context.close();
  }
}

/** The modules of the code as they are drawn, its quiet zone with them. */
const drawn = (page: Page): Promise<string[]> =>
  page.getByRole('img').evaluate((node) => {
    const code = node as unknown as {
      viewBox: { baseVal: { width: number } };
      querySelector(selector: 'path'): { isPointInFill(point: { x: number; y: number }): boolean };
    };
    const modules = [...Array(code.viewBox.baseVal.width).keys()];
    const path = code.querySelector('path');
    return modules.map((y) =>
      modules.map((x) => (path.isPointInFill({ x: x + 0.5, y: y + 0.5 }) ? '1' : '0')).join(''),
    );
  });

function withQuietZone(rows: readonly string[]): string[] {
  const light = '0'.repeat(rows.length + 8);
  return [...Array<string>(4).fill(light), ...rows.map((row) => `0000${row}0000`), ...Array<string>(4).fill(light)];
}

test('the addresses and the QR code are shown while there is nothing else, and when they are asked for', async () => {
  const { urls = [], qrCode = [] } = serving.network ?? {};
  await withPanel({ permissions: ['clipboard-read', 'clipboard-write'] }, 'en', async (page, complaints) => {
    const region = page.getByRole('region', { name: 'On the network' });
    await region.waitFor();
    const port = new URL(serving.url).port;
    await region.getByText(`The site listens at 0.0.0.0:${port}.`).waitFor();
    const links = await region.getByRole('link').all();
    assert.deepEqual(await Promise.all(links.map((link) => link.getAttribute('href'))), urls);
    const [first] = urls;
    if (first === undefined) {
      await region.getByText('as soon as this computer is on a network').waitFor();
      assert.equal(await page.getByRole('img').count(), 0);
      return;
    }
    assert.equal(await page.getByRole('img').getAttribute('aria-label'), `QR code: ${first}`);
    assert.deepEqual(await drawn(page), withQuietZone(qrCode));
    await region.getByRole('button', { name: `Copy ${first}` }).click();
    await page.getByRole('status').getByText('Copied.').waitFor({ state: 'attached' });
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), first);

    await fetch(`${serving.url}index.css`);
    await page.getByRole('option').waitFor();
    await region.waitFor({ state: 'hidden' });
    const toggle = page.getByRole('button', { name: 'The whole network' });
    assert.equal(await toggle.getAttribute('aria-expanded'), 'false');
    await toggle.press('Enter');
    await region.waitFor();
    assert.equal(await toggle.getAttribute('aria-expanded'), 'true');
    await toggle.click();
    await region.waitFor({ state: 'hidden' });
    assert.deepEqual(complaints, []);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [300, 1100]) {
    test(`the QR code is dark on white in a ${colorScheme} panel of ${String(width)} pixels`, async () => {
      await withPanel({ colorScheme, viewport: { width, height: 760 } }, 'es', async (page, complaints) => {
        const button = page.getByRole('button', { name: 'Toda la red' });
        await button.waitFor();
        const region = page.getByRole('region', { name: 'En la red' });
        if (!(await region.isVisible())) await button.click();
        await region.waitFor();
        if (serving.network?.urls.length) {
          const colours = await page.getByRole('img', { name: 'QR' }).evaluate((node) => {
            const code = node as unknown as { firstElementChild: unknown };
            const { getComputedStyle: of } = globalThis as unknown as {
              getComputedStyle: (element: unknown) => { backgroundColor: string; fill: string };
            };
            return [of(code).backgroundColor, of(code.firstElementChild).fill];
          });
          assert.deepEqual(colours, ['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
        }
        const box = await region.boundingBox();
        assert.ok(box && box.x >= 0 && box.x + box.width <= width, JSON.stringify(box));
        await page.screenshot({ path: `${SCREENSHOTS}/network-${colorScheme}-${String(width)}.png` });
        assert.deepEqual(complaints, []);
      });
    });
  }
}

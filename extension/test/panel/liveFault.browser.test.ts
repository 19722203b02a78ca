import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { sharedBrowser, openPanel } from './browser';
import { serveLab, type Serving } from './server';

// A script that fails after it has begun leaves a page that stops: the live view says why.

let browser: Browser;
let serving: Serving;

before(async () => {
  browser = await sharedBrowser();
  serving = await serveLab();
});

after(() => serving.stop());

const SAYS = {
  en: 'cgi-bin/late.py exited with an error (1). Line 3: A number is divided by zero.',
  es: 'cgi-bin/late.py terminó con un error (1). Línea 3: Se divide un número entre cero.',
};

for (const [language, says] of Object.entries(SAYS)) {
  test(`the live view says why a page stops half way, until it does not (${language})`, async () => {
    const script = path.join(serving.root, 'cgi-bin', 'late.py');
    const begin = 'print("Content-Type: text/html\\n")\nprint("<p>half", flush=True)\n';
    await writeFile(script, `${begin}1/0\n`);
    const context = await browser.newContext();
    const { page, complaints } = await openPanel(
      context,
      new URL(`/_vitrina/live?path=/cgi-bin/late.py&lang=${language}`, serving.url).href,
    );
    const fault = page.locator('#fault');
    await fault.filter({ hasText: says }).waitFor({ state: 'visible' });
    await writeFile(script, `${begin}print("<p>whole")\n`);
    await page.frameLocator('#frame').getByText('whole').waitFor();
    await fault.waitFor({ state: 'hidden' });

    await writeFile(script, `${begin}1/0\n`);
    await fault.filter({ hasText: says }).waitFor({ state: 'visible' });
    await page.locator('#path').fill('/index.html');
    await page.keyboard.press('Enter');
    await fault.waitFor({ state: 'hidden' });
    assert.deepEqual(complaints.all, []);
    await context.close();
  });
}

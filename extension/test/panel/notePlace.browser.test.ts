import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import english from '../../panel/l10n/en.json';
import { exchangeRow, sharedBrowser, openPanel, until } from './browser';
import { type Serving, serveLab } from './server';

let browser: Browser;
let serving: Serving;

before(async () => {
  browser = await sharedBrowser();
  serving = await serveLab();
});

after(() => serving.stop());

test('a note names the file and the line that it is about', async () => {
  await writeFile(path.join(serving.root, 'data.json'), '{\n"a": 1,\n}\n');
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 900, height: 1000 } });
  try {
    const { page, complaints } = await openPanel(context, serving.panel);
    await fetch(new URL('data.json', serving.url));
    await exchangeRow(page, '/data.json').click();
    const note = page.getByRole('list', { name: english.notes }).locator('[data-code="jsonInvalid"]');
    await until('the note', () => note.isVisible());
    assert.match((await note.textContent()) ?? '', /Remove that comma\. data\.json:3\s*$/);
    assert.deepEqual(complaints.all, []);
  } finally {
    await context.close();
  }
});

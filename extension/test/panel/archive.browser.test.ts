import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { accessible } from './axe';
import { exchangeRow, inLanguage, openPanel, sharedBrowser, shownFields, until } from './browser';
import { BINARY, serveLab, type Serving } from './server';

let browser: Browser;
let folder: string;

before(async () => {
  browser = await sharedBrowser();
  folder = await mkdtemp(path.join(tmpdir(), 'vitrina-archive-'));
});

after(() => rm(folder, { recursive: true, force: true }));

/** `vitrina har` of a file, and its panel. */
async function show(file: string): Promise<{ panel: string; stop(): Promise<void> }> {
  const child = spawn(BINARY, ['har', '--json', file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const [first] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { panel } = JSON.parse(first) as { panel: string };
  return {
    panel,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

/** Saves a file by a menu of the panel. */
async function save(page: Page, menu: 'HAR' | 'HTML', item: string, file: string): Promise<string> {
  await page.getByRole('button', { name: menu, exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: item }).click(),
  ]);
  const to = path.join(folder, file);
  await download.saveAs(to);
  return to;
}

const NOTE = 'Look here: <img src=x onerror=alert(1)>\nand there';

test('a note is kept with what is pinned, goes along, and is shown to others without Vitrina', async (t) => {
  const serving: Serving = await serveLab('--no-reload');
  const context: BrowserContext = await browser.newContext({ locale: 'en-US', acceptDownloads: true });
  const { page, complaints } = await openPanel(context, serving.panel);
  let archive = '';
  let shared = '';
  try {
    const tab = await context.newPage();
    for (const target of ['index-1.html', 'index.css', 'cgi-bin/index.py']) {
      await tab.goto(new URL(target, serving.url).href);
    }
    await tab.close();

    await t.test('it is written below the title, and found by the filter and in the list', async () => {
      await exchangeRow(page, '/index.css').click();
      const note = page.getByLabel('Your note');
      assert.equal(await note.count(), 0, 'nothing is pinned yet');
      await page.getByRole('button', { name: 'Pin' }).click();
      await note.fill(NOTE);
      await note.press('Control+Enter');
      await page.getByRole('option', { name: /note: Look here/ }).waitFor();
      await accessible(page, 'vitrina-panel >>> exchange-detail', 'a note');
      const filter = page.getByRole('combobox', { name: 'Filter the list' });
      await filter.fill('onerror');
      await until('the filter', async () => (await page.getByRole('option').count()) === 1);
      await filter.fill('');
      await page.reload();
      await exchangeRow(page, '/index.css\n' + NOTE).click();
      assert.equal(await note.inputValue(), NOTE);
    });

    await t.test('leaving the field keeps it, also by choosing another exchange', async () => {
      const note = page.getByLabel('Your note');
      await note.fill('another');
      await exchangeRow(page, '/index-1.html').click();
      await page.getByRole('option', { name: /note: another/ }).click();
      await until('the note', async () => (await note.inputValue()) === 'another');
      await note.fill(NOTE);
      await note.press('Control+Enter');
      await page.getByRole('option', { name: /note: Look here/ }).waitFor();
    });

    shared = await save(page, 'HTML', 'Export the pinned exchanges', 'pinned.html');
    assert.ok(!(await readFile(shared, 'utf8')).includes('/index-1.html</'), 'it is not pinned');
    shared = await save(page, 'HTML', 'Export all exchanges', 'all.html');
    archive = await save(page, 'HAR', 'Export all exchanges', 'all.har');
    assert.deepEqual(complaints.all, []);
  } finally {
    await context.close();
    await serving.stop();
  }

  await t.test('the page shows it without a script, in light and dark, to everybody', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const plain = await browser.newContext({ javaScriptEnabled: false, colorScheme });
      const { page, complaints } = await openPanel(plain, pathToFileURL(shared).href);
      assert.equal(await page.locator('blockquote .note').textContent(), NOTE);
      assert.equal(await page.locator('article').count(), await page.locator('nav li').count());
      const sheet = page.locator('article').filter({ has: page.getByRole('heading', { name: '200 GET /index.css' }) });
      await sheet.getByText('Shown as text (text/css)').waitFor();
      await sheet.getByRole('row', { name: 'Content-Type text/css; charset=utf-8 type table (.css)' }).waitFor();
      await sheet.getByText('<h1>Esto es HTML</h1>').waitFor();
      assert.ok(
        await page.evaluate('[...document.images].length > 0 && [...document.images].every((i) => i.naturalWidth > 0)'),
      );
      assert.deepEqual(complaints.all, []);
      await plain.close();
      const scripted = await browser.newContext({ colorScheme }); // axe-core is one
      const { page: again } = await openPanel(scripted, pathToFileURL(shared).href);
      await accessible(again, 'body', `the page, ${colorScheme}`);
      await scripted.close();
    }
  });

  await t.test('the archive is shown offline as it was, with verdicts and notes', async () => {
    const context = await browser.newContext({ locale: 'en-US' });
    const shown = await show(archive);
    try {
      const { page, complaints } = await openPanel(context, shown.panel);
      await exchangeRow(page, '/index.css\n' + NOTE).click();
      await page.locator('exchange-verdict[data-fate=shown][data-type="text/css"]').waitFor();
      const [type] = await shownFields(page, 'Response headers');
      assert.deepEqual(type, ['Content-Type', 'text/css; charset=utf-8']);
      await page.getByText('Opened from a file').waitFor();
      for (const gone of ['Send again', 'Edit and send', 'Clear', 'Follow']) {
        assert.equal(await page.getByRole('button', { name: gone, exact: true }).count(), 0, gone);
      }
      await accessible(page, 'vitrina-panel', 'offline');
      await exchangeRow(page, '/cgi-bin/index.py').click();
      await page.getByRole('table', { name: 'Response headers' }).waitFor();
      assert.deepEqual(complaints.all, []);
    } finally {
      await context.close();
      await shown.stop();
    }
  });
});

test('an archive of a stranger is shown as what it is, in both languages', async () => {
  const bad = '<script>alert(1)</script>"><img src=x onerror=alert(2)>';
  const file = path.join(folder, `${'a '.repeat(20)}.har`);
  const entry = (url: string, more: object) => ({
    startedDateTime: '2026-11-20T10:00:00Z',
    time: 1,
    request: { method: bad, url, headers: [{ name: 'X', value: bad }], postData: { mimeType: bad, text: bad } },
    response: { status: 200, statusText: bad, headers: [{ name: 'content-encoding', value: 'br' }], ...more },
    _note: bad,
  });
  await writeFile(
    file,
    JSON.stringify({
      log: {
        creator: { name: bad },
        entries: [
          entry(`http://a.test/?${bad}`, { content: { text: '<!doctype html><h1>decoded', mimeType: bad } }),
          entry('http://b.test/other', { headers: [{ name: 'content-type', value: bad }], content: { text: bad } }),
          entry('data:text/html,x', {}),
          {
            request: { method: 'GET', url: 'http://a.test/' },
            _vitrina: {
              method: 'GET',
              target: '/own',
              kind: 'script',
              status: 200,
              contentType: bad,
              request: { head: 'GET /own HTTP/1.1\r\n\r\n' },
              response: { head: `HTTP/1.1 200 ${bad}\r\n\r\n` },
              script: { path: bad, command: [bad], stderr: bad, output: bad, env: null },
              notes: [{ code: 'scriptFailed', severity: 'error', args: { script: bad, exit: bad } }],
              file: { path: bad },
              observed: { contentType: bad, compatMode: bad, characterSet: bad },
            },
          },
        ],
      },
    }),
  );
  const context = await browser.newContext({ viewport: { width: 700, height: 900 } });
  const shown = await show(file);
  try {
    const { page, complaints } = await openPanel(context, inLanguage(shown.panel, 'es'));
    await page.getByText('no los bytes exactos').waitFor();
    await page.getByText('No se muestra 1 entrada').waitFor();
    for (const target of [/\/\?/, /http:\/\/b\.test\/other/, /\/own/]) {
      await page.getByRole('option', { name: target }).click();
      await page.getByRole('region', { name: 'Intercambio' }).getByRole('heading', { name: target }).waitFor();
      await page.locator('exchange-detail').getByText('alert(1)').first().waitFor();
    }
    await page.getByRole('option', { name: /\/\?/ }).click();
    await page.locator('exchange-body').getByText('<h1>').first().waitFor(); // it is kept without its coding
    assert.deepEqual(complaints.all, []);
  } finally {
    await context.close();
    await shown.stop();
  }
});

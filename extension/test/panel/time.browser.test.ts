import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { accessible } from './axe';
import { exchangeRow, inLanguage, openPanel, sharedBrowser, until } from './browser';
import { serveLab, type Serving } from './server';

const TARGET = '/cgi-bin/index.py';

let browser: Browser;
let context: BrowserContext;
let serving: Serving;
let page: Page;
let complaints: { readonly all: string[] };
let script: string;

before(async () => {
  browser = await sharedBrowser();
  serving = await serveLab('--no-reload');
  context = await browser.newContext({ locale: 'en-US', viewport: { width: 1200, height: 900 } });
  ({ page, complaints } = await openPanel(context, serving.panel));
  script = await readFile(path.join(serving.root, 'cgi-bin/index.py'), 'utf8');
});

after(async () => {
  await context.close();
  await serving.stop();
});

/** Saves the lesson's script, with a line that prints a type or without, and opens it in a tab. */
async function load(type?: string): Promise<void> {
  const header = type === undefined ? '' : `print("Content-type: ${type}\\n")\n`;
  await writeFile(path.join(serving.root, 'cgi-bin/index.py'), script.replace(/^print/m, `${header}print`));
  const tab = await context.newPage();
  await tab.goto(new URL(TARGET, serving.url).href);
  await tab.close();
}

/** The large lines of what changed, once they are as expected. */
async function changed(expected: readonly string[], on = page): Promise<void> {
  const lines = on.locator('exchange-comparison .big');
  const read = async (): Promise<string[]> =>
    (await lines.allInnerTexts()).map((line) => line.replace(/\s+/g, ' ').trim());
  try {
    await until('the change', async () => (await read()).join('\n') === expected.join('\n'));
  } catch {
    assert.deepEqual(await read(), expected);
  }
}

test('each step of the lesson shows at once what changed, and the line that did it', async () => {
  await load();
  await page.getByRole('option').first().waitFor();
  await exchangeRow(page, TARGET).click();
  await page.getByRole('button', { name: 'Compare' }).waitFor();
  assert.equal(await page.locator('exchange-comparison').count(), 0, 'there was nothing before');

  await page.keyboard.press('Escape'); // the newest is shown from now on
  await page.getByRole('listbox').press('Escape');
  await load('text/javascript');
  await changed(['Content-Type: none → now text/javascript', 'Shown as a page → now Shown as text']);
  const card = page.getByRole('group', { name: 'What changed' });
  await card.getByText('The body is the same.').waitFor();
  const line = card.locator('line-diff .added');
  assert.equal(await line.locator('.text').textContent(), String.raw`print("Content-type: text/javascript\n")`);
  assert.equal(await line.locator('.number').textContent(), '3');
  await card.getByText('index.py:3').waitFor();
  const letters = (await card.locator('.big').first().boundingBox())?.height ?? 0;
  assert.ok(letters >= 28, `lines of ${String(letters)} px are read from the back of a room`);

  await load('text/html');
  await changed(['Content-Type: text/javascript → now text/html', 'Shown as text → now Shown as a page']);
  const top = (await card.boundingBox())?.y ?? Infinity;
  assert.ok(top < 300, `it begins at ${String(top)} px`);
  await load('text/html'); // loaded again, nothing is new: what changed before stays in sight
  await until('the fourth', async () => (await page.getByRole('option').filter({ hasText: TARGET }).count()) === 4);
  await changed(['Content-Type: text/javascript → now text/html', 'Shown as text → now Shown as a page']);
  await accessible(page, 'vitrina-panel >>> exchange-detail', 'what changed');
  assert.deepEqual(complaints.all, []);
});

test('any two are compared, by keys too, and Spanish says the same', async () => {
  const { page: spanish, complaints: said } = await openPanel(context, inLanguage(serving.panel, 'es'));
  await exchangeRow(spanish, TARGET).click();
  const history = spanish.getByRole('button', { name: /^Historial/ });
  await history.focus();
  await spanish.keyboard.press('Enter');
  const entries = spanish.locator('exchange-history .entry');
  await until(
    'the verdicts',
    async () => (await entries.allInnerTexts()).at(-1)?.includes('Se muestra como página') ?? false,
  );
  assert.equal(await entries.count(), 4);
  await entries.last().focus();
  await spanish.keyboard.press('Enter');
  await changed(['Content-Type: ninguno → ahora text/html'], spanish);
  assert.equal(await entries.last().getAttribute('aria-pressed'), 'true');

  await spanish.keyboard.press('Alt+ArrowUp');
  await spanish.keyboard.press('Alt+ArrowUp');
  await changed(
    ['Content-Type: ninguno → ahora text/javascript', 'Se muestra como página → ahora Se muestra como texto'],
    spanish,
  );
  await accessible(spanish, 'vitrina-panel >>> exchange-detail', 'the history');

  await spanish.getByRole('button', { name: 'Comparar' }).press('Enter');
  await spanish.getByText('Elige otro intercambio de la lista').waitFor();
  await fetch(new URL('/index.css', serving.url));
  await exchangeRow(spanish, '/index.css').click();
  await spanish.getByRole('heading', { name: `GET ${TARGET}` }).waitFor();
  await changed(['Content-Type: text/javascript → ahora text/css; charset=utf-8'], spanish);
  await spanish.getByRole('button', { name: 'Dejar de comparar' }).press('Enter');
  await until('no comparison', async () => (await spanish.locator('exchange-comparison').count()) === 0);
  assert.deepEqual(said.all, []);
  await spanish.close();
});

test('a note is asked for once, and lives as long as its exchange', async () => {
  const tab = await context.newPage();
  const notes: string[] = [];
  tab.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      if (String(payload).includes('"note"')) notes.push(String(payload));
    });
  });
  await tab.goto(serving.panel);
  const pin = tab.getByRole('button', { name: 'Pin', exact: true });
  const pinned = async (index: number): Promise<void> => {
    await tab.getByRole('option').nth(index).click();
    await pin.click();
    await until('it is pinned', async () => (await pin.getAttribute('aria-pressed')) === 'true');
  };
  await pinned(0);
  await pinned(1);
  await tab.locator('exchange-note textarea').fill('mine');
  await tab.getByRole('option').nth(0).click();
  await until('it is asked for', () => Promise.resolve(notes.length > 0));
  await tab.getByRole('option').nth(1).click();
  await until('it is kept', async () => (await tab.locator('exchange-note textarea').inputValue()) === 'mine');
  for (const index of [1, 0]) {
    await tab.getByRole('option').nth(index).click();
    await pin.click();
    await until('it is not pinned', async () => (await pin.getAttribute('aria-pressed')) === 'false');
  }
  assert.equal(notes.length, 1);
  await tab.close();
});

test('Alt with an arrow is left to fields, to who writes a request, and to the browser where there is no step', async () => {
  const chosen = () => page.locator('[role=option][aria-selected=true]').getAttribute('aria-posinset');
  await exchangeRow(page, TARGET).click();
  await page.getByRole('button', { name: 'Compare' }).waitFor();
  await page.evaluate(`addEventListener('keydown', (event) => { window.prevented = event.defaultPrevented; })`);
  const before = await chosen();
  const leaves = async (key: string, ...places: readonly Locator[]): Promise<void> => {
    for (const place of places) {
      await place.press(key);
      assert.equal(await page.evaluate('window.prevented'), false, `${key} at ${String(place)}`);
      assert.equal(await chosen(), before, `${key} at ${String(place)}`);
    }
  };
  await leaves('Alt+ArrowDown', page.getByRole('listbox')); // it is the newest
  await leaves('Alt+ArrowUp', page.getByRole('combobox', { name: 'Filter' }));
  await page.getByRole('button', { name: 'Edit and send' }).click();
  const form = page.locator('request-composer');
  const fields = ['input[name=target]', 'select[name=body]', 'textarea', 'vscode-button'];
  await leaves('Alt+ArrowUp', ...fields.map((field) => form.locator(field).first()));
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('listbox').press('Alt+ArrowUp');
  assert.equal(await page.evaluate('window.prevented'), true);
  await until('a step', async () => (await chosen()) !== before);
});

test('a pinned exchange is marked, and clearing leaves it', async () => {
  await exchangeRow(page, TARGET).click();
  const pin = page.getByRole('button', { name: 'Pin', exact: true });
  await pin.press('Enter');
  await page.getByRole('option', { name: / pinned$/ }).waitFor();
  assert.equal(await pin.getAttribute('aria-pressed'), 'true');
  await page.getByRole('button', { name: 'Clear Exchanges' }).click();
  await until('one is left', async () => (await page.getByRole('option').count()) === 1);
  await page.getByRole('status').filter({ hasText: '1 pinned exchange stays.' }).waitFor();
  await pin.press('Enter');
  await until('it is not pinned', async () => (await pin.getAttribute('aria-pressed')) === 'false');
  await page.getByRole('button', { name: 'Clear Exchanges' }).click();
  await until('none is left', async () => (await page.getByRole('option').count()) === 0);
  assert.deepEqual(complaints.all, []);
});

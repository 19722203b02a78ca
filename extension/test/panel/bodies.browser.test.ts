import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import english from '../../panel/l10n/en.json';
import spanish from '../../panel/l10n/es.json';
import { accessible } from './axe';
import { exchangeRow, inLanguage, openPanel, sharedBrowser, until } from './browser';
import { sendRaw, serveFolder, type Serving } from './server';

const PAGE = '<!doctype html><title>Página</title><p class="a">señor</p>\n';
const ZIPPED = gzipSync('<p>packed</p>'.repeat(50));
const FILES: Record<string, string | Uint8Array> = {
  'page.html': PAGE,
  'data.json': '{"name":"Ana","list":[1,[2,3]],"big":12345678901234567890}',
  'long.txt': `${'x'.repeat((1 << 20) - 4)}last, and more`,
  'bytes.bin': Uint8Array.from({ length: 100 }, (_, index) => index),
  'cgi-bin/typed.sh': "#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nhola'\n",
  'cgi-bin/bare.sh': "#!/bin/sh\nprintf '<p>hola'\n",
  'cgi-bin/unended.sh': "#!/bin/sh\nprintf 'Content-Type: text/html\\n<p>hola'\n",
  'cgi-bin/zipped.sh': "#!/bin/sh\nprintf 'Content-Type: text/html\\nContent-Encoding: gzip\\n\\n'\ncat ../zipped\n",
  'cgi-bin/brotli.sh':
    "#!/bin/sh\nprintf 'Content-Type: text/html\\nContent-Encoding: br\\n\\n\\013\\002\\200hello\\003'\n",
  'cgi-bin/form.sh': "#!/bin/sh\ncat > /dev/null\nprintf 'Content-Type: text/plain\\n\\nx'\n",
  zipped: ZIPPED,
};

let browser: Browser;
let serving: Serving;
let folder: string;

before(async () => {
  browser = await sharedBrowser();
  folder = await mkdtemp(path.join(tmpdir(), 'vitrina-bodies-'));
  await mkdir(path.join(folder, 'cgi-bin'));
  for (const [name, content] of Object.entries(FILES)) {
    await writeFile(path.join(folder, name), content);
    if (name.endsWith('.sh')) await chmod(path.join(folder, name), 0o755);
  }
  await writeFile(path.join(folder, 'logo.png'), await readFile('lab/html/python-logo.png'));
  serving = await serveFolder(folder);
});

after(async () => {
  await serving.stop();
  await rm(folder, { recursive: true, force: true });
});

async function inPanel(
  language: 'en' | 'es',
  given: { width?: number; colorScheme?: 'light' | 'dark' },
  body: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const { width = 900, colorScheme = 'light' } = given;
  const context = await browser.newContext({ locale: 'en-US', viewport: { width, height: 1000 }, colorScheme });
  try {
    const { page, complaints } = await openPanel(context, inLanguage(serving.panel, language));
    await body(page, context);
    assert.deepEqual(complaints.all, []);
  } finally {
    await context.close();
  }
}

/** Asks for something, and shows the exchange. */
async function ask(page: Page, target: string, init: RequestInit = {}): Promise<void> {
  await (await fetch(new URL(target, serving.url), init)).arrayBuffer();
  await exchangeRow(page, target).click();
}

const section = (page: Page, name: string): Locator => page.locator(`#section-${name} exchange-body`);
const view = (within: Locator, name: string): Locator => within.getByRole('button', { name, exact: true });

/** The lines that are drawn of a text, without their numbers. */
const lines = (within: Locator): Promise<string[]> => within.locator('source-lines .code').allInnerTexts();

/** Waits until the lines are so. */
const shows = (within: Locator, ...wanted: string[]): Promise<void> =>
  until(`lines ${wanted.join(' | ')}`, async () => (await lines(within)).join('\n') === wanted.join('\n'));

test('a page that a browser opened shows its source, with what live reload put into it marked', () =>
  inPanel('en', {}, async (page, context) => {
    const tab = await context.newPage();
    await tab.goto(new URL('page.html', serving.url).href);
    await exchangeRow(page, '/page.html').click();
    const body = section(page, 'body');
    await body.locator('source-lines ins').first().waitFor();
    const sent = (await lines(body)).join('');
    const inserted = (await body.locator('source-lines ins').allTextContents()).join('');
    assert.match(inserted, /^<script async="" src="\.\/_vitrina\/reload\.js\?state=.*<\/script>$/);
    assert.equal(sent.replace(inserted, ''), PAGE.trimEnd());
    const lengths = { given: `${Buffer.byteLength(PAGE)} bytes`, sent: `${Buffer.byteLength(PAGE + inserted)} bytes` };
    await body.getByText(`the file has ${lengths.given}, ${lengths.sent} were sent.`).waitFor();
    await body.getByText('UTF-8, as Content-Type says').waitFor();
    // The colours come from a script of their own.
    await body.locator('source-lines .keyword').first().waitFor();

    // The choice holds for other bodies, and the bytes can be saved as they are.
    await view(body, english['body.hex']).click();
    await body.locator('hex-lines ins').first().waitFor();
    await ask(page, '/bytes.bin');
    await until('the bytes', async () => (await body.locator('.digits').first().innerText()).startsWith('00 01 02 03'));
    const saved = page.waitForEvent('download');
    await body.getByRole('button', { name: english['body.save'] }).click();
    assert.deepEqual(await readFile(await (await saved).path()), Buffer.from(FILES['bytes.bin'] ?? ''));
    assert.equal((await saved).suggestedFilename(), 'bytes.bin');
  }));

test('JSON folds by keyboard, and a word in it is found', () =>
  inPanel('en', { colorScheme: 'dark' }, async (page) => {
    await ask(page, '/data.json');
    const body = section(page, 'body');
    const tree = body.getByRole('tree');
    const names = async (): Promise<string> =>
      (await tree.getByRole('treeitem').allInnerTexts()).join('|').replace(/\s+/g, ' ');
    const all = '{| "name": "Ana"| "list": [| 1| [| 2| 3| "big": 12345678901234567890';
    await until('the tree', async () => (await names()).trim() === all);
    await accessible(page, 'vitrina-panel >>> exchange-detail >>> #section-body', 'folded JSON');
    await tree.focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowLeft']) await page.keyboard.press(key);
    const active = body.locator('[aria-selected=true]');
    assert.equal(await active.getAttribute('aria-expanded'), 'false');
    assert.match(await active.innerText(), /^\s*"list": \[ … \] 2 values$/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.match(await active.innerText(), /^\s*1$/);
    assert.equal(await active.getAttribute('aria-level'), '3');
    await page.keyboard.press('End');
    assert.match(await active.innerText(), /"big"/);

    await page.keyboard.press('Control+f');
    const field = body.getByRole('searchbox', { name: english['body.find'] });
    await field.and(page.locator(':focus')).waitFor();
    await page.keyboard.type('A');
    await body.getByText('1 of 3', { exact: true }).waitFor();
    await page.keyboard.press('Shift+Enter');
    await body.getByText('3 of 3', { exact: true }).waitFor();
    assert.deepEqual(await body.locator('.found').allInnerTexts(), ['a', 'A', 'a']);
    await page.keyboard.press('Escape');
    await tree.and(page.locator(':focus')).waitFor();
  }));

test('a megabyte in one line is cut into rows, and its end is reached', () =>
  inPanel('en', {}, async (page) => {
    await ask(page, '/long.txt');
    const body = section(page, 'body');
    await body.getByText(/only the first 1,048,576 bytes are shown/).waitFor();
    const scroller = body.getByRole('region', { name: english['size.response'] });
    await body.locator('source-lines .row').first().waitFor(); // else there is nothing to scroll
    await scroller.focus();
    await page.keyboard.press('End');
    await until('the end', async () => /^x+last$/.test((await lines(body)).at(-1) ?? ''));
    assert.ok((await body.locator('source-lines .row').count()) < 100);
  }));

test('what a script printed shows where its headers end, or should', () =>
  inPanel('es', { width: 300 }, async (page) => {
    const printed = section(page, 'script');
    const remark = (text: string): Promise<void> =>
      printed.locator('.remark').getByText(text, { exact: true }).waitFor();
    await ask(page, '/cgi-bin/typed.sh');
    await shows(printed, 'Content-Type: text/plain', '', 'hola');
    await remark(spanish['output.headerEnd']);
    const rows = await printed.locator('.row').allInnerTexts();
    assert.match(rows[1] ?? '', /Línea vacía/);
    await ask(page, '/cgi-bin/bare.sh');
    await remark(spanish['output.headerMissing']);
    await shows(printed, '', '<p>hola');
    await ask(page, '/cgi-bin/unended.sh');
    await remark(spanish['output.headerUnended']);
    await shows(printed, 'Content-Type: text/html', '', '<p>hola');
    await accessible(
      page,
      'vitrina-panel >>> exchange-detail >>> #section-script',
      'output without the end of its headers',
    );
  }));

test('what was compressed is shown decoded, and as it was sent', () =>
  inPanel('en', {}, async (page) => {
    const body = section(page, 'body');
    await ask(page, '/cgi-bin/zipped.sh');
    await body.getByText(`Sent compressed (gzip): ${ZIPPED.length} bytes as sent, 650 bytes when decoded.`).waitFor();
    assert.match((await lines(body)).join(''), /^(<p>packed<\/p>){50}$/);
    await view(body, english['body.asSent']).click();
    await until('the bytes', async () => (await body.locator('.digits').first().innerText()).startsWith('1f 8b'));
    await ask(page, '/cgi-bin/brotli.sh');
    await body.getByText(/Sent with the coding br, which the panel does not decode/).waitFor();
    await until('the bytes', async () => (await body.locator('.digits').first().innerText()).startsWith('0b 02 80'));
  }));

test('forms, images and bodies that are not there are told', () =>
  inPanel('en', { colorScheme: 'dark' }, async (page) => {
    const request = section(page, 'request');
    await ask(page, '/cgi-bin/form.sh', { method: 'POST', body: new URLSearchParams({ nombre: 'Ana María', a: '' }) });
    const cells = (): Promise<string[]> => request.locator('tbody').locator('th, td').allInnerTexts();
    await until('the fields', async () => (await cells()).join('|') === 'nombre|Ana María|a|');
    const form = new FormData();
    form.append('nombre', 'Ana');
    form.append('foto', new Blob(['1234'], { type: 'image/png' }), 'mi foto.png');
    await ask(page, '/cgi-bin/form.sh?parts', { method: 'POST', body: form });
    await until(
      'the parts',
      async () => (await cells()).join('|') === 'nombre|Ana|foto|File “mi foto.png”, image/png, 4 bytes',
    );
    await accessible(page, 'vitrina-panel >>> exchange-detail >>> #section-request', 'the fields of a form');

    const body = section(page, 'body');
    await ask(page, '/logo.png');
    await body.getByText('192 × 192 pixels').waitFor();
    await ask(page, '/page.html?head', { method: 'HEAD' });
    await body.getByText(english['body.absent.head']).waitFor();
    await sendRaw(
      serving.url,
      'POST /cgi-bin/form.sh?json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{"a":1,}',
    );
    await exchangeRow(page, '/cgi-bin/form.sh?json').click();
    await request.getByText('This is not valid JSON: look at line 1, column 8.').waitFor();
  }));

test('a body is asked for only where its section is open', () =>
  inPanel('en', {}, async (page) => {
    await ask(page, '/page.html?closed');
    const title = page.getByRole('button', { name: /^Body/ });
    const lines = section(page, 'body').locator('source-lines');
    await lines.waitFor();
    await title.click();
    await lines.waitFor({ state: 'detached' });
    const asked: string[] = [];
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => asked.push(payload.toString())));
    const ofBody = (): number => asked.filter((message) => message.includes('"exchange/body"')).length;
    await page.reload();
    await exchangeRow(page, '/page.html?closed').click();
    await page.getByRole('button', { name: english.timing }).waitFor();
    assert.equal(ofBody(), 0);
    await title.click();
    await lines.waitFor();
    assert.equal(ofBody(), 1);
  }));

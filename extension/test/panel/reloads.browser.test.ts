import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import english from '../../panel/l10n/en.json';
import spanish from '../../panel/l10n/es.json';
import { exchangeRow, inLanguage, LIMIT_MS, openPanel, sharedBrowser, until } from './browser';
import { type Serving, serveLab } from './server';

// What the panel says of saves: each is a line between the exchanges, with what the pages did, or why nothing happened.

let browser: Browser;
let serving: Serving;
let context: BrowserContext;

before(async () => {
  browser = await sharedBrowser();
  serving = await serveLab();
  context = await browser.newContext({ locale: 'en-US', viewport: { width: 1000, height: 700 } });
  await save('page.html', '<!doctype html><title>t</title><link rel="stylesheet" href="page.css"><p>one');
  await save('page.css', 'p { color: red }');
});

after(async () => {
  await context.close();
  await serving.stop();
});

const save = (name: string, content: string): Promise<void> => writeFile(path.join(serving.root, name), content);

const LIST = `document.querySelector('vitrina-panel').shadowRoot.querySelector('exchange-list')`;

/** The lines of the list that speak of a file. */
const changes = (panel: Page, file: string): Locator =>
  panel.locator('.row.reload').filter({ has: panel.getByTitle(file, { exact: true }) });

/** Saves a file, again and again while nothing is told of it: the folders may not be watched yet. */
async function watched(panel: Page): Promise<void> {
  let saves = 0;
  await until('the folder to be watched', async () => {
    await save('unused.txt', 'x'.repeat(++saves));
    return changes(panel, 'unused.txt')
      .first()
      .waitFor({ timeout: 500 })
      .then(
        () => true,
        () => false,
      );
  });
}

/** A tab that shows a page and is followed. */
async function openTab(target: string): Promise<Page> {
  const tab = await context.newPage();
  tab.setDefaultTimeout(LIMIT_MS);
  const hello = tab.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'));
  await tab.goto(new URL(target, serving.url).href);
  await hello;
  return tab;
}

/** The value of a fact in the details. */
const fact = (panel: Page, name: string): Locator => panel.locator(`reload-detail dt:text-is("${name}") + dd`);

test('a save is a line with what the page did and how long it took, and its details say which page and why', async () => {
  const { page: panel, complaints } = await openPanel(context, serving.panel);
  await watched(panel);
  const tab = await openTab('/page.html');
  await save('page.html', '<!doctype html><title>t</title><link rel="stylesheet" href="page.css"><p>two');
  await tab.getByText('two').waitFor();
  const line = changes(panel, 'page.html').filter({ hasText: english['reload.page.one'] });
  await line.waitFor();
  assert.match((await line.locator('.duration').textContent()) ?? '', /^\d[\d.]* m?s$/);

  await save('page.css', 'p { color: green }');
  const styles = changes(panel, 'page.css').filter({ hasText: english['reload.style'] });
  await styles.waitFor();
  const told = changes(panel, 'page.css').and(panel.locator(':not([data-outcome="none"])'));
  assert.equal(await told.count(), 1, 'the page’s answer amends the line');
  // The exchanges for which it was the reason come after it.
  const targets = await panel.getByRole('option').locator('.path').allTextContents();
  assert.ok(targets.indexOf('page.css') < targets.lastIndexOf('/page.css'), targets.join());

  await styles.click();
  const details = panel.getByRole('region', { name: english['reload.change'] });
  await details.getByText('page.css changed: only this style sheet is reloaded.').waitFor();
  assert.equal((await fact(panel, english['reload.pages']).innerText()).trim(), '/page.html');
  assert.match(await fact(panel, english['reload.saveToMessage']).innerText(), / ms$/);
  assert.match(await fact(panel, english['reload.saveToPage']).innerText(), / m?s$/);
  await tab.close();
  assert.deepEqual(complaints.all, []);
  await panel.close();
});

test('a save that reloads nothing says why, also to a panel that is opened later', async () => {
  const { page: panel } = await openPanel(context, serving.panel);
  await watched(panel);
  const tab = await openTab('/page.html');
  await save('alone.css', 'p {}');
  const line = panel.getByRole('option', {
    name: 'Change alone.css Not reloaded No followed page uses what changed.',
  });
  await line.waitFor();
  assert.equal(await line.getAttribute('data-outcome'), 'none');
  await panel.close();

  const { page: late, complaints } = await openPanel(context, inLanguage(serving.panel, 'es'));
  await late
    .getByRole('option', { name: 'Cambio alone.css Sin recarga Ninguna página que se siga usa lo que cambió.' })
    .waitFor();
  await tab.close();
  assert.deepEqual(complaints.all, []);
  await late.close();
});

test('a page that answers a form is said to ask, and what scripts write to be passed over', async () => {
  await mkdir(path.join(serving.root, 'cgi-bin'), { recursive: true });
  const { page: panel } = await openPanel(context, inLanguage(serving.panel, 'es'));
  await watched(panel);
  await save('form.html', '<!doctype html><form method="post" action="cgi-bin/order.py"><button>Send</button></form>');
  const script = "print('Content-Type: text/html\\n\\n<!doctype html><p>thanks')\n";
  await save('cgi-bin/order.py', script);
  const tab = await openTab('/form.html');
  const hello = tab.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'));
  await tab.getByRole('button').click();
  await hello;
  await save('cgi-bin/order.py', `${script}#\n`);
  await changes(panel, 'cgi-bin/order.py').filter({ hasText: spanish['reload.asks'] }).waitFor();
  await tab.close();

  await save('cgi-bin/count.txt', '');
  await save(
    'cgi-bin/count.py',
    "open('count.txt', 'a').write('x')\nprint('Content-Type: text/html\\n\\n<!doctype html><p>counted')\n",
  );
  const counting = await openTab('/cgi-bin/count.py');
  const output = panel.getByRole('option', { name: 'parece que lo escribió el propio script' });
  await output.click();
  await panel.locator('reload-detail').getByText('parece que lo escribió el propio script').waitFor();
  // Only an editor has the setting that ignores it.
  assert.equal(await panel.locator('reload-detail vscode-button').count(), 0);
  await counting.close();
  await panel.close();
});

test('the keyboard moves over changes and into their details, and clearing forgets them', async () => {
  // More than fit in the window: the list has to bring what was chosen into view after the reload.
  for (let at = 0; at < 60; at++) await (await fetch(new URL('/page.html', serving.url))).text();
  const { page: panel, complaints } = await openPanel(context, serving.panel);
  await watched(panel);
  // Its line comes after all others.
  await save('last.txt', '');
  await changes(panel, 'last.txt').first().waitFor();
  const list = panel.getByRole('listbox');
  await list.focus();
  await panel.keyboard.press('End');
  const active = panel.locator('.row[aria-selected="true"]');
  await until('a change to be chosen', async () => (await active.getAttribute('class')) === 'row reload');
  assert.equal(await list.getAttribute('aria-activedescendant'), await active.getAttribute('id'));
  await panel.keyboard.press('Enter');
  await panel.locator('reload-detail .region:focus').waitFor();
  await panel.reload();
  await until('the choice after a reload', async () => (await active.getAttribute('class')) === 'row reload');
  // Exchanges may come after the changes: what is chosen stays in view where rows come before it.
  await panel.evaluate(`(async () => {
    const all = ${LIST}.rows;
    for (const rows of [all.slice(-3), [...all]]) {
      ${LIST}.rows = rows;
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    }
  })()`);
  await until('the choice among more rows', async () => (await active.getAttribute('class')) === 'row reload');
  await panel.getByRole('button', { name: english.clear }).click();
  await panel.getByText(english['empty.title']).waitFor();
  assert.deepEqual(complaints.all, []);
  await panel.close();
});

/** A line of the list: its height, whether all is inside it, and the width of the file's name. */
interface Measured {
  height: number;
  fits: boolean;
  file: number;
}

const MEASURE = `Array.from(${LIST}.shadowRoot.querySelectorAll('.row.reload'), (row) => ({
  height: row.getBoundingClientRect().height,
  fits: row.scrollWidth <= row.clientWidth,
  file: row.querySelector('.path').getBoundingClientRect().width,
}))`;

test('lines stay whole from 240 pixels on', async () => {
  const { page: panel } = await openPanel(context, inLanguage(serving.panel, 'es'));
  await watched(panel);
  const tab = await openTab('/page.html');
  await save('page.html', '<!doctype html><title>t</title><p>three');
  await tab.getByText('three').waitFor();
  await changes(panel, 'page.html').first().waitFor();
  for (const width of [240, 320, 519, 520, 1000, 1600]) {
    await panel.setViewportSize({ width, height: 700 });
    await until(`the width ${String(width)}`, () =>
      panel.evaluate<boolean>(
        `${LIST}.twoLines === ${LIST}.clientWidth < 520 && ${LIST}.parentElement.sideBySide === innerWidth >= 700`,
      ),
    );
    const lines = await panel.evaluate<Measured[]>(MEASURE);
    assert.ok(lines.length > 0);
    for (const line of lines) {
      assert.ok(line.height === 22 && line.fits && line.file > 40, `${String(width)}: ${JSON.stringify(line)}`);
    }
  }
  await tab.close();
  await panel.close();
});

/** Pages that a tab cannot follow, by why not: a policy, and what the note calls it. */
const UNFOLLOWED: Record<string, { policy: string; words: string }> = {
  notFollowedScript: { policy: "script-src 'none'", words: "script-src 'none'" },
  notFollowedSocket: { policy: "connect-src 'none'", words: "connect-src 'none'" },
};

for (const [language, texts] of [
  ['en', english],
  ['es', spanish],
] as const) {
  test(`a page that a tab cannot follow says by which directive, and leads to the live view (${language})`, async () => {
    const { page: panel, complaints } = await openPanel(context, inLanguage(serving.panel, language));
    for (const [code, { policy, words }] of Object.entries(UNFOLLOWED)) {
      const file = `${code}-${language}.html`;
      await save(file, `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><p>here`);
      const tab = await context.newPage();
      await tab.goto(new URL(file, serving.url).href);
      await tab.close();
      await exchangeRow(panel, `/${file}`).click();
      const note = panel.locator(`[data-code="${code}"]`);
      await note.filter({ hasText: `/${file}:1` }).waitFor();
      assert.ok((await note.textContent())?.includes(words));
      const opened = context.waitForEvent('page');
      await note.getByRole('link', { name: texts.openLiveView }).click();
      const view = await opened;
      await view.frameLocator('iframe#frame').getByText('here').waitFor();
      await view.close();
    }
    assert.deepEqual(complaints.all, []);
    await panel.close();
  });
}

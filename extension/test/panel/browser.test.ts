import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import {
  exchangeRow,
  fieldsOf,
  inLanguage,
  sharedBrowser,
  openPanel,
  receivedHead,
  shownFields,
  until,
} from './browser';
import { cableTo, sendRaw, type Serving, serveLab } from './server';

let browser: Browser;
let context: BrowserContext;
let serving: Serving;

before(async () => {
  browser = await sharedBrowser();
});

/** Runs a test with a server and a browser of its own. */
function panelTest(name: string, body: () => Promise<void>): void {
  test(name, async () => {
    serving = await serveLab();
    context = await browser.newContext({ locale: 'en-US', viewport: { width: 1100, height: 760 } });
    try {
      await body();
    } finally {
      await context.close();
      await serving.stop();
    }
  });
}

const at = (target: string): string => new URL(target, serving.url).href;
const listbox = (page: Page) => page.getByRole('listbox', { name: 'Exchanges', exact: true });
const selected = (page: Page) => page.locator('[role=option][aria-selected=true] .path');
const verdict = async (page: Page) => {
  const element = page.locator('[data-fate]');
  return [await element.getAttribute('data-fate'), await element.getAttribute('data-type')];
};

panelTest('what another tab asks for appears, and its fields are those that Chromium received', async () => {
  const { page, complaints } = await openPanel(context, serving.panel);
  await page.getByText('No exchanges yet').waitFor();
  const resources: [target: string, fate: string, type: string][] = [
    ['/index-1.html', 'shown', 'text/html'],
    ['/python-logo.png', 'shown', 'image/png'],
    ['/index.css', 'shown', 'text/css'],
    ['/cgi-bin/index.py', 'shown', 'text/html'],
  ];
  for (const [target, fate, type] of resources) {
    const head = await receivedHead(browser, at(target));
    await exchangeRow(page, target).click();
    await page.getByRole('heading', { name: `GET ${target}`, exact: true }).waitFor();
    assert.deepEqual(await shownFields(page, 'Response headers'), fieldsOf(head), target);
    assert.equal(await page.locator('.start-line').first().textContent(), head.slice(0, head.indexOf('\r\n')));
    assert.deepEqual(await verdict(page), [fate, type], target);
  }
  await exchangeRow(page, '/cgi-bin/index.py').getByText('no type').waitFor();
  await page.locator('.note').first().waitFor();
  assert.deepEqual((await shownFields(page, 'Request headers'))[0]?.[0], 'Host');
  assert.deepEqual(complaints.all, []);
});

panelTest('a request whose client is gone before there is an answer stands there without one', async () => {
  const script = path.join(serving.root, 'cgi-bin/slow.sh');
  await writeFile(script, '#!/bin/sh\nexec sleep 1000\n');
  await chmod(script, 0o755);
  const { page } = await openPanel(context, serving.panel);
  const leaving = http.get(at('/cgi-bin/slow.sh')).on('error', () => undefined); // that is what this is about
  const row = exchangeRow(page, '/cgi-bin/slow.sh');
  await row.getByText('…', { exact: true }).first().waitFor();
  leaving.destroy();
  await row.getByText('—', { exact: true }).waitFor();
  await row.getByText('no response').waitFor({ state: 'attached' });
  await row.click();
  await page.getByText('The client disconnected before cgi-bin/slow.sh finished').waitFor();
});

panelTest('a script’s type is told by whom it was set, and the page is shown as source', async () => {
  const script = path.join(serving.root, 'cgi-bin/typed.py');
  await writeFile(
    script,
    '#!/usr/bin/env python3\nprint("Content-type: text/javascript")\nprint()\nprint("<h1>Hola</h1>")\n',
  );
  await chmod(script, 0o755);
  const { page, complaints } = await openPanel(context, serving.panel);
  await receivedHead(browser, at('/cgi-bin/typed.py'));
  await exchangeRow(page, '/cgi-bin/typed.py').click();
  const [type] = await shownFields(page, 'Response headers');
  assert.deepEqual([type?.[0].toLowerCase(), type?.[1]], ['content-type', 'text/javascript']);
  const row = page.getByRole('table', { name: 'Response headers' }).getByRole('row').first();
  assert.match((await row.textContent()) ?? '', /script/);
  assert.deepEqual(await verdict(page), ['shown', 'text/javascript']);
  assert.deepEqual(complaints.all, []);
});

panelTest('the page speaks Spanish', async () => {
  await fetch(at('/cgi-bin/index.py'));
  const { page, complaints } = await openPanel(context, inLanguage(serving.panel, 'es'));
  await page.getByRole('listbox', { name: 'Intercambios', exact: true }).waitFor();
  await page.getByRole('table', { name: 'Encabezados de la respuesta', exact: true }).waitFor();
  await page.getByRole('table', { name: 'Encabezados de la petición', exact: true }).waitFor();
  await exchangeRow(page, '/cgi-bin/index.py').getByText('sin tipo').waitFor();
  await page.getByText('Se muestra como página').waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'es');
  assert.deepEqual(complaints.all, []);
});

panelTest('the newest exchange is shown until one is chosen, which then stays', async () => {
  await fetch(at('/index-1.html'));
  const { page, complaints } = await openPanel(context, serving.panel);
  await page.getByRole('heading', { name: 'GET /index-1.html' }).waitFor();
  await fetch(at('/index.css'));
  await page.getByRole('heading', { name: 'GET /index.css' }).waitFor();

  await exchangeRow(page, '/index-1.html').click();
  await page.getByRole('heading', { name: 'GET /index-1.html' }).waitFor();
  await fetch(at('/python-logo.png'));
  await exchangeRow(page, '/python-logo.png').waitFor();
  assert.equal(await selected(page).textContent(), '/index-1.html');

  await page.getByRole('button', { name: 'Follow the newest exchange' }).click();
  await page.getByRole('heading', { name: 'GET /python-logo.png' }).waitFor();
  assert.deepEqual(complaints.all, []);
});

panelTest('the keyboard reaches everything', async () => {
  const targets = ['/index.html', '/index-1.html', '/index.css', '/python-logo.png'];
  for (const target of targets) await fetch(at(target));
  const { page, complaints } = await openPanel(context, serving.panel);
  await exchangeRow(page, '/python-logo.png').waitFor();
  await listbox(page).focus();
  const press = async (key: string, target: string): Promise<void> => {
    await page.keyboard.press(key);
    await page.getByRole('heading', { name: `GET ${target}`, exact: true }).waitFor();
    const active = await listbox(page).getAttribute('aria-activedescendant');
    assert.equal(await page.locator(`#${active ?? ''} .path`).textContent(), target, `the active row after ${key}`);
  };
  await press('Home', '/index.html');
  await press('ArrowDown', '/index-1.html');
  await press('End', '/python-logo.png');
  await press('ArrowUp', '/index.css');
  const row = exchangeRow(page, '/index.css');
  assert.deepEqual([await row.getAttribute('aria-posinset'), await row.getAttribute('aria-setsize')], ['3', '4']);
  await page
    .getByRole('option', { name: /^200 GET \/index\.css text\/css [\d.]+ m?s/ })
    .and(row)
    .waitFor();

  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Exchange', exact: true }).and(page.locator(':focus')).waitFor();
  for (const name of ['Pin', 'Compare', 'Copy as', 'Serve as…', 'Send again', 'Edit and send']) {
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name, exact: true }).and(page.locator(':focus')).waitFor();
  }
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: 'The rule' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Tab');
  const section = page.getByRole('button', { name: 'Response', exact: true });
  await section.and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Tab');
  const focused = page.locator('button:focus');
  assert.equal(await focused.getAttribute('aria-label'), 'Copy the response headers');

  await listbox(page).focus();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'GET /python-logo.png' }).waitFor();
  await page.keyboard.press('Tab');
  const sash = page.getByRole('separator', { name: 'Resize the list' });
  const before = Number(await sash.getAttribute('aria-valuenow'));
  await page.keyboard.press('ArrowRight');
  await until('the sash moved', async () => Number(await sash.getAttribute('aria-valuenow')) > before);
  assert.deepEqual(complaints.all, []);
});

panelTest('a section that was closed stays closed with the next exchange, and when the page comes back', async () => {
  const { page, complaints } = await openPanel(context, serving.panel);
  await receivedHead(browser, at('/index.css'));
  await exchangeRow(page, '/index.css').click();
  const table = page.getByRole('table', { name: 'Request headers' });
  await table.waitFor();
  await page.getByRole('button', { name: 'Request', exact: true, expanded: true }).click();
  const closed = page.getByRole('button', { name: 'Request', exact: true, expanded: false });
  await closed.waitFor();
  assert.equal(await table.count(), 0);
  await receivedHead(browser, at('/index.html'));
  await exchangeRow(page, '/index.html').click();
  await page.getByRole('heading', { name: 'GET /index.html' }).waitFor();
  await closed.waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'GET /index.html' }).waitFor();
  await closed.press('Enter');
  await table.waitFor();
  assert.deepEqual(complaints.all, []);
});

panelTest('the bytes of a head are copied as they crossed the wire', async () => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { page, complaints } = await openPanel(context, serving.panel);
  const head = await receivedHead(browser, at('/index.css'));
  await exchangeRow(page, '/index.css').click();
  await page.getByRole('button', { name: 'Copy the response headers' }).click();
  await page.getByRole('status').getByText('Copied.').waitFor({ state: 'attached' });
  assert.equal(await page.evaluate('navigator.clipboard.readText()'), head);
  assert.deepEqual(complaints.all, []);
});

panelTest('clearing empties the list, and what comes afterwards is shown', async () => {
  await fetch(at('/index.css'));
  const { page, complaints } = await openPanel(context, serving.panel);
  await exchangeRow(page, '/index.css').waitFor();
  await page.getByRole('button', { name: 'Clear Exchanges' }).click();
  await page.getByText('No exchanges yet').waitFor();
  assert.equal(await page.getByRole('option').count(), 0);
  await fetch(at('/index-1.html'));
  await exchangeRow(page, '/index-1.html').waitFor();
  assert.equal(await page.getByRole('option').count(), 1);
  assert.deepEqual(complaints.all, []);
});

panelTest('a head that is not UTF-8 is shown as ISO-8859-1 everywhere, and the panel says so', async () => {
  const { page, complaints } = await openPanel(context, serving.panel);
  await sendRaw(
    serving.url,
    'GET /caf\u00e9 HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Mark: \u00f1\r\nConnection: close\r\n\r\n',
  );
  await exchangeRow(page, '/caf\u00e9').click();
  await page.getByRole('heading', { name: 'GET /caf\u00e9', exact: true }).waitFor();
  const request = page.getByRole('region', { name: 'Request', exact: true });
  await request.getByText('They are shown as ISO-8859-1').waitFor();
  await request.getByText('GET /caf\u00e9 HTTP/1.1').waitFor();
  assert.deepEqual((await shownFields(page, 'Request headers'))[1], ['X-Mark', '\u00f1']);
  assert.deepEqual(complaints.all, []);
});

panelTest('what strangers send is shown as text', async () => {
  const script = path.join(serving.root, 'cgi-bin/hostile.py');
  const value = '<img src=x onerror=alert(1)>   &amp; "two  spaces"';
  await writeFile(
    script,
    `#!/usr/bin/env python3\nprint('X-Hostile: ${value}')\nprint('Content-Type: text/plain')\nprint()\n`,
  );
  await chmod(script, 0o755);
  const target = '/<script>alert(document.domain)</script>';
  const { page, complaints } = await openPanel(context, serving.panel);
  await sendRaw(
    serving.url,
    `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Mark: <b>bold</b>\r\nConnection: close\r\n\r\n`,
  );
  await exchangeRow(page, target).click();
  await page.getByRole('heading', { name: `GET ${target}`, exact: true }).waitFor();
  const request = await shownFields(page, 'Request headers');
  assert.deepEqual(request[1], ['X-Mark', '<b>bold</b>']);

  await fetch(at('/cgi-bin/hostile.py'));
  await exchangeRow(page, '/cgi-bin/hostile.py').click();
  await page.getByRole('heading', { name: 'GET /cgi-bin/hostile.py' }).waitFor();
  const response = await shownFields(page, 'Response headers');
  assert.deepEqual(
    response.find(([name]) => name === 'X-Hostile'),
    ['X-Hostile', value],
  );
  assert.equal(await page.locator('img, b, vitrina-panel script').count(), 0);
  assert.deepEqual(complaints.all, []);
});

panelTest(
  'two thousand exchanges and what is missing before them are lines, of which only those in view exist',
  async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
    const ask = (index: number) =>
      new Promise<void>((resolve, reject) => {
        http
          .get(at(`/missing-${String(index)}`), { agent }, (response) => {
            response.resume().on('end', resolve);
          })
          .on('error', reject);
      });
    for (let index = 0; index < 2000; index += 100) {
      await Promise.all(Array.from({ length: 100 }, (_, offset) => ask(index + offset)));
    }
    await ask(2000);
    agent.destroy();
    const { page, complaints } = await openPanel(context, serving.panel);
    await exchangeRow(page, '/missing-2000').waitFor();
    assert.equal(await exchangeRow(page, '/missing-2000').getAttribute('aria-setsize'), '2001');
    assert.ok((await page.getByRole('option').count()) < 100);
    await listbox(page).focus();
    await page.keyboard.press('Home');
    await page.locator('[aria-posinset="2"][aria-selected="true"]').waitFor();
    await page.keyboard.press('End');
    await page.locator('[aria-posinset="2001"][aria-selected="true"]').waitFor();
    assert.deepEqual(complaints.all, []);
  },
);

panelTest('a page whose connection was lost says so, and asks for the whole when it is back', async () => {
  const panel = new URL(serving.panel);
  const cable = await cableTo(Number(panel.port));
  try {
    panel.port = String(cable.port);
    for (const target of ['/python-logo.png', '/index.css']) await fetch(at(target));
    const { page } = await openPanel(context, panel.href);
    await exchangeRow(page, '/index.css').click();
    await page.getByRole('table', { name: 'Response headers' }).waitFor();
    cable.cut();
    await page.getByText('The connection to the server was lost.').waitFor();
    assert.ok(await page.getByRole('button', { name: 'Clear Exchanges' }).isDisabled());
    await page.getByRole('table', { name: 'Response headers' }).waitFor();
    await fetch(at('/index-1.html'));
    await exchangeRow(page, '/python-logo.png').click();
    await page.getByText('The details cannot be loaded').waitFor();
    cable.mend();
    await exchangeRow(page, '/index-1.html').waitFor();
    await page.getByRole('table', { name: 'Response headers' }).waitFor();
    await page.getByText('The connection to the server was lost.').waitFor({ state: 'hidden' });
    assert.equal(await selected(page).textContent(), '/python-logo.png', 'what was chosen stays chosen');
  } finally {
    await cable.close();
  }
});

panelTest('a page that is loaded again shows the same exchange in the same place', async () => {
  for (const target of ['/index.css', '/index-1.html']) await fetch(at(target));
  const { page, complaints } = await openPanel(context, serving.panel);
  await exchangeRow(page, '/index.css').click();
  await page.getByRole('separator').focus();
  await page.keyboard.press('End');
  await page.reload();
  await page.getByRole('heading', { name: 'GET /index.css' }).waitFor();
  assert.equal(await page.getByRole('separator').getAttribute('aria-valuenow'), '85');
  assert.deepEqual(complaints.all, []);
});

panelTest('the page fits a side bar of 300 pixels', async () => {
  for (const target of ['/index.css', `/${'long-name-'.repeat(40)}`]) await fetch(at(target));
  const { page, complaints } = await openPanel(context, serving.panel);
  await page.setViewportSize({ width: 300, height: 700 });
  await page.getByRole('table', { name: 'Response headers' }).waitFor();
  const wide = await page.evaluate(`(() => {
    const found = [];
    const visit = (root) => {
      for (const element of root.querySelectorAll('*')) {
        const { left, right } = element.getBoundingClientRect();
        const hidden = element.closest('.visually-hidden');
        if (!hidden && (right > 301 || left < -1)) found.push(element.tagName + '.' + element.className);
        if (element.shadowRoot) visit(element.shadowRoot);
      }
    };
    visit(document.querySelector('vitrina-panel').shadowRoot);
    return found;
  })()`);
  assert.deepEqual(wide, []);
  assert.deepEqual(complaints.all, []);
});

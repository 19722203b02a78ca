import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { accessible } from './axe';
import { exchangeRow, type LabPanel, openLabPanel } from './browser';
import { everything } from './everything';
import type { Serving } from './server';

// Whoever looks at the panel on a projector reads no password, token or cookie, wherever in an exchange it stands.

const SCRIPT = `#!/bin/sh
cat >/dev/null
printf 'Content-Type: application/json\\nSet-Cookie: sid=s3cretA\\n\\n{"user": "ana", "access_token": "s3cretB%s"}' "$$"
`;

const LINKS = `#!/bin/sh
printf 'Status: 302\nLocation: /#access_token=s3cretI&state=1\nRefresh: 0; url=/?token=s3cretJ\n'
printf 'Link: </a?b=1&token=s3cretK>; rel=next\nContent-Security-Policy: report-uri /r?token=s3cretL\n\n'
`;

let lab: LabPanel;
let serving: Serving;
let page: Page;

before(async () => {
  lab = await openLabPanel(async (serving) => {
    await writeFile(path.join(serving.root, 'cgi-bin/token.sh'), SCRIPT, { mode: 0o755 });
    await writeFile(
      path.join(serving.root, 'cgi-bin/away.sh'),
      `#!/bin/sh\nprintf 'Location: /index-1.html?token=s3cretH\\n\\n'\n`,
      { mode: 0o755 },
    );
    await writeFile(path.join(serving.root, 'cgi-bin/links.sh'), LINKS, { mode: 0o755 });
  });
  ({ serving, page } = lab);
  const headers = { Cookie: 'sid=s3cretC', Authorization: 'Bearer s3cretD', 'Content-Type': 'application/json' };
  const body = '{"user": "ana", "password": "s3cretE"}';
  for (const query of ['1', '2', '2']) {
    await (await fetch(new URL(`/cgi-bin/token.sh?${query}`, serving.url), { method: 'POST', headers, body })).text();
  }
  const form = { method: 'POST', body: new URLSearchParams({ user: 'ana', password: 's3cretF' }) };
  await (await fetch(new URL('/cgi-bin/token.sh?token=s3cretG', serving.url), form)).text();
  await fetch(new URL('/cgi-bin/away.sh', serving.url), { redirect: 'manual' });
  await fetch(new URL('/cgi-bin/links.sh', serving.url), {
    redirect: 'manual',
    headers: { 'HX-Current-URL': 'http://a.test/?password=s3cretM' },
  });
  await exchangeRow(page, '/cgi-bin/links.sh').waitFor();
});

after(() => lab.close());

/** The lines of the page in which there is a secret. */
async function leaks(): Promise<string[]> {
  const lines = (await everything(page, 'exchange-list', 'exchange-detail', 'request-composer', 'site-header')).split(
    '\n',
  );
  return lines.filter((line) => line.includes('s3cret'));
}

/** Opens the sections of the details, and waits until the bodies in them are there. */
async function openAll(): Promise<void> {
  for (const name of ['Body', 'Request', 'Script', 'Time and size', 'History']) {
    const fold = page.locator('exchange-detail button.fold[aria-expanded=false]').filter({ hasText: name });
    if ((await fold.count()) > 0) await fold.first().click();
  }
  for (const body of await page.locator('exchange-body').all()) await body.locator('.bar, p').first().waitFor();
}

/** Opens what is explained of each header, which repeats parts of its value. */
async function explainAll(): Promise<void> {
  const names = page.locator('header-table th button[aria-expanded=false]');
  while ((await names.count()) > 0) await names.first().click();
  await page.locator('header-table .explanation').first().waitFor();
}

test('no secret of JSON, a form, a cookie, a header or an address is on the page, in any view', async () => {
  for (const target of [
    '/cgi-bin/token.sh?2',
    '/cgi-bin/token.sh?token=••••••',
    '/cgi-bin/away.sh',
    '/cgi-bin/links.sh',
  ]) {
    await exchangeRow(page, target).click();
    await page.locator('exchange-detail h2').getByText(target.slice(0, 17)).first().waitFor();
    await openAll();
    await explainAll();
    assert.deepEqual(await leaks(), [], target);
  }
  await exchangeRow(page, '/cgi-bin/token.sh?2').click();
  const body = page.locator('exchange-body').first();
  await body.getByText('******').first().waitFor();
  for (const view of ['Source', 'Hex', 'Preview']) {
    const button = body.getByRole('button', { name: view });
    if ((await button.count()) === 0) continue;
    await button.click();
    assert.deepEqual(await leaks(), [], view);
  }
  await accessible(page, 'vitrina-panel >>> exchange-detail', 'hidden values');
});

test('a body that differs only in a secret is said to, and a request in the composer has none', async () => {
  await page.getByText('it differs only in values that are hidden').first().waitFor();
  await page.getByRole('button', { name: 'Edit and send' }).click();
  const field = page.locator('request-composer [name=headers]');
  assert.match(await field.inputValue(), /cookie: sid=•••\d•••/i);
  assert.deepEqual(await leaks(), []);
  await page.getByRole('checkbox', { name: 'Send exactly what I write' }).check();
  assert.deepEqual(await leaks(), []);
  await page.getByRole('checkbox', { name: 'Send exactly what I write' }).uncheck();
  await accessible(page, 'vitrina-panel >>> request-composer', 'the composer with hidden values');
  await page.getByRole('button', { name: 'Show them' }).press('Enter');
  assert.match(await field.inputValue(), /cookie: sid=s3cretC/i);
  await page.getByRole('button', { name: 'Cancel' }).click();
});

test('what a click shows of headers and variables is hidden again with the next exchange', async () => {
  const choose = async (query: string): Promise<void> => {
    await exchangeRow(page, `/cgi-bin/token.sh?${query}`).click();
    await page.locator('exchange-detail h2').getByText(`?${query}`).waitFor();
    await openAll();
  };
  await choose('2');
  await page.locator('script-run summary').click();
  const reveal = page.locator(':is(header-table, script-run) button.reveal');
  const count = await reveal.count();
  for (let at = 0; at < count; at++) await reveal.nth(at).click();
  const shown = (await page.locator(':is(header-table .value, script-run pre)').allInnerTexts()).join('\n');
  for (const secret of ['sid=s3cretA', 'sid=s3cretC', 'Bearer s3cretD', 'HTTP_COOKIE=sid=s3cretC']) {
    assert.ok(shown.includes(secret), secret);
  }
  for (const query of ['1', '2']) {
    await choose(query);
    assert.deepEqual(await leaks(), [], query);
  }
});

test('a click shows what is hidden in a body, for that exchange alone', async () => {
  const body = page.locator('exchange-body').first();
  await body.getByRole('button', { name: 'Show them' }).click();
  await body.getByText('s3cretB').first().waitFor();
  await exchangeRow(page, '/cgi-bin/token.sh?1').click();
  await page.locator('exchange-detail h2').getByText('?1').waitFor();
  await body.getByText('******').first().waitFor();
  assert.deepEqual(await leaks(), []);
});

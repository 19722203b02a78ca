import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { after, before, test } from 'node:test';
import Ajv from 'ajv';
import type { Browser } from 'playwright-core';
import schema from './data/har-1.2.schema.json';
import { exchangeRow, openPanel, sharedBrowser } from './browser';
import { sendRaw, type Serving, serveLab } from './server';

interface Har {
  readonly log: {
    readonly entries: readonly {
      readonly request: { readonly url: string; readonly postData?: { readonly text: string } };
      readonly response: {
        readonly content: {
          readonly text?: string;
          readonly encoding?: string;
          readonly size: number;
          readonly compression?: number;
        };
      };
    }[];
  };
}

const SECRETS = ['s3cretA', 's3cretB', 's3cretC', 's3cretD', 's3cretE', 's3cretF', 's3cretG', 's3cretH', 's3cretI'];
const validate = new Ajv().compile(schema);

let browser: Browser;
let folder: string;

before(async () => {
  browser = await sharedBrowser();
  folder = await mkdtemp(path.join(tmpdir(), 'vitrina-har-'));
});

after(() => rm(folder, { recursive: true, force: true }));

/** What a class does, and what somebody does who has something to hide. */
async function use({ url, root }: Serving): Promise<void> {
  const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '', i = ''] = SECRETS;
  const script = path.join(root, 'cgi-bin', 'login.sh');
  await writeFile(
    script,
    `#!/bin/sh\ncat >/dev/null\nprintf 'Set-Cookie: sid=${f}; Path=/\\nLocation: /index-1.html?token=${f}\\nStatus: 303\\n\\n'\n`,
  );
  await chmod(script, 0o755);
  const { host } = new URL(url);
  const form = `user=ana&password=${e}`;
  await sendRaw(
    url,
    `POST /cgi-bin/login.sh?api_key=${a} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nCookie: x=${b}\r\nAuthorization: Basic ${c}\r\nReferer: http://${host}/?access_token=${d}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${String(form.length)}\r\n\r\n${form}`,
  );
  await sendRaw(url, `GET /cgi-bin/gz.sh HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  await sendRaw(
    url,
    `POST /cgi-bin/login.sh HTTP/1.1\r\nHost: ${host}\r\nX: Espa\xf1a\r\nContent-Length: 2\r\nConnection: close\r\n\r\n\xff\x00`,
  );
  await sendRaw(url, 'GARBAGE\r\n\r\n');
  const json = path.join(root, 'cgi-bin', 'json.sh');
  await writeFile(
    json,
    `#!/bin/sh\nprintf 'Content-Type: application/json\\n\\n{"user": "ana", "access_token": "${h}"}'\n`,
  );
  await chmod(json, 0o755);
  const headers = { 'Content-Type': 'application/json' };
  const upload = new FormData();
  upload.set('user', 'ana');
  upload.set('password', i);
  for (const sent of [{ body: `{"user": "ana", "password": "${g}"}`, headers }, { body: upload }]) {
    await (await fetch(new URL('/cgi-bin/json.sh', url), { method: 'POST', ...sent })).text();
  }
  const tab = await browser.newContext();
  await (await tab.newPage()).goto(new URL('index-1.html', url).href);
  await tab.close();
}

async function serveWithHar(...flags: string[]): Promise<Serving> {
  const serving = await serveLab(...flags);
  const packed = path.join(serving.root, 'cgi-bin', 'packed.gz');
  await writeFile(packed, gzipSync('hola hola hola hola'));
  const script = path.join(serving.root, 'cgi-bin', 'gz.sh');
  await writeFile(
    script,
    `#!/bin/sh\nprintf 'Content-Type: text/plain\\nContent-Encoding: gzip\\n\\n'\ncat packed.gz\n`,
  );
  await chmod(script, 0o755);
  return serving;
}

const read = async (file: string): Promise<{ text: string; har: Har }> => {
  const text = await readFile(file, 'utf8');
  const har = JSON.parse(text) as Har;
  validate(har);
  assert.deepEqual(validate.errors, null);
  return { text, har };
};

test('what was served is written at the end as an HTTP Archive that others read, without secrets', async () => {
  const file = path.join(folder, 'end.har');
  const serving = await serveWithHar('--har', file);
  await use(serving);
  await serving.stop();
  const { text, har } = await read(file);
  for (const secret of SECRETS) assert.ok(!text.includes(secret), secret);
  assert.ok(text.includes('user=ana&password=REDACTED'));
  const posted = har.log.entries.flatMap(({ request }) => request.postData?.text ?? []);
  assert.ok(posted.includes('{"user": "ana", "password": "REDACTED"}'));
  const at = (target: string) => har.log.entries.find(({ request }) => request.url.endsWith(target));
  assert.deepEqual(at('/cgi-bin/gz.sh')?.response.content.text, 'hola hola hola hola');
  assert.equal(at('/cgi-bin/gz.sh')?.response.content.size, 19);
  assert.equal(at('/python-logo.png')?.response.content.encoding, 'base64');

  // Playwright plays an archive back to a browser in place of the network.
  const context = await browser.newContext();
  await context.routeFromHAR(file, { notFound: 'abort' });
  const page = await context.newPage();
  await page.goto(new URL('index-1.html', serving.url).href);
  assert.equal(await page.locator('h1').textContent(), 'Una página');
  assert.ok(await page.evaluate('[...document.images].every((image) => image.complete && image.naturalWidth > 0)'));
  await context.close();
});

test('secrets are written where somebody asks for them', async () => {
  const file = path.join(folder, 'secrets.har');
  const serving = await serveWithHar('--har', file, '--har-secrets');
  await use(serving);
  await serving.stop();
  const { text } = await read(file);
  for (const secret of SECRETS) assert.ok(text.includes(secret), secret);
});

test('the panel saves an archive of all, of what the filter shows, or of what is chosen', async () => {
  const serving = await serveWithHar();
  const context = await browser.newContext({ locale: 'en-US', acceptDownloads: true });
  try {
    await use(serving);
    const { page, complaints } = await openPanel(context, serving.panel);
    await exchangeRow(page, '/cgi-bin/gz.sh').click();
    await page.getByRole('combobox', { name: 'Filter the list' }).fill('path:cgi-bin');
    await page.locator('exchange-filter .hidden').waitFor();
    const save = async (name: string): Promise<{ text: string; har: Har }> => {
      await page.getByRole('button', { name: 'HAR' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name }).click(),
      ]);
      assert.match(download.suggestedFilename(), /^vitrina-[\dT-]+\.har$/);
      return read(await download.path());
    };
    const all = await save('Export all exchanges');
    assert.ok(all.har.log.entries.length > 4);
    for (const secret of SECRETS) assert.ok(!all.text.includes(secret), secret);
    assert.equal((await save('Export what the filter shows')).har.log.entries.length, 5);
    assert.equal((await save('Export the chosen exchange')).har.log.entries.length, 1);
    await page.getByRole('button', { name: 'HAR' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'With secrets' }).click();
    await page.keyboard.press('Escape');
    assert.ok((await save('Export all exchanges')).text.includes('s3cretA'));
    assert.ok(!(await save('Export all exchanges')).text.includes('s3cretA'), 'for one archive only');
    assert.deepEqual(complaints.all, []);
  } finally {
    await context.close();
    await serving.stop();
  }
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type net from 'node:net';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { launchWhole } from '../chromium';
import { LIMIT_MS } from './browser';
import { ANSWERS } from './verdictTable';

test('Chromium does with every answer of the table what the table says', async () => {
  const server = http.createServer((request, response) => {
    const row = ANSWERS[Number(request.url?.slice(1))];
    if (!row) {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('a place to start from');
      return;
    }
    const { status = 200, headers = {}, body = '' } = row.answer;
    response.writeHead(status, headers).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${String((server.address() as net.AddressInfo).port)}/`;
  const browser = await launchWhole(); // with its viewer for PDF
  try {
    const page = await browser.newPage({ acceptDownloads: true });
    page.setDefaultTimeout(LIMIT_MS);
    await page.goto(`${base}start`);
    for (const [index, { name, fate, type }] of ANSWERS.entries()) {
      const made = await navigate(page, base + String(index));
      const expected = fate === 'downloaded' ? 'downloaded' : type;
      assert.equal(made, expected, name);
    }
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
});

/** What document.contentType says of an address that was opened, or that it was downloaded. */
async function navigate(page: Page, url: string): Promise<string> {
  const download = page.waitForEvent('download', { timeout: LIMIT_MS }).then(async (started) => {
    await started.cancel();
    return 'downloaded';
  });
  // Where a document comes instead, nobody waits for the download any more.
  download.catch(() => undefined);
  const opened = page.goto(url, { waitUntil: 'commit' }).then(
    () => page.evaluate<string>('document.contentType'),
    (error: unknown) => {
      // A navigation that becomes a download is broken off.
      if (/Download is starting|ERR_ABORTED/.test(String(error))) return download;
      throw error;
    },
  );
  return Promise.race([download, opened]);
}

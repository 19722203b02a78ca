import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import english from '../../panel/l10n/en.json';
import { exchangeRow, type Field, fieldsOf, openPanel, sharedBrowser, shownFields } from './browser';
import { sendRaw, serveFolder, type Serving } from './server';

// What is drawn of a head is what a raw socket sent and received (server/test/wiretruth_test.go holds the protocol to it).

/** A script that prints what it is sent, from the status line on. */
const SCRIPT = '#!/bin/sh\nexec cat\n';

let browser: Browser;
let serving: Serving;
let folder: string;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vitrina-heads-'));
  const script = path.join(folder, 'cgi-bin', 'nph-say.sh');
  await mkdir(path.dirname(script));
  await writeFile(script, SCRIPT);
  await chmod(script, 0o755);
  await writeFile(path.join(folder, 'a.css'), 'a {}');
  browser = await sharedBrowser();
  serving = await serveFolder(folder);
});

after(async () => {
  await serving.stop();
  await rm(folder, { recursive: true, force: true });
});

const post = (number: number, printed: string): string =>
  `POST /cgi-bin/nph-say.sh?${String(number)} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${String(printed.length)}\r\n\r\n${printed}`;

/** Requests whose heads, or whose responses’ heads, are odd; each has a target of its own. */
const REQUESTS = [
  'GET /a.css?1 HTTP/1.1\r\nhOsT:localhost\r\nX-TWICE: 1\r\nx-twice: 2\r\nX-Empty:\r\nX-Spaces: \t a  b \t\r\nConnection: close\r\n\r\n',
  "GET /a.css?2 HTTP/1.1\r\nHost: localhost\r\nX-Latin: \u00f1 \u00ff\r\n!#$%&'*+-.^_|~: <b>&amp;\r\nConnection: close\r\n\r\n",
  'OPTIONS /a.css?3 HTTP/1.0\r\n\r\n',
  'GET /a.css?4 HTTP/1.1\r\nno colon\r\nHost: localhost\r\n\r\n',
  post(5, 'HTTP/1.1 299 Nothing in particular\r\nx-COUNT: a=<1>\r\nX-Count:b=\u00f1\r\nX: \r\n\r\nx'),
  post(6, 'HTTP/1.0 404 \r\nX-A: 1\r\nX-a: 2\r\n\r\n'),
];

test('the start line and each field are drawn as they crossed the wire', async () => {
  const context = await browser.newContext({ viewport: { width: 1200, height: 1400 } });
  try {
    const { page } = await openPanel(context, serving.panel);
    for (const request of REQUESTS) {
      const answer = await sendRaw(serving.url, request);
      const target = request.split(' ')[1] ?? '';
      await exchangeRow(page, target).click();
      await page.getByRole('heading', { level: 2 }).getByText(target).waitFor();
      for (const [of, label, raw] of [
        ['request', english.requestHeaders, request],
        ['response', english.responseHeaders, answer],
      ] as const) {
        const [head = ''] = raw.split('\r\n\r\n');
        const [line = ''] = head.split('\r\n');
        const drawn = page.locator('message-head').nth(of === 'response' ? 0 : 1);
        await drawn.locator('.start-line').filter({ hasText: line.trim() }).waitFor();
        assert.equal(await drawn.locator('.start-line').textContent(), line);
        const fields: Field[] = fieldsOf(head).filter(([name]) => !name.startsWith('no colo')); // is not a field
        if (fields.length > 0) assert.deepEqual(await shownFields(page, label), fields, head);
        else await drawn.getByText(english.noFields).waitFor();
      }
    }
  } finally {
    await context.close();
  }
});

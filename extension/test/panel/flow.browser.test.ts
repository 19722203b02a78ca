import assert from 'node:assert/strict';
import { chmod, mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import english from '../../panel/l10n/en.json';
import { accessible } from './axe';
import { exchangeRow, inLanguage, openPanel, sharedBrowser, shownFields, until } from './browser';
import { sendRaw, serveFolder, type Serving } from './server';

// How an exchange went, as it is drawn, read aloud and copied; and how its bodies were framed.

const TARGET = '/cgi-bin/nph-raw.sh?<&>';

/** A script that writes its whole response: an interim one first, chunks with extensions, and a trailer. */
const SCRIPT = `#!/bin/sh
cat >/dev/null
printf 'HTTP/1.1 103 Early Hints\\r\\nLink: </a.css>; rel=preload\\r\\n\\r\\n'
printf 'HTTP/1.1 200 OK\\r\\nContent-Type: text/plain\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n'
printf '00A;name="a b"\\r\\n0123456789\\r\\n1\\r\\nx\\r\\n0\\r\\nX-Sum: 11\\r\\nx-odd:\\r\\n\\r\\n'
`;

const REQUEST =
  `POST ${TARGET} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n` +
  '5;q=1\r\nhello\r\n006\r\n world\r\n0;last\r\nX-Latin: \u00f1\r\n\r\n';

let browser: Browser;
let serving: Serving;
let folder: string;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vitrina-flow-'));
  const script = path.join(folder, 'cgi-bin', 'nph-raw.sh');
  await mkdir(path.dirname(script));
  await writeFile(script, SCRIPT);
  await chmod(script, 0o755);
  browser = await sharedBrowser();
  serving = await serveFolder(folder);
  await sendRaw(serving.url, REQUEST);
});

after(async () => {
  await serving.stop();
  await rm(folder, { recursive: true, force: true });
});

async function inPanel(
  language: string,
  options: BrowserContextOptions,
  body: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  try {
    const { page, complaints } = await openPanel(context, inLanguage(serving.panel, language));
    await exchangeRow(page, TARGET).click();
    await page.locator('exchange-flow svg').waitFor();
    await body(page);
    assert.deepEqual(complaints.all, []);
  } finally {
    await context.close();
  }
}

/** The texts of the diagram, and those that reach beyond it. */
const DRAWN = `(() => {
  const svg = document.querySelector('vitrina-panel').shadowRoot.querySelector('exchange-detail').shadowRoot
    .querySelector('exchange-flow').shadowRoot.querySelector('svg');
  const edge = svg.getBoundingClientRect();
  const host = svg.getRootNode().host.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].map((text) => ({ text: text.firstChild.nextSibling?.data ?? text.textContent, box: text.getBoundingClientRect() }));
  return {
    wide: edge.width,
    room: host.width,
    beyond: texts.filter(({ box }) => box.left < edge.left || box.right > edge.right + 1).map(({ text }) => text),
    whole: [...svg.querySelectorAll('title')].map((title) => title.textContent),
  };
})()`;

test('the diagram is drawn at every width, has a text alternative, and is copied as SVG', () =>
  inPanel(
    'en',
    { viewport: { width: 1200, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] },
    async (page) => {
      const steps = page.getByRole('list', { name: english.flow }).getByRole('listitem');
      const sentences = await steps.allTextContents();
      const untimed = sentences.map((sentence) => sentence.replace(/^\+[\d.,]+ m?s\. /, ''));
      assert.deepEqual(untimed.slice(0, 4), [
        `From: Client. To: Server. POST ${TARGET} HTTP/1.1`,
        'From: Server. To: Script. The path means cgi-bin/nph-raw.sh',
        'From: Client. To: Server. Body complete: 11 bytes',
        'From: Server. To: Script. Process started',
      ]);
      for (const step of [
        'From: Script. To: Server. First output',
        'From: Script. To: Server. End of output',
        'At: Script. Exit code 0',
        'From: Server. To: Client. HTTP/1.1 103 Early Hints',
        'From: Server. To: Client. HTTP/1.1 200 OK',
        'From: Server. To: Client. Last byte: 11 bytes',
      ]) {
        assert.ok(untimed.includes(step), step);
      }
      const label = `Sequence diagram of the exchange: Client, Server, Script. Its ${String(sentences.length)} steps follow as a list.`;
      await page.getByRole('img', { name: label }).waitFor();
      for (const width of [240, 300, 600, 2000]) {
        await page.setViewportSize({ width, height: 900 });
        await until(`the diagram to fit ${String(width)} pixels`, async () => {
          const { wide, room } = await page.evaluate<{ wide: number; room: number }>(DRAWN);
          return wide <= room && wide >= Math.min(room, 760) - 26;
        });
        const { beyond, whole } = await page.evaluate<{ beyond: string[]; whole: string[] }>(DRAWN);
        assert.deepEqual(beyond, [], String(width));
        assert.equal(whole.length, sentences.length);
        assert.equal(whole[0], `POST ${TARGET} HTTP/1.1`);
      }

      await page.getByRole('button', { name: english['flow.copy'] }).click();
      await page.getByText(english.copied).waitFor();
      const copied = await page.evaluate<{
        text: string;
        faults: number;
        root: string;
        image: boolean;
        unset: string[];
      }>(`(async () => {
      const text = await navigator.clipboard.readText();
      const file = new DOMParser().parseFromString(text, 'image/svg+xml');
      const unset = [...file.querySelectorAll('text, path, circle')].filter((e) => !/^(rgb|none)/.test(e.getAttribute('fill')));
      return {
        text, faults: file.querySelectorAll('parsererror').length, root: file.documentElement.namespaceURI,
        image: file.documentElement.tagName === 'svg', unset: unset.map((e) => e.outerHTML),
      };
    })()`);
      assert.equal(copied.faults, 0);
      assert.ok(copied.image && copied.root === 'http://www.w3.org/2000/svg');
      assert.deepEqual(copied.unset, [], 'every colour is in the file');
      assert.doesNotMatch(copied.text, /var\(|class=|<!--|style=/);
      assert.ok(copied.text.includes('POST /cgi-bin/nph-raw.sh?&lt;&amp;&gt; HTTP/1.1'));
    },
  ));

test('the chunks are shown to who asks, with their extensions, and the trailers as fields', () =>
  inPanel('en', { viewport: { width: 900, height: 900 } }, async (page) => {
    assert.deepEqual(await shownFields(page, english['framing.trailers.response']), [
      ['X-Sum', '11'],
      ['x-odd', ''],
    ]);
    assert.deepEqual(await shownFields(page, english['framing.trailers.request']), [['X-Latin', 'ñ']]);
    const rows = async (of: number, summary: string): Promise<string[][]> => {
      const framing = page.locator('message-framing').nth(of);
      await framing.getByText(summary, { exact: true }).click();
      const lines = framing.locator('tbody tr').filter({ has: page.locator('.number') });
      await lines.first().waitFor();
      const cells = await lines.evaluateAll((all) =>
        all.map((line) =>
          Array.from(
            (line as unknown as { cells: Iterable<{ textContent: string }> }).cells,
            (cell) => cell.textContent,
          ),
        ),
      );
      return cells.map(([line = '', bytes = '', when = '']) => {
        assert.match(when, /^\+[\d.]+ m?s$/);
        return [line, bytes];
      });
    };
    assert.deepEqual(await rows(0, 'Sent in 2 chunks, 1 with an extension'), [
      ['00A;name="a b"', '10'],
      ['1', '1'],
      ['0', '0 (end)'],
    ]);
    assert.deepEqual(await rows(1, 'Sent in 2 chunks, 2 with an extension'), [
      ['5;q=1', '5'],
      ['006', '6'],
      ['0;last', '0 (end)'],
    ]);
    await page.getByText('Link: </a.css>; rel=preload', { exact: true }).waitFor();
  }));

for (const [language, width, more] of [
  ['en', 240, { colorScheme: 'light' }],
  ['es', 1200, { colorScheme: 'dark' }],
  ['es', 240, { forcedColors: 'active' }],
] as const) {
  test(`nobody is kept out: ${language}, ${String(width)} px, ${JSON.stringify(more)}`, () =>
    inPanel(language, { viewport: { width, height: 900 }, ...more }, async (page) => {
      for (const summary of await page.locator('message-framing summary').all()) await summary.click();
      await page.locator('message-framing .chunks').last().waitFor();
      const wide = await page
        .locator('message-framing .scroll')
        .evaluateAll(
          (all) =>
            all.filter(
              (one) =>
                (one as unknown as { scrollWidth: number; clientWidth: number }).scrollWidth >
                (one as unknown as { clientWidth: number }).clientWidth,
            ).length,
        );
      assert.equal(wide, 0, 'no chunk is cut');
      await accessible(page, 'vitrina-panel >>> exchange-detail', 'with chunks open');
    }));
}

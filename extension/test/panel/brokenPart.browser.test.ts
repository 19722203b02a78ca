import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import english from '../../panel/l10n/en.json';
import type { Exchange } from '../../protocol/types.generated';
import { exchangeRow, sharedBrowser, openPanel, until } from './browser';
import { type Serving, serveLab } from './server';

// An exchange with a part that is not what the protocol says: all its other parts are shown.

const SCRIPT = `#!/usr/bin/env python3
import sys
print("Content-Type: text/html")
print()
print("<h1>Hola</h1>")
sys.stderr.write("to the error output\\n")
sys.exit(3)
`;

let browser: Browser;
let serving: Serving;

before(async () => {
  browser = await sharedBrowser();
  serving = await serveLab();
  const script = path.join(serving.root, 'cgi-bin/whole.py');
  await writeFile(script, SCRIPT);
  await chmod(script, 0o755);
});

after(() => serving.stop());

/** Every part of the script's exchange, as its section is named, and how one sees that it is there. */
const PARTS: Record<string, (page: Page) => Promise<boolean>> = {
  [english.verdict]: (page) => page.locator('[data-fate="shown"]').isVisible(),
  [english.notes]: (page) => page.getByRole('list', { name: english.notes }).isVisible(),
  [english.response]: (page) => page.locator('message-head').getByText('HTTP/1.1 200 OK').isVisible(),
  [english.responseHeaders]: (page) => page.getByRole('table', { name: english.responseHeaders }).isVisible(),
  [english['size.response']]: (page) => page.locator('#section-body source-lines').isVisible(),
  [english.output]: (page) => page.locator('#section-script source-lines').isVisible(),
  [english.request]: (page) => page.locator('message-head').getByText('GET /cgi-bin/whole.py HTTP/1.1').isVisible(),
  [english.requestHeaders]: (page) => page.getByRole('table', { name: english.requestHeaders }).isVisible(),
  [english.script]: (page) => page.locator('script-run').getByText(english['script.exit']).isVisible(),
  [english['script.stderr']]: (page) => page.getByText('to the error output').isVisible(),
  [english['script.environment']]: (page) => page.locator('script-run summary').isVisible(),
  [english.flow]: (page) => page.locator('exchange-flow svg').isVisible(),
  [english.timing]: (page) => page.getByText(english['timing.end']).isVisible(),
};

/** Parts of an exchange as any JSON, to be spoiled. */
interface Loose {
  [key: string]: Loose | null | undefined;
}

type Spoil = (exchange: Loose) => void;

/** Puts null, or nothing, at a place in an exchange. */
const put =
  (value: null | undefined, of: string | undefined, name: string): Spoil =>
  (exchange) => {
    const holder = of === undefined ? exchange : exchange[of];
    if (holder) holder[name] = value;
  };

const FAULTS: [what: string, spoil: Spoil, broken: string[]][] = [
  ['nothing', () => undefined, []],
  ['the command null', put(null, 'script', 'command'), [english.script]],
  ['the environment null', put(null, 'script', 'env'), [english['script.environment']]],
  ['the notes null', put(null, undefined, 'notes'), [english.notes, english.flow]],
  [
    'the response’s headers missing',
    put(undefined, 'response', 'headers'),
    [english.responseHeaders, english['size.response'], english.output],
  ],
  ['the verdict’s outcome missing', put(undefined, 'verdict', 'fate'), [english.verdict]],
  [
    'a null among the request’s headers',
    ({ request }) => {
      if (request) request['headers'] = [null] as unknown as Loose;
    },
    [english.requestHeaders, english.flow],
  ],
  ['the request’s head null', put(null, 'request', 'head'), [english.request, english.flow]],
  ['the timing missing', put(undefined, undefined, 'timing'), [english.timing, english.flow]],
];

/** The panel with the answers to exchange/get spoiled on their way. */
async function spoiled(context: BrowserContext, spoil: Spoil): Promise<void> {
  await context.routeWebSocket(/\/rpc$/, (near) => {
    const asked = new Set<unknown>();
    const far = near.connectToServer();
    near.onMessage((text) => {
      const { id, method } = JSON.parse(String(text)) as { id?: number; method?: string };
      if (method === 'exchange/get') asked.add(id);
      far.send(text);
    });
    far.onMessage((text) => {
      const message = JSON.parse(String(text)) as { id?: number; result?: Exchange };
      if (asked.delete(message.id)) spoil(message.result as unknown as Loose);
      near.send(JSON.stringify(message));
    });
  });
}

for (const [what, spoil, broken] of FAULTS) {
  test(`with ${what} every other part is shown, and the sentence stands in place of that one`, async () => {
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 900, height: 1400 } });
    try {
      await spoiled(context, spoil);
      const { page, complaints } = await openPanel(context, serving.panel);
      await fetch(new URL('cgi-bin/whole.py', serving.url));
      await exchangeRow(page, '/cgi-bin/whole.py').click();
      const whole = Object.keys(PARTS).filter((part) => !broken.includes(part));
      for (const part of whole) await until(`the part ${part}`, async () => (await PARTS[part]?.(page)) ?? false);
      for (const part of broken) assert.equal(await PARTS[part]?.(page), false, part);
      const sentences = page.getByText(english['part.broken']);
      const report = /^Vitrina: the part “(.*)” cannot be shown\. TypeError/;
      const reported = (): Set<string> => new Set(complaints.all.map((text) => report.exec(text)?.[1] ?? text));
      const shown = await sentences.count();
      assert.ok(shown === 0 || broken.length > 0);
      // What the console says arrives by itself.
      await until('a report of each sentence', () => Promise.resolve(reported().size >= shown));
      for (const part of reported()) assert.ok(broken.includes(part), part);
    } finally {
      await context.close();
    }
  });
}

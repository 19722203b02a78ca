import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Exchange } from '../../protocol/types.generated';
import { exchangeRow, launch, openPanel, until } from './browser';
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
  browser = await launch();
  serving = await serveLab();
  const script = path.join(serving.root, 'cgi-bin/whole.py');
  await writeFile(script, SCRIPT);
  await chmod(script, 0o755);
});

after(async () => {
  await browser.close();
  await serving.stop();
});

/** Every part of the script's exchange, as its section is named, and how one sees that it is there. */
const PARTS: Record<string, (page: Page) => Promise<boolean>> = {
  'What a browser makes of it': (page) => page.locator('[data-fate="shown"]').isVisible(),
  Notes: (page) => page.getByRole('list', { name: 'Notes' }).isVisible(),
  Response: (page) => page.getByText('HTTP/1.1 200 OK').isVisible(),
  'Response headers': (page) => page.getByRole('table', { name: 'Response headers' }).isVisible(),
  Request: (page) => page.getByText('GET /cgi-bin/whole.py HTTP/1.1').isVisible(),
  'Request headers': (page) => page.getByRole('table', { name: 'Request headers' }).isVisible(),
  Script: (page) => page.getByText('Exit code').isVisible(),
  'Standard error': (page) => page.getByText('to the error output').isVisible(),
  Environment: (page) => page.getByText(/^Environment: \d+ variables$/).isVisible(),
  'Time and size': (page) => page.getByText('Last byte sent').isVisible(),
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
  ['the command null', put(null, 'script', 'command'), ['Script']],
  ['the environment null', put(null, 'script', 'env'), ['Environment']],
  ['the notes null', put(null, undefined, 'notes'), ['Notes']],
  [
    'the response’s headers missing',
    put(undefined, 'response', 'headers'),
    ['Response headers', 'What a browser makes of it'],
  ],
  [
    'a null among the request’s headers',
    ({ request }) => {
      if (request) request['headers'] = [null] as unknown as Loose;
    },
    ['Request headers'],
  ],
  ['the request’s head null', put(null, 'request', 'head'), ['Request', 'Request headers']],
  ['the timing missing', put(undefined, undefined, 'timing'), ['Time and size']],
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
      const sentences = page.getByText('Vitrina could not show this part.');
      const report = /^Vitrina: the part “(.*)” cannot be shown\. TypeError/;
      const reported = new Set(complaints.all.map((text) => report.exec(text)?.[1] ?? text));
      assert.equal(await sentences.count(), reported.size);
      for (const part of reported) assert.ok(broken.includes(part), part);
    } finally {
      await context.close();
    }
  });
}

import assert from 'node:assert/strict';
import { after } from 'node:test';
import type { Browser, BrowserContext, CDPSession, Locator, Page } from 'playwright-core';
import { launch } from '../chromium';
import { serveLab, type Serving } from './server';

/** A wait that lasts longer, in milliseconds, is a fault. Generous: machines that test are busy. */
export const LIMIT_MS = 60_000;

let browser: Promise<Browser> | undefined;

after(async () => {
  await (await browser)?.close();
});

/**
 * Chromium, which may ask for this machine by its IPv4-mapped address as well. All test files of a process share it, and
 * it ends after the last: a test opens a context of its own, and closes it.
 */
export const sharedBrowser = (): Promise<Browser> => (browser ??= launch('::ffff:7f00:1'));

/** What a page complained of: errors, warnings and breaches of its policy. */
export interface Complaints {
  readonly all: string[];
}

/** A tab that shows the panel, and what it complains of. */
export async function openPanel(context: BrowserContext, url: string): Promise<{ page: Page; complaints: Complaints }> {
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  const complaints: Complaints = { all: [] };
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.all.push(message.text());
  });
  page.on('pageerror', (error) => complaints.all.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.all.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.addInitScript(`document.addEventListener('securitypolicyviolation', (event) =>
    console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI));`);
  await page.goto(url);
  return { page, complaints };
}

/** A copy of the lab that is served, and its panel in a tab that the tests of a file share. */
export interface LabPanel {
  readonly serving: Serving;
  readonly page: Page;
  /** Ends both. The page may have complained of nothing. */
  close(): Promise<void>;
}

/** @param prepare called before the panel is opened */
export async function openLabPanel(
  prepare?: (serving: Serving, context: BrowserContext) => unknown,
): Promise<LabPanel> {
  const serving = await serveLab('--no-reload');
  const browser = await sharedBrowser();
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1200, height: 900 } });
  await prepare?.(serving, context);
  const { page, complaints } = await openPanel(context, serving.panel);
  return {
    serving,
    page,
    async close() {
      assert.deepEqual(complaints.all, []);
      await context.close();
      await serving.stop();
    },
  };
}

/** The panel in another language. */
export function inLanguage(panel: string, language: string): string {
  const url = new URL(panel);
  url.searchParams.set('lang', language);
  return url.href;
}

export type Field = readonly [name: string, value: string];

/** The fields that a table of the panel shows, in its order. */
export async function shownFields(page: Page, tableName: string): Promise<Field[]> {
  const rows = page.getByRole('table', { name: tableName, exact: true }).getByRole('row');
  await rows.first().waitFor();
  const names = await rows.getByRole('rowheader').allTextContents();
  const values = await rows.locator('.value').allTextContents();
  return names.map((name, index) => [name, values[index] ?? '']);
}

/** The line of the list for the newest exchange with a target. */
export function exchangeRow(page: Page, target: string): Locator {
  return page
    .getByRole('option')
    .filter({ has: page.getByTitle(target, { exact: true }) })
    .last();
}

/** Opens an address in a tab that has nothing cached, and gives the head of the response as Chromium received it. */
export async function receivedHead(browser: Browser, url: string): Promise<string> {
  const context = await browser.newContext();
  const tab = await context.newPage();
  tab.setDefaultTimeout(LIMIT_MS);
  try {
    const session = await context.newCDPSession(tab);
    await session.send('Network.enable');
    const head = headOf(session, url);
    await tab.goto(url);
    return await head;
  } finally {
    await context.close();
  }
}

/** Chromium tells a response's address in one event and its raw head in another. */
function headOf(session: CDPSession, url: string): Promise<string> {
  const heads = new Map<string, string>();
  const asked = new Set<string>();
  return new Promise((resolve, reject) => {
    const look = (requestId: string): void => {
      const head = heads.get(requestId);
      if (asked.has(requestId) && head !== undefined) resolve(head);
    };
    session.on('Network.requestWillBeSent', ({ requestId, request }) => {
      if (request.url !== url) return;
      asked.add(requestId);
      look(requestId);
    });
    session.on('Network.responseReceivedExtraInfo', ({ requestId, headersText }) => {
      if (headersText === undefined) {
        if (asked.has(requestId)) reject(new Error('Chromium told no raw head'));
        return;
      }
      heads.set(requestId, headersText);
      look(requestId);
    });
  });
}

/** The fields of a raw head, in their order and letter case. */
export function fieldsOf(head: string): Field[] {
  const [, ...lines] = head.split('\r\n').filter((line) => line !== '');
  return lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
}

/** Waits until a condition holds; the condition is asked again and again. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${what}: not within ${String(LIMIT_MS / 1000)} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

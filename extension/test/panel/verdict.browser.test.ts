import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { launchWhole } from '../chromium';
import { LIMIT_MS, until } from './browser';
import { type Answered, serveFolder } from './server';
import { type Case, type How, printed } from './verdictCase';
import { CASES } from './verdictTable';
import { ASK } from './verdictQuestions';

// Each response comes from the server, and the server says what becomes of it; then Chromium is asked what became of it.

const SCRIPT = '#!/bin/sh\nexec cat "${0%/*}/of/$QUERY_STRING"\n';

const IMPORTER = `onmessage = ({ data }) => {
  try { importScripts(data); postMessage('applied'); } catch { postMessage('refused'); }
}`;

/** Where a response is. */
const targetOf = (index: number): string => `/cgi-bin/answer.sh?${String(index)}`;

/** A document of film asks once more, for the film, and may be answered that first. */
const isFilmOfDocument = ({ target, verdict }: Answered): boolean =>
  ['audio', 'video'].includes(verdict?.destination ?? '') && CASES[Number(target.split('?')[1])]?.how !== 'audio';

test('what the server says of a response is what Chromium makes of it', { timeout: 5 * LIMIT_MS }, async () => {
  assert.ok(CASES.length >= 300);
  const root = await mkdtemp(path.join(tmpdir(), 'vitrina-verdict-'));
  await mkdir(path.join(root, 'cgi-bin/of'), { recursive: true });
  await writeFile(path.join(root, 'cgi-bin/answer.sh'), SCRIPT);
  await chmod(path.join(root, 'cgi-bin/answer.sh'), 0o755);
  await writeFile(path.join(root, 'standards.html'), '<!doctype html><title>x</title><body><p>x');
  await writeFile(path.join(root, 'importer.js'), IMPORTER);
  await writeFile(path.join(root, 'quirks.html'), '<title>x</title><body><p>x');
  await Promise.all(CASES.map((each, index) => writeFile(path.join(root, 'cgi-bin/of', String(index)), printed(each))));
  const serving = await serveFolder(root, '--no-reload', '--interpreter', '.sh=/bin/sh');
  const browser = await launchWhole(); // with its viewer for PDF
  try {
    const page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(LIMIT_MS);
    const said = (): Map<string, string> =>
      new Map(
        serving.answered
          .filter((each) => !isFilmOfDocument(each))
          .toReversed()
          .map(({ target, verdict }) => [target, verdict ? inWords(verdict) : 'nothing said']),
      );
    const says: Says = async (target) => {
      await until(`a verdict on ${target}`, () => Promise.resolve(said().has(target)));
      return said().get(target) ?? '';
    };
    const made = await ask(page, serving.url, says);
    for (const index of CASES.keys()) await says(targetOf(index));
    const verdicts = said();
    const wrong = CASES.flatMap(({ name }, index) => {
      const [verdict, truth] = [verdicts.get(targetOf(index)), made.get(index)];
      return verdict === truth ? [] : [`${name}: ${String(verdict)}, but Chromium: ${String(truth)}`];
    });
    assert.deepEqual(wrong, []);
  } finally {
    await browser.close();
    await serving.stop();
    await rm(root, { recursive: true, force: true });
  }
});

/** What the server says of a response. */
type Says = (target: string) => Promise<string>;

/** A verdict as Chromium can be asked for it: of a document its type too. */
function inWords({ fate, type, destination }: { fate: string; type: string; destination: string }): string {
  const document = ['document', 'iframe', 'object', 'embed'].includes(destination);
  if (!document) return fate;
  if (fate === 'shown' || (fate === 'empty' && type !== '')) return `a document, ${type}`;
  return fate;
}

/** What became of each, by its number. */
async function ask(page: Page, base: string, says: Says): Promise<Map<number, string>> {
  const made = new Map<number, string>();
  const of = (how: (each: How) => boolean): [number, Case][] =>
    [...CASES.entries()].filter(([, each]) => how(each.how));
  const other = base.replace('127.0.0.1', 'localhost');
  const downloaded = new Set<string>();
  page.on('download', (download) => {
    downloaded.add(new URL(download.url()).search.slice(1));
    void download.cancel();
  });
  for (const [how, question] of Object.entries(ASK)) {
    await page.goto(new URL(how === 'styleQuirks' ? 'quirks.html' : 'standards.html', base).href);
    const numbers = of((each) => each === how).map(([number]) => number);
    const urls = numbers.map((number) => new URL(targetOf(number), how.endsWith('Across') ? other : base).href);
    const results = await page.evaluate<string[]>(`Promise.all(${JSON.stringify(urls)}.map(${question}))`);
    results.forEach((result, index) => made.set(numbers[index] ?? -1, result));
  }
  await frames(
    page,
    base,
    of((how) => how === 'frame' || how === 'object'),
    made,
    downloaded,
  );
  await documents(
    page,
    base,
    of((how) => how === 'document' || how === 'saved'),
    made,
    says,
  );
  return made;
}

/** Each has a tab of its own, in which nothing that comes late disturbs the next. */
async function documents(
  page: Page,
  base: string,
  all: readonly [number, Case][],
  made: Map<number, string>,
  says: Says,
): Promise<void> {
  const batch = 8;
  for (let begin = 0; begin < all.length; begin += batch) {
    const opened = all.slice(begin, begin + batch).map(async ([number, { how }]) => {
      const tab = await page.context().newPage();
      await tab.goto(new URL('standards.html', base).href);
      const url = new URL(targetOf(number), base).href;
      const said = (): Promise<string> => says(targetOf(number));
      made.set(number, await (how === 'saved' ? save(tab, url, said) : navigate(tab, url, said)));
      await tab.close();
    });
    await Promise.all(opened);
  }
}

/** Frames tell when they have a document, and downloads are told by the browser; what is refused has a document of its own. */
async function frames(
  page: Page,
  base: string,
  all: readonly [number, Case][],
  made: Map<number, string>,
  downloaded: ReadonlySet<string>,
): Promise<void> {
  const batch = 40;
  for (let begin = 0; begin < all.length; begin += batch) {
    await page.goto(new URL('standards.html', base).href);
    const some = all.slice(begin, begin + batch);
    const asked = some.map(([number, { how, status }]) => [number, how, status, targetOf(number)]);
    await page.evaluate(`
      window.made = {};
      for (const [number, how, status, target] of ${JSON.stringify(asked)}) {
        const element = document.createElement(how === 'frame' ? 'iframe' : 'object');
        const tell = (what) => { window.made[number] ??= what; };
        element.onload = () => {
          const type = element.contentDocument?.contentType;
          tell(type ? 'a document, ' + type : 'refused');
        };
        element.onerror = () => tell('refused');
        if (status === 204) tell('empty');
        element[how === 'frame' ? 'src' : 'data'] = target;
        document.body.append(element);
      }`);
    let told: Record<string, string> = {};
    await until(`the documents from ${String(begin)}`, async () => {
      told = await page.evaluate<Record<string, string>>('window.made');
      return some.every(([number]) => told[String(number)] !== undefined || downloaded.has(String(number)));
    });
    for (const [number] of some) made.set(number, told[String(number)] ?? 'downloaded');
  }
}

/**
 * How long to look for what the server does not say: a download, or Chromium's own error page. For what it does say, a busy
 * machine has as long as it takes.
 */
const SOON_MS = 2000;

/** What becomes of an address that is opened in a tab. */
async function navigate(page: Page, url: string, said: () => Promise<string>): Promise<string> {
  const download = page
    .waitForEvent('download', { timeout: LIMIT_MS })
    .then(async (begun) => ((await begun.failure()) === null ? 'downloaded' : 'empty'));
  // Where a document comes instead, nobody waits for the download any more.
  download.catch(() => undefined);
  const opened = page.goto(url, { waitUntil: 'commit' }).then(
    async () => page.evaluate<string>(documentWithin((await said()) === 'refused' ? SOON_MS : LIMIT_MS)),
    (error: unknown) => {
      // The whole Chromium shows a page of its own in place of an error without a body.
      if (String(error).includes('ERR_HTTP_RESPONSE_CODE_FAILURE')) return 'empty';
      // A navigation that becomes a download is broken off, and so is one that leaves the page as it is.
      if (/Download is starting|ERR_ABORTED/.test(String(error))) return withoutDocument(page, said);
      if (String(error).includes('net::ERR_')) return 'refused';
      throw error;
    },
  );
  return Promise.race([download, opened]);
}

/** What becomes of a link with the attribute download. */
async function save(page: Page, url: string, said: () => Promise<string>): Promise<string> {
  const download = page
    .waitForEvent('download', { timeout: LIMIT_MS })
    .then(async (begun) => ((await begun.failure()) === null ? 'downloaded' : 'refused'));
  download.catch(() => undefined);
  await page.evaluate(
    `Object.assign(document.createElement('a'), { href: ${JSON.stringify(url)}, download: 'x' }).click()`,
  );
  const none = said().then((verdict) => (verdict === 'downloaded' ? download : pause(SOON_MS).then(() => 'refused')));
  return Promise.race([download, none]);
}

/** A document that breaks off before its first byte has no element. */
const documentWithin = (milliseconds: number): string => `(async () => {
  for (const begin = Date.now(); !document.documentElement && Date.now() - begin < ${String(milliseconds)}; )
    await new Promise((resolve) => setTimeout(resolve, 20));
  return document.documentElement ? 'a document, ' + document.contentType : 'refused';
})()`;

/** Chromium's error page, or the page before. */
async function withoutDocument(page: Page, said: () => Promise<string>): Promise<string> {
  const refused = page.waitForURL(/^chrome-error:/, { timeout: LIMIT_MS, waitUntil: 'commit' }).then(() => 'refused');
  refused.catch(() => undefined);
  // A download is looked for by who asks.
  const none = said().then((verdict) =>
    verdict === 'refused' ? refused : pause(verdict === 'downloaded' ? LIMIT_MS : SOON_MS).then(() => 'empty'),
  );
  return Promise.race([refused, none]);
}

/** Keeps no process from its end. */
const pause = (milliseconds: number): Promise<void> => setTimeout(milliseconds, undefined, { ref: false });

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launch, launchWithPageCache } from '../chromium';
import { Proxy } from './proxy';
import { Run } from './run';
import type { Host, Scenario } from './scenario';
import { Sites } from './sites';
import { table } from './table';
import { Window } from './window';

// What a browser shows after files have changed: every scenario of the table, in a plain tab and in the live view.

/** How many run side by side: most of the time they wait. */
const AT_ONCE = 6;
/** How long a condition may take, in milliseconds. Generous: machines that test are busy. */
const LIMIT_MS = 60_000;
const HOSTS: readonly Host[] = ['tab', 'view'];

const VIEWPORT = { width: 400, height: 300 };

const browsers: Browser[] = [];
let context: BrowserContext;
/** A browser of its own, for the few scenarios that need it. */
let keeping: Promise<BrowserContext> | undefined;
const sites = new Sites();
/** Pages that no run uses: one that is used again costs less than a new one. */
const idle: Page[] = [];

before(async () => {
  await sites.server.initialize();
  context = await contextOf(launch());
});

after(async () => {
  for (const browser of browsers) await browser.close();
  await sites.server.stop();
});

async function contextOf(launching: Promise<Browser>): Promise<BrowserContext> {
  const browser = await launching;
  browsers.push(browser);
  return browser.newContext({ viewport: VIEWPORT });
}

async function runScenario(scenario: Scenario, host: Host): Promise<void> {
  const served = await sites.serve(scenario);
  const proxy = scenario.proxy ? await Proxy.before(served.site.port) : undefined;
  const own = scenario.kept ? await (keeping ??= contextOf(launchWithPageCache())) : context;
  const page = (scenario.kept ? undefined : idle.pop()) ?? (await own.newPage());
  const window = new Window(page, host, proxy?.url ?? served.site.url);
  const run = new Run(scenario, host, served, window, own, proxy, LIMIT_MS);
  try {
    await run.take();
    if (!scenario.kept && (await window.leave())) idle.push(page);
  } finally {
    // A page that is on its way elsewhere may close long after; the browser's end closes it as well.
    if (!idle.includes(page)) void page.close();
    for (const other of run.others) await other.page.close();
    await proxy?.close();
    await served.close();
  }
}

describe('live reload', { concurrency: AT_ONCE }, () => {
  for (const [subject, scenarios] of Object.entries(table)) {
    for (const scenario of scenarios) {
      for (const host of scenario.hosts ?? HOSTS) {
        const name = `${subject}: ${scenario.name} (${host})`;
        test(name, { timeout: 5 * LIMIT_MS }, () => runScenario(scenario, host));
      }
    }
  }
});

test('no two scenarios have the same name', () => {
  for (const [subject, scenarios] of Object.entries(table)) {
    const names = scenarios.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length, subject);
  }
});

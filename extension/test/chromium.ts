// The browser that tests drive.
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

const WHOLE = process.env['VITRINA_CHROMIUM'] ?? '/usr/bin/chromium';
/** Chromium without its windows, which draws and runs pages alike and costs less; it lacks the viewer for PDF. */
const SHELL = process.env['VITRINA_HEADLESS_SHELL'] ?? WHOLE;

/**
 * Playwright's own list, which this one takes the place of, but for what only matters on Windows and in Edge; and behind it
 * two pages for suggestions in the address bar, which each new window loads: they cost a second of CPU, more than most
 * pages under test.
 */
const DISABLED_FEATURES = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...[
    'HttpsFirstBalancedModeAutoEnable',
    'LensOverlay',
    'MediaRouter',
    'PaintHolding',
    'ThirdPartyStoragePartitioning',
  ],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled'],
  ...['PreconnectToSearch', 'SpareRendererForSitePerProcess', 'PreloadTopChromeWebUI'],
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'],
];

/**
 * Chromium without what talks to the outside: only this machine can be reached.
 *
 * @param hosts further names and addresses of this machine, as host-resolver-rules excludes them
 */
export const launch = (...hosts: string[]): Promise<Browser> => start(SHELL, hosts, []);

/** The same with all that people have: its viewers, too. */
export const launchWhole = (): Promise<Browser> => start(WHOLE, [], []);

/** The same with its back/forward cache, which Playwright switches off: a page that is left is kept as it is. */
export const launchWithPageCache = (): Promise<Browser> => start(SHELL, [], ['--disable-back-forward-cache']);

function start(program: string, hosts: readonly string[], withoutArguments: string[]): Promise<Browser> {
  const own = ['127.0.0.1', 'localhost', ...hosts].map((host) => `EXCLUDE ${host}`);
  return chromium.launch({
    executablePath: program,
    headless: true,
    ignoreDefaultArgs: withoutArguments,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', `--disable-features=${DISABLED_FEATURES.join(',')}`],
      `--host-resolver-rules=${['MAP * ~NOTFOUND', ...own].join(', ')}`,
    ],
  });
}

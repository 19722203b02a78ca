// The browser that tests drive.
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

const PROGRAM = process.env['VITRINA_CHROMIUM'] ?? '/usr/bin/chromium';

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
export const launch = (...hosts: string[]): Promise<Browser> => start(hosts, []);

/** The same with its back/forward cache, which Playwright switches off: a page that is left is kept as it is. */
export const launchWithPageCache = (): Promise<Browser> => start([], ['--disable-back-forward-cache']);

function start(hosts: readonly string[], withoutArguments: string[]): Promise<Browser> {
  const own = ['127.0.0.1', 'localhost', ...hosts].map((host) => `EXCLUDE ${host}`);
  return chromium.launch({
    executablePath: PROGRAM,
    headless: true,
    ignoreDefaultArgs: withoutArguments,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', `--disable-features=${DISABLED_FEATURES.join(',')}`],
      `--host-resolver-rules=${['MAP * ~NOTFOUND', ...own].join(', ')}`,
    ],
  });
}

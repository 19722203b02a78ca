import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { sharedBrowser, LIMIT_MS, until } from './browser';
import { serveFolder, type Serving } from './server';

// A page that live reload follows is, for its own scripts and for its reader, the page that it is without.

/** What the page sees of itself while it is parsed, and an error, whose line is reported. */
const PROBE =
  '<script id="probe">seen.push([document.scripts[0].id, document.scripts.length, document.head?.innerHTML, document.documentElement.childNodes.length,' +
  ' document.currentScript.previousSibling?.nodeName, document.querySelector("script:first-of-type")?.id, document.compatMode])</script>';
const FAULT = '<script id="fault">\n\nnope()\n</script>';
const XHTML = 'xmlns="http://www.w3.org/1999/xhtml"';
const XML_PROBE =
  '<script id="probe">seen.push([document.scripts[0].id, document.documentElement.childNodes.length, document.documentElement.firstElementChild.tagName])</script>';
const SVG_PROBE = '<script id="probe">seen.push([document.documentElement.firstElementChild.tagName])</script>';

const policy = (value: string): string => `<meta http-equiv="Content-Security-Policy" content="${value}">`;
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf16 = (text: string): Buffer => Buffer.from('\ufeff' + text, 'utf16le');
const utf16be = (text: string): Buffer => utf16(text).swap16();
const script = (output: string): string => `#!/bin/sh\ncat <<'END'\n${output}\nEND\n`;
const long = `<p>${'Long, and longer. '.repeat(130)}</p>\n`.repeat(600);

/** Documents by the path that they have. */
const followed: Record<string, string | Buffer> = {
  'whole.html': `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Whole</title>\n${PROBE}\n</head>\n<body>\n<p>ñ</p>\n${FAULT}\n</body>\n</html>\n`,
  'one-line.html': `<!doctype html><html><head><title>a</title>${PROBE}</head><body>x${FAULT}</body></html>`,
  'no-head.html': `<!doctype html>\n${PROBE}<p>x</p>${FAULT}`,
  'no-doctype.html': `<html><head>${PROBE}</head><body><table><tr><td>x${FAULT}`,
  'fragment.html': `<p>one\n<p>two${PROBE}${FAULT}`,
  'text.html': `only text ${PROBE}`,
  'nothing.html': '',
  'spaces.html': `\n\n  \n${PROBE}x`,
  'comments.html': `<!-- <head> -->\n<!doctype html>\n<!-- </head> -->\n${PROBE}<p>x`,
  'old-comment.html': `<!--[if IE]><html class="ie"><![endif]-->\n<!doctype html>${PROBE}<p>x`,
  'limited-quirks.html': `<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">${PROBE}<p>x`,
  'quirks.html': `<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 3.2//EN">${PROBE}<p>x`,
  'capitals.html': `<!DOCTYPE HTML><HTML><HEAD><META CHARSET=utf-8><TITLE>C</TITLE>${PROBE}</HEAD><BODY>x</BODY></HTML>`,
  'body-only.html': `<!doctype html><body class="b">${PROBE}<p>x</body>`,
  'attributes.html': `<!doctype html><html class="a" data-x="<head>"><head id="h">${PROBE}</head><body onload="1">x`,
  'title-markup.html': `<title><script>1</script></title>${PROBE}<p>x`,
  'open-comment.html': `<!doctype html><p>x${PROBE}<!-- never closed <p>y`,
  'open-title.html': `<!doctype html><title>x</title>${PROBE}<title>never closed`,
  'textarea.html': `<!doctype html><textarea><head></head></textarea>${PROBE}`,
  'template.html': `<!doctype html><template id="t"><p>x</p></template>${PROBE}<p>x`,
  'noscript.html': `<!doctype html><head><noscript><link rel="stylesheet" href="x.css"></noscript>${PROBE}</head>x`,
  'frames.html': `<html><head><title>f</title>${PROBE}</head><frameset cols="*,*"><frame src="text.html"><frame src="nothing.html"></frameset></html>`,
  'plaintext.html': `<!doctype html>${PROBE}<plaintext><p>x</p>`,
  'base.html': `<!doctype html><head>${PROBE}<base href="/deep/er/"></head><a href="x">x</a>`,
  'base-first.html': `<!doctype html><base href="https://example.com/x/">${PROBE}<p>x`,
  'deep/er/base.html': `<!doctype html><base href="/">${PROBE}<p>x`,
  'import-map.html': `<!doctype html><script type="importmap">{"imports":{"a":"data:text/javascript,window.mapped=1"}}</script><script type="module">import "a"; seen.push(window.mapped)</script>${PROBE}`,
  'module.html': `<!doctype html><script type="module" id="m">seen.push(document.scripts[0].id)</script>${PROBE}`,
  'defer.html': `<!doctype html><script defer src="seen.js" id="d"></script>${PROBE}<p>x`,
  'blocking.html': `<!doctype html><head><script src="seen.js" id="b"></script>${PROBE}</head>x`,
  'writes.html': `<!doctype html><head><script id="w">document.write("<meta name=x>");</script>${PROBE}</head>x`,
  'push-state.html': `<!doctype html><script id="s">history.replaceState(null, "", "/some/where/else")</script>${PROBE}`,
  'shadow.html': `<!doctype html><div><template shadowrootmode="open"><p>x</p></template></div>${PROBE}`,
  'crlf.html': `<!doctype html>\r\n<title>x</title>\r\n${PROBE}\r\n<p>x\r\n${FAULT}`,
  'utf-8-mark.html': `\ufeff<!doctype html><title>ñ</title>${PROBE}<p>ñ`,
  'utf-16.html': utf16(`<!doctype html><title>ñ</title>${PROBE}<p>ñ${FAULT}`),
  'utf-16-be.html': utf16be(`<!doctype html><title>ñ</title>${PROBE}<p>ñ`),
  'large.html': `<!doctype html>\n<title>Large</title>\n${PROBE}\n${long}${FAULT}`,
  'no-extension': `<!doctype html><title>x</title>${PROBE}<p>x`,
  'unknown.extension': `\n <p>x${PROBE}`,
  'policy.html': `<!doctype html>${policy("default-src 'self'")}<title>x</title><p>x`,
  'policy-inline.html': `<!doctype html>${policy("script-src 'self' 'unsafe-inline'")}<title>x</title>${PROBE}<p>x`,
  'page.xhtml': `<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html ${XHTML}>\n<head>\n<title>X</title>${XML_PROBE}</head>\n<body><p>ñ</p>${FAULT}</body>\n</html>\n`,
  'bare.xhtml': `<html ${XHTML}><body>${XML_PROBE}<p/></body></html>`,
  'latin-1.xhtml': latin1(
    `<?xml version="1.0" encoding="ISO-8859-1"?><html ${XHTML}><head><title>ñ</title></head></html>`,
  ),
  'picture.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>S</title>${SVG_PROBE}<rect width="5" height="5"/></svg>`,
  'prefixed.svg': `<?xml version="1.0"?>\n<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0 0 1 1">\n<s:circle r="1"/></s:svg>`,
  'cgi-bin/typed.sh': script(
    `Content-Type: text/html; charset=utf-8\n\n<!doctype html>\n<title>ñ</title>${PROBE}<p>ñ${FAULT}`,
  ),
  'cgi-bin/untyped.sh': script(`<!doctype html>\n<title>x</title>${PROBE}<p>x`),
  'cgi-bin/latin-1.sh': latin1(
    script(`Content-Type: text/html; charset=iso-8859-1\n\n<title>\xf1</title>${PROBE}<p>\xf1`),
  ),
  'cgi-bin/late-charset.sh': script(
    `Content-Type: text/html\n\n<!doctype html><link rel="icon" href="data:,${'x'.repeat(880)}"><meta charset="utf-8">${PROBE}<p>ñ`,
  ),
  'cgi-bin/declared.sh': latin1(script(`Content-Type: text/html\n\n<meta charset="iso-8859-2">${PROBE}<p>\xb1`)),
  'cgi-bin/error.sh': script(`Status: 404\nContent-Type: text/html\n\n<!doctype html>${PROBE}<p>No.`),
  'cgi-bin/path.sh/a/b': '',
};

const notFollowed: Record<string, string | Buffer> = {
  'policy-none.html': `<!doctype html>${policy("default-src 'none'")}<title>x</title><p>x`,
  'policy-socket.html': `<!doctype html>${policy("connect-src 'none'")}<title>x</title>${PROBE}<p>x`,
  'nonce.html': `<!doctype html>${policy("script-src 'nonce-abc'")}<title>x</title><script nonce="abc" id="n">seen.push(document.scripts[0].id)</script><p>x`,
  'text.txt': '<!doctype html><p>x',
  'list.unknown': '<ul><li>x',
};

let browser: Browser;
let folder: string;
let plain: Serving;
let serving: Serving;
let plainTab: Tab;
let tab: Tab;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vitrina-injected-'));
  const documents = {
    ...followed,
    ...notFollowed,
    'seen.js': 'seen.push([document.scripts[0].id, document.scripts.length])',
  };
  for (const [name, content] of Object.entries(documents)) {
    if (name.includes('.sh/')) continue;
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
    if (name.endsWith('.sh')) await chmod(path.join(folder, name), 0o755);
  }
  const deep = path.join(folder, 'cgi-bin', 'path.sh');
  await writeFile(deep, script(`Content-Type: text/html\n\n<!doctype html><title>x</title>${PROBE}<p>x`));
  await chmod(deep, 0o755);
  browser = await sharedBrowser();
  plain = await serveFolder(folder, '--no-reload');
  serving = await serveFolder(folder);
  [plainTab, tab] = [await newTab(), await newTab()];
});

after(async () => {
  await plain.stop();
  await serving.stop();
  for (const { page } of [plainTab, tab]) await page.context().close();
  await rm(folder, { recursive: true, force: true });
});

/** All that a reader and the page's own scripts can tell of a page. */
const observe = (page: Page): Promise<unknown> =>
  page.evaluate(`({
    compatMode: document.compatMode,
    characterSet: document.characterSet,
    contentType: document.contentType,
    title: document.title,
    first: document.scripts[0]?.id,
    scripts: document.scripts.length,
    headChildren: document.head?.childElementCount,
    text: (document.body ?? document.documentElement).innerText,
    markup: document.documentElement.outerHTML,
    seen,
    faults,
  })`);

/** A tab in which one page after the other is opened, and the pages that the sockets of the present one are for. */
interface Tab {
  readonly page: Page;
  sockets: string[];
  /** What the pages told of themselves, by their targets. */
  told: Map<string, Told>;
}

/** What the server learns of a page (server/internal/reload). */
interface Told {
  readonly type: string;
  readonly page: string;
  readonly contentType: string;
  readonly compatMode: string;
  readonly characterSet: string;
}

/** Opens a tab. One for each server is enough, since a page knows nothing of the one that was there before. */
async function newTab(): Promise<Tab> {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  await page.addInitScript(`globalThis.seen = []; globalThis.faults = [];
    addEventListener('error', (event) => event.lineno && faults.push([event.message, event.lineno]));`);
  const tab: Tab = { page, sockets: [], told: new Map() };
  page.on('websocket', (socket) => {
    tab.sockets.push(new URL(socket.url()).searchParams.get('page') ?? '');
    socket.on('framesent', ({ payload }) => {
      const message = JSON.parse(String(payload)) as Told;
      if (message.type === 'observed') tab.told.set(message.page, message);
    });
  });
  return tab;
}

/** Opens a page of a server and looks at it. */
async function open(tab: Tab, root: string, name: string, connects: boolean): Promise<unknown> {
  const { page } = tab;
  tab.sockets = [];
  tab.told.clear();
  const connected = connects ? page.waitForEvent('websocket') : undefined;
  await page.goto(new URL(name, root).href, { waitUntil: 'load' });
  await connected;
  return observe(page);
}

for (const [documents, connects] of [
  [followed, true],
  [notFollowed, false],
] as const) {
  for (const name of Object.keys(documents)) {
    test(`${name} is the same page ${connects ? 'where it is followed' : 'and is left alone'}`, async () => {
      const without = await open(plainTab, plain.url, name, false);
      const withLine = await open(tab, serving.url, name, connects);
      assert.deepEqual(withLine, without);
      assert.deepEqual(plainTab.sockets, []);
      assert.equal(tab.sockets.includes(`/${name}`), connects); // its frames have their own
      if (!connects) return;
      await until('it tells what the browser made of it', () => Promise.resolve(tab.told.has(`/${name}`)));
      const { contentType, compatMode, characterSet } = tab.told.get(`/${name}`) ?? {};
      assert.deepEqual({ ...(withLine as object), contentType, compatMode, characterSet }, withLine);
    });
  }
}

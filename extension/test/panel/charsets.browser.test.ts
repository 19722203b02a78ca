import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { launch } from '../chromium';
import { LIMIT_MS, until } from './browser';
import { serveFolder } from './server';
import { binary } from './verdictCase';

// The server says in which encoding Chromium reads a response; then Chromium is asked in which one it did.

const SCRIPT = '#!/bin/sh\nexec cat "${0%/*}/of/$QUERY_STRING"\n';

/** Two bytes that are one letter in UTF-8, and two in the others. */
const PROBE = '\xc3\xa9';

/** The page that asks, in an encoding that is nobody's fallback. */
const PAGE = '<!doctype html><meta charset=windows-1251><title>x</title><p>x</p>';

const late = 'x'.repeat(1100);
const koi8 = '; charset=koi8-r';

const DOCUMENTS: readonly (readonly [type: string, body: string])[] = [
  ...['', koi8, '; charset="KOI8-R"', '; charset=none-such', '; charset = koi8-r', "; charset='koi8-r'"].map(
    (charset) => [`text/html${charset}`, `<meta charset=windows-1251><p>${PROBE}`] as const,
  ),
  ...['; charset=utf-7', '; charset=utf-16', '; charset=iso-2022-kr', '; charset=x-user-defined', ''].map(
    (charset) => [`text/html${charset}`, `<p>${PROBE}`] as const,
  ),
  ...[
    '<script>"<meta charset=koi8-r>"</script>',
    '<!-- <meta charset=koi8-r> -->',
    `<!-- ${late} --><meta charset=koi8-r>`,
    `<title>${late}</title><meta charset=koi8-r>`,
    `<body>${late}<meta charset=koi8-r>`,
    `<meta charset=utf-16>`,
    '<meta charset="\'koi8-r\'">',
    '<meta http-equiv=content-type content="charset charset = koi8-r x">',
    '<meta http-equiv=content-type content="charset=none-such; charset=koi8-r">',
    '<?xml version="1.0" encoding="koi8-r"?>',
    '<?xml version="1.0" encoding="koi8-r"?><meta charset=windows-1251>',
    '\xef\xbb\xbf<meta charset=koi8-r>',
    '\xff\xfe',
  ].map((start) => ['text/html', `${start}<p>${PROBE}`] as const),
  ...['text/xml', 'application/xhtml+xml', 'image/svg+xml', 'text/xml; charset=windows-1251'].flatMap((type) =>
    ['', '<?xml version="1.0" encoding="koi8-r"?>', '<?xml version="1.0" encoding="utf-16"?>'].map(
      (start) => [type, `${start}<a>${PROBE}</a>`] as const,
    ),
  ),
  ...['text/plain', 'text/css', 'text/javascript', 'application/json', 'application/rss+xml'].flatMap((type) => [
    [type, PROBE] as const,
    [type + koi8, PROBE] as const,
  ]),
  ['text/css', `@charset "koi8-r";${PROBE}`],
];

/** How a page gets the text of the probe: a function of an address. */
const ASK: Readonly<Record<string, readonly [type: string, start: string, end: string, ask: string]>> = {
  style: [
    'text/css',
    `p::before { content: "`,
    '" }',
    `(url) => new Promise((tell) => {
      const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url });
      link.onload = () => {
        const { content } = getComputedStyle(document.querySelector('p'), '::before');
        link.remove();
        tell(content.slice(1, -1));
      };
      document.head.append(link);
    })`,
  ],
  script: ['text/javascript', 'self.got = "', '"', element('script', `{ src: url }`, 'self.got')],
  module: ['text/javascript', 'self.got = "', '"', element('script', `{ src: url, type: 'module' }`, 'self.got')],
  json: ['application/json', '"', '"', `(url) => import(url, { with: { type: 'json' } }).then((made) => made.default)`],
  worker: ['text/javascript', 'postMessage("', '")', worker('url')],
  importScripts: [
    'text/javascript',
    'postMessage("',
    '")',
    worker(`URL.createObjectURL(new Blob(["importScripts('" + url + "')"], { type: 'text/javascript' }))`),
  ],
  request: [
    'text/plain',
    '',
    '',
    `(url) => new Promise((tell) => {
      const request = new XMLHttpRequest();
      request.open('GET', url);
      request.onload = () => tell(request.responseText);
      request.send();
    })`,
  ],
  track: [
    'text/vtt',
    'WEBVTT\n\n00:00.000 --> 00:01.000\n',
    '\n',
    `(url) => new Promise((tell) => {
      const track = Object.assign(document.createElement('track'), { src: url });
      track.onload = () => tell(track.track.cues[0].text);
      const video = document.createElement('video');
      video.append(track);
      document.body.append(video);
      track.track.mode = 'hidden';
    })`,
  ],
  frame: [
    'text/html',
    '<p>',
    '',
    `(url) => new Promise((tell) => {
      const frame = Object.assign(document.createElement('iframe'), { src: url });
      frame.onload = () => tell(frame.contentDocument.querySelector('p').textContent);
      document.body.append(frame);
    })`,
  ],
};

function element(name: string, given: string, got: string): string {
  return `(url) => new Promise((tell) => {
    const element = Object.assign(document.createElement('${name}'), ${given});
    element.onload = () => tell(${got});
    document.head.append(element);
  })`;
}

function worker(from: string): string {
  return `(url) => new Promise((tell) => {
    const worker = new Worker(${from});
    worker.onmessage = ({ data }) => { worker.terminate(); tell(data); };
  })`;
}

test('the encoding that the server says is the one in which Chromium reads', { timeout: 2 * LIMIT_MS }, async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'vitrina-charsets-'));
  await mkdir(path.join(root, 'cgi-bin/of'), { recursive: true });
  await writeFile(path.join(root, 'cgi-bin/answer.sh'), SCRIPT);
  await chmod(path.join(root, 'cgi-bin/answer.sh'), 0o755);
  await writeFile(path.join(root, 'cgi-bin/of/page'), printed('text/html', PAGE));
  const serving = await serveFolder(root, '--no-reload', '--interpreter', '.sh=/bin/sh');
  const browser = await launch();
  let count = 0;
  const address = async (type: string, body: string): Promise<string> => {
    const name = String(++count);
    await writeFile(path.join(root, 'cgi-bin/of', name), printed(type, body));
    return new URL(`/cgi-bin/answer.sh?${name}`, serving.url).href;
  };
  const said = async (url: string): Promise<string> => {
    const target = url.slice(url.indexOf('/cgi-bin/'));
    const answer = () => serving.answered.find((each) => each.target === target);
    await until(`a verdict on ${target}`, () => Promise.resolve(answer() !== undefined));
    return answer()?.verdict?.charset?.label ?? 'nothing';
  };
  try {
    const page = await browser.newPage();
    const wrong: string[] = [];
    for (const [type, body] of DOCUMENTS) {
      const url = await address(type, body);
      await page.goto(url);
      const truth = (await page.evaluate<string>('document.characterSet')).toLowerCase();
      const says = await said(url);
      if (says !== truth) wrong.push(`${type}, ${body.slice(-80)}: ${says}, but Chromium: ${truth}`);
    }
    await page.goto(new URL('/cgi-bin/answer.sh?page', serving.url).href);
    for (const [how, [type, start, end, ask]] of Object.entries(ASK)) {
      const starts = ['', '\xef\xbb\xbf', ...(how === 'style' ? ['@charset "koi8-r";'] : [])];
      for (const before of starts) {
        for (const charset of ['', koi8]) {
          const url = await address(type + charset, before + start + PROBE + end);
          const read = await page.evaluate<string>(`(${ask})(${JSON.stringify(url)})`);
          const says = await said(url);
          const expected = new TextDecoder(says).decode(binary(PROBE));
          if (read !== expected) wrong.push(`${how}, ${type}${charset}, ${before}: ${says}, but Chromium: ${read}`);
        }
      }
    }
    assert.deepEqual(wrong, []);
  } finally {
    await browser.close();
    await serving.stop();
    await rm(root, { recursive: true, force: true });
  }
});

/** What a CGI script prints. */
function printed(type: string, body: string): Uint8Array {
  return binary(`Content-Type: ${type}\n\n${body}`);
}

import { readFileSync } from 'node:fs';
import zlib from 'node:zlib';
import {
  type Case,
  type Type,
  text,
  binary,
  PNG,
  GIF,
  SVG,
  TTF,
  WAV,
  BMP,
  ICO,
  ALL,
  FEW,
  cases,
  nosniff,
  statuses,
  css,
  js,
  html,
  json,
  words,
  nothing,
  few,
  vtt,
} from './verdictCase';
import { ASKED } from './verdictAsked';
import { DRAWN } from './verdictImages';
import { OPENED } from './verdictOpened';

const STYLES: Case[] = [
  ...cases('style', ALL, css),
  ...cases('style', FEW, css, nosniff),
  ...cases('styleQuirks', FEW, css),
  ...cases('styleQuirks', ['text/html', 'text/css', undefined], css, nosniff),
  ...statuses('style', ['text/css', 'text/html', undefined], css, 404, 500, 300, 201),
  ...cases('styleModule', FEW, css),
  ...cases('style', ['text/css'], zlib.gzipSync(css), { fields: ['Content-Encoding: gzip'] }),
];

const SCRIPTS: Case[] = [
  ...cases('script', ALL, js),
  ...cases('script', ALL, js, nosniff),
  ...cases('script', FEW, html),
  ...statuses('script', ['text/javascript', undefined], js, 404, 500, 300, 201),
  ...cases('module', ALL, js),
  ...statuses('module', ['text/javascript'], js, 404, 300, 201),
  ...cases('json', [...FEW, 'application/ld+json', 'text/json'], json),
  ...cases('json', ['application/json'], html),
  ...cases('worker', FEW, js),
  ...cases('worker', FEW, js, nosniff),
  ...statuses('worker', ['text/javascript'], js, 404, 201),
  // Nothing in its request tells a worker that is a module from one that is not.
  ...cases('moduleWorker', ['text/javascript'], js),
  ...cases('moduleWorker', ['text/plain', undefined], js, nosniff),
  ...cases('serviceWorker', ['text/javascript', 'text/plain', undefined, 'application/json'], js),
];

const PICTURES: readonly Uint8Array[] = [
  ...[PNG, GIF, BMP, ICO, text(SVG), text(SVG.replace('/>', '>')), text('<svg/>'), html, words, nothing, few],
  ...[PNG.subarray(0, 12), PNG.subarray(0, 40), PNG.subarray(0, 41), GIF.subarray(0, 35), GIF.subarray(0, 36)],
  ...[BMP.subarray(0, 53), BMP.subarray(0, 54), ICO.subarray(0, 21), ICO.subarray(0, 22), binary('\xff\xd8\xff\xe0')],
  Buffer.from(PNG.toString('latin1').replace('\r\n', '\n'), 'latin1'),
];

const IMAGES: Case[] = [
  ...PICTURES.flatMap((body) => cases('image', ['image/png', 'image/svg+xml', 'text/html', undefined], body)),
  ...cases('image', ALL, PNG),
  ...cases('image', FEW, PNG, nosniff),
  ...statuses('image', ['image/png'], PNG, 404, 500, 201),
  ...cases('image', ['image/svg+xml'], zlib.gzipSync(SVG), { fields: ['Content-Encoding: gzip'] }),
];

/** An image of which a page uses a part; what comes before its fault is used. */
const PART = text(SVG.replace('/>', '><path id="part" d="M0 0h5v5z"/>'));

const OTHERS: Case[] = [
  ...cases('font', FEW, TTF),
  ...[TTF.subarray(0, 100), TTF.subarray(0, 2000), html, nothing].flatMap((body) => cases('font', ['font/ttf'], body)),
  ...statuses('font', ['font/ttf'], TTF, 404),
  ...cases('fetch', FEW, words),
  ...statuses('fetch', ['text/html'], words, 404, 500),
  ...cases('audio', [undefined, 'audio/wav', 'text/html', 'image/png', 'text/plain'], WAV),
  ...[html, words, nothing].flatMap((body) => cases('audio', ['audio/wav'], body)),
  ...statuses('audio', ['audio/wav'], WAV, 404, 201, 300, 206),
  ...['0-8043/8044', '0-8043/*', '5-8043/8044', '*/8044'].flatMap((range) =>
    cases('audio', ['audio/wav'], WAV, { status: 206, fields: [`Content-Range: bytes ${range}`] }),
  ),
  ...cases('text', FEW, words),
  ...statuses('text', ['text/plain'], words, 404, 300, 201),
  ...cases('svgPart', [...ALL, 'text/xml', 'application/xhtml+xml', 'application/rss+xml'], PART),
  ...[text('<svg/>'), words, nothing].flatMap((body) => cases('svgPart', ['image/svg+xml'], body)),
  ...statuses('svgPart', ['image/svg+xml'], PART, 404, 300, 201),
  ...cases('track', [undefined, 'text/vtt', 'text/html'], vtt),
  ...[words, nothing, text('WEBVTTx')].flatMap((body) => cases('track', ['text/vtt'], body)),
  ...statuses('track', ['text/vtt'], vtt, 404),
];

const ACROSS: Case[] = (['fetchAcross', 'moduleAcross', 'fontAcross', 'imageAcross'] as const).flatMap((how) =>
  [
    [],
    ['Access-Control-Allow-Origin: *'],
    ['Access-Control-Allow-Origin: http://a.test'],
    ['Cross-Origin-Resource-Policy: same-origin'],
    ['Cross-Origin-Resource-Policy: cross-origin'],
  ].flatMap((fields) => {
    const [type, body] = {
      fetchAcross: ['text/plain', words] as const,
      moduleAcross: ['text/javascript', js] as const,
      fontAcross: ['font/ttf', TTF] as const,
      imageAcross: ['image/png', PNG] as const,
    }[how];
    return cases(how, [type], body, { fields });
  }),
);

const HTML_TAGS = [
  '<p>',
  '<html\n>',
  '<section>',
  '<!-- x -->',
  '<pre>',
  '  <b>',
  '<svg>',
  '<?xml version="1.0"?><a/>',
];
const KNOWN = ['%PDF-1.4', 'PK\x03\x04', 'GIF89a', '#!/bin/sh', '\x1aE\xdf\xa3', 'II*\0', '\xef\xbb\xbfhola', 'OggS\0'];

const SHOWN: readonly Type[] = [
  ...['text/markdown', 'text/xml', 'application/xhtml+xml', 'application/pdf', 'image/jpeg', 'image/tiff', 'text/rtf'],
  ...['text/calendar', 'application/zip', 'application/x-sh', 'application/typescript', 'application/rss+xml'],
];

const DOCUMENTS: Case[] = [
  ...cases('frame', [...ALL, ...SHOWN], html),
  ...cases('frame', FEW, html, nosniff),
  ...cases('frame', [undefined, 'text/plain', 'text/html', 'image/png'], few),
  ...cases('frame', [undefined, 'text/plain', 'text/html'], PNG),
  ...cases('frame', [undefined, 'text/plain; charset=utf-8'], PNG, nosniff),
  ...cases('frame', [undefined, 'text/html', 'application/octet-stream'], nothing),
  ...[...HTML_TAGS, ...KNOWN].flatMap((start) => cases('frame', [undefined], binary(start))),
  ...cases('frame', ['text/xml'], text('<?xml version="1.0"?><rss version="2.0"/>')),
  ...['attachment', 'inline', 'foo', 'filename=x', 'attachment; filename=a.html', ' ; filename=x'].flatMap((value) =>
    cases('frame', ['text/html'], html, { fields: [`Content-Disposition: ${value}`] }),
  ),
  ...['deny', 'SAMEORIGIN', 'nonsense', 'deny, sameorigin'].flatMap((value) =>
    cases('frame', ['text/html'], html, { fields: [`X-Frame-Options: ${value}`] }),
  ),
  ...["'none'", "'self'", '*', 'http://a.test'].flatMap((sources) =>
    cases('frame', ['text/html'], html, {
      fields: [`Content-Security-Policy: frame-ancestors ${sources}`, 'X-Frame-Options: deny'],
    }),
  ),
  ...statuses('frame', ['text/html', undefined, 'text/css'], html, 404, 500, 300),
  ...statuses('frame', ['text/html'], nothing, 204),
  ...cases('frame', [undefined, 'text/html'], zlib.gzipSync(html), { fields: ['Content-Encoding: gzip'] }),
  ...cases('frame', [undefined], zlib.deflateSync(html), { fields: ['Content-Encoding: deflate'] }),
  ...cases('object', ['text/html', 'text/css', 'image/png', undefined], html),
  ...statuses('object', ['text/html'], html, 404),
  ...cases('document', ['text/html', 'text/css', undefined, 'application/pdf', 'application/zip', 'text/', '/'], html),
  ...cases('document', ['text/html'], html, { fields: ['Content-Disposition: attachment'] }),
  ...cases('document', ['text/html'], html, { fields: ['X-Frame-Options: deny'] }),
  ...statuses('document', ['text/html', 'text/css'], html, 404),
];

/** What the server guesses by; its own test has the rest of the table. */
const TABLE = 'server/internal/verdict/testdata/sniffing.json';
const EACH = 7;

const GUESSED: Case[] = (
  JSON.parse(readFileSync(TABLE, 'utf8')) as { content: string; type?: string; coding?: string }[]
)
  .filter(({ coding }, index) => coding === undefined && index % EACH === 0)
  .flatMap(({ content, type }) => cases('frame', [type], Buffer.from(content, 'base64')));

/** Every response that the browser and the server are asked about. */
export const CASES: readonly Case[] = [
  ...STYLES,
  ...SCRIPTS,
  ...IMAGES,
  ...OTHERS,
  ...ACROSS,
  ...DOCUMENTS,
  ...GUESSED,
  ...OPENED,
  ...DRAWN,
  ...ASKED,
];

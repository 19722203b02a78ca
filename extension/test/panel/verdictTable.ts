import { readFileSync } from 'node:fs';
import zlib from 'node:zlib';

/** How a page asks for a response. */
export type How =
  | ('document' | 'frame' | 'object' | 'style' | 'styleQuirks' | 'styleModule' | 'script' | 'module' | 'json')
  | ('image' | 'font' | 'fetch' | 'worker' | 'moduleWorker' | 'serviceWorker' | 'audio' | 'track')
  | ('fetchAcross' | 'moduleAcross' | 'fontAcross' | 'imageAcross');

/** A response, and how it is asked for. */
export interface Case {
  readonly how: How;
  readonly status: number;
  readonly fields: readonly string[];
  readonly body: Uint8Array;
  readonly name: string;
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const binary = (content: string): Uint8Array => Buffer.from(content, 'latin1');

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5"/>';
const TTF = readFileSync('node_modules/@vscode/codicons/dist/codicon.ttf');

/** A second of silence, 8,000 bytes of PCM. */
const WAV = Buffer.concat([
  binary('RIFF\x64\x1f\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x40\x1f\0\0'),
  Buffer.alloc(8000, 0x80),
]);

/** A picture of 2 by 2 pixels. */
const BMP = Buffer.alloc(70);
BMP.write('BM');
BMP.writeUInt32LE(70, 2);
for (const [value, at] of [
  [54, 10],
  [40, 14],
  [2, 18],
  [2, 22],
] as const)
  BMP.writeUInt32LE(value, at);
for (const [value, at] of [
  [1, 26],
  [24, 28],
] as const)
  BMP.writeUInt16LE(value, at);

/** An icon that holds the PNG. */
const ICO = Buffer.concat([binary('\0\0\x01\0\x01\0\x01\x01\0\0\x01\0\x20\0'), Buffer.alloc(8), PNG]);
ICO.writeUInt32LE(PNG.length, 14);
ICO.writeUInt32LE(22, 18);

const CONTENT = {
  css: text('p { color: rgb(1, 2, 3) }'),
  js: text('self.ran = 1; if (typeof window === "undefined" && self.postMessage) self.postMessage("ran")'),
  html: text('<!doctype html><title>x</title><p>Hola'),
  json: text('{"a": 1}'),
  words: text('hola'),
  nothing: new Uint8Array(),
  few: Uint8Array.of(1, 2, 3, 4),
  vtt: text('WEBVTT\n\n00:00.000 --> 00:01.000\nHola\n'),
};

/** Undefined means no field at all. */
type Type = string | undefined;

const ODD: readonly Type[] = [
  ...[undefined, '', 'TEXT/CSS', 'text/css;', 'text/', '/', 'html', 'css', 'javascript', 'text /css', '"text/css"'],
  ...['text/css, text/plain', 'text/plain, text/css', 'text/html, text/javascript', 'text/javascript, text/html'],
  ...['*/*', 'unknown/unknown', 'application/unknown', 'text/html, */*', 'text/css text/html', 'text/html(comment)'],
];
const USUAL: readonly Type[] = [
  ...['text/css', 'text/css; charset=utf-8', 'text/html', 'text/plain', 'text/javascript', 'application/javascript'],
  ...['application/x-javascript', 'text/ecmascript', 'text/javascript1.5', 'text/jscript', 'application/json'],
  ...['application/ld+json', 'image/png', 'image/svg+xml', 'text/csv', 'audio/mpeg', 'video/mp4', 'application/wasm'],
  ...[
    'application/octet-stream',
    'application/xml',
    'text/x-python',
    'application/x-unknown-content-type',
    'font/woff2',
  ],
];
const ALL = [...USUAL, ...ODD];
/** Types of which each group of rules has some. */
const FEW: readonly Type[] = [
  ...[undefined, 'text/css', 'text/javascript', 'text/html', 'text/plain', 'image/png', 'application/json', 'text/csv'],
  ...['html', 'text/plain, text/css', '*/*'],
];
const NOSNIFF = 'X-Content-Type-Options: nosniff';

interface More {
  readonly status?: number;
  readonly fields?: readonly string[];
}

function cases(how: How, types: readonly Type[], body: Uint8Array, { status = 200, fields = [] }: More = {}): Case[] {
  return types.map((type) => {
    const all = type === undefined ? fields : [`Content-Type: ${type}`, ...fields];
    const start = JSON.stringify(Buffer.from(body.subarray(0, 24)).toString('latin1'));
    return {
      how,
      status,
      fields: all,
      body,
      name: `${how}, ${String(body.length)} bytes, ${String(status)}, ${all.join('; ') || 'no field'}, ${start}`,
    };
  });
}

const { css, js, html, json, words, nothing, few, vtt } = CONTENT;
const nosniff: More = { fields: [NOSNIFF] };
const statuses = (how: How, types: readonly Type[], body: Uint8Array, ...codes: number[]): Case[] =>
  codes.flatMap((status) => cases(how, types, body, { status }));

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

const OTHERS: Case[] = [
  ...cases('font', FEW, TTF),
  ...[TTF.subarray(0, 100), TTF.subarray(0, 2000), html, nothing].flatMap((body) => cases('font', ['font/ttf'], body)),
  ...statuses('font', ['font/ttf'], TTF, 404),
  ...cases('fetch', FEW, words),
  ...statuses('fetch', ['text/html'], words, 404, 500),
  ...cases('audio', [undefined, 'audio/wav', 'text/html', 'image/png', 'text/plain'], WAV),
  ...[html, words, nothing].flatMap((body) => cases('audio', ['audio/wav'], body)),
  ...statuses('audio', ['audio/wav'], WAV, 404),
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

/** What is not compressed as it says, or is so twice. */
const CODED: Case[] = [
  ...['gzip', 'x-gzip', 'deflate', 'br', 'zstd'].flatMap((coding) => {
    const fields = [`Content-Encoding: ${coding}`];
    return [
      ...cases('script', ['text/javascript'], js, { fields }),
      ...cases('style', ['text/css'], css, { fields }),
      ...cases('image', ['image/png'], PNG, { fields }),
      ...cases('fetch', [undefined], html, { fields }),
      ...cases('document', ['text/html', undefined], html, { fields }),
    ];
  }),
  ...['gzip, gzip', 'gzip, ', 'gzip, utf-8', 'identity, gzip', 'gzip, identity'].flatMap((coding) => {
    const fields = [`Content-Encoding: ${coding}`];
    return [js, zlib.gzipSync(js), zlib.gzipSync(zlib.gzipSync(js))].flatMap((body) =>
      cases('script', ['text/javascript'], body, { fields }),
    );
  }),
  ...[zlib.gzipSync(js).subarray(0, -8), zlib.gzipSync(js).subarray(0, 12), nothing, Uint8Array.of(0x1f)].flatMap(
    (body) => cases('script', ['text/javascript'], body, { fields: ['Content-Encoding: gzip'] }),
  ),
  ...cases('audio', ['audio/wav'], zlib.gzipSync(WAV), { fields: ['Content-Encoding: gzip'] }),
];

const disposed = (...values: string[]): More => ({ fields: values.map((value) => `Content-Disposition: ${value}`) });

/** What is not downloaded although its type or a field says so, and what else has no document. */
const WITHOUT: Case[] = [
  ...[404, 500, 300, 403, 201, 206].flatMap((status) => [
    ...cases('document', ['application/zip'], words, { status }),
    ...cases('document', ['text/plain'], words, { status, ...disposed('attachment') }),
  ]),
  ...[204, 205].flatMap((status) => [
    ...cases('document', ['text/plain'], nothing, { status, ...disposed('attachment') }),
    ...cases('document', ['text/plain'], nothing, { status }),
    ...cases('document', ['application/zip'], nothing, { status }),
  ]),
  ...[404, 500, 400, 304].flatMap((status) =>
    cases('document', ['text/html', undefined, 'image/png'], nothing, { status }),
  ),
  ...[304].flatMap((status) => [
    ...cases('script', ['text/javascript'], nothing, { status }),
    ...cases('module', ['text/javascript'], nothing, { status }),
    ...cases('image', ['image/png'], nothing, { status }),
    ...cases('fetch', ['image/png'], nothing, { status }),
    ...cases('worker', ['text/javascript'], nothing, { status }),
    ...cases('font', ['font/ttf'], nothing, { status }),
    ...cases('audio', ['audio/wav'], nothing, { status }),
    ...cases('track', ['text/vtt'], nothing, { status }),
  ]),
  ...(['document', 'script', 'fetch', 'image'] as const).flatMap((how) =>
    cases(how, ['text/html'], html, { status: 407 }),
  ),
  ...(['styleModule', 'json', 'serviceWorker'] as const).flatMap((how) =>
    cases(how, ['text/css'], nothing, { status: 304 }),
  ),
  ...(['document', 'script', 'fetch'] as const).flatMap((how) => [
    ...cases(how, ['text/javascript'], js, disposed('inline', 'attachment')),
    ...cases(how, ['text/javascript'], js, disposed('inline, attachment')),
    ...cases(how, ['text/javascript'], js, disposed('attachment; filename=a, b.txt')),
    ...cases(how, ['text/javascript'], js, disposed('attachment; filename="a, b.txt"')),
    ...cases(how, ['text/javascript'], js, disposed('attachment', 'attachment')),
    ...cases(how, ['text/javascript'], js, disposed('"attachment"')),
    ...cases(how, ['text/javascript'], js, disposed("'attachment'")),
    ...cases(how, ['text/javascript'], js, disposed('')),
    ...cases(how, ['text/javascript'], js, disposed('attachment=')),
    ...cases(how, ['text/javascript'], js, disposed('att achment')),
    ...cases(how, ['text/javascript'], js, disposed('in line')),
    ...cases(how, ['text/javascript'], js, disposed('inline ; filename=x')),
  ]),
];

/** Types that a tab shows, and others near them. */
const NEAR: Case[] = [
  ...cases(
    'frame',
    [
      'image/jpg',
      'image/pjpeg',
      'image/x-png',
      'image/x-xbitmap',
      'image/x-xbm',
      'image/xbm',
      'image/x-ms-bmp',
      'image/x-bmp',
      'image/ico',
      'image/cur',
      'image/icon',
      'image/svg',
      'image/heic',
      'image/x-portable-pixmap',
      'image/avif',
      'image/jxl',
      'image/jp2',
      'image/vnd.ms-photo',
      'image/x-citrix-jpeg',
      'image/x-citrix-png',
      'image/JPG',
      'image/*',
      'image/foo',
      'multipart/x-mixed-replace',
      'multipart/mixed',
      'multipart/related',
      'message/rfc822',
      'multipart/form-data',
    ],
    PNG,
  ),
  ...cases(
    'frame',
    [
      'application/x-ecmascript',
      'text/x-javascript',
      'text/livescript',
      'application/x-json',
      'application/jsonp',
      'application/manifest+json',
      'application/json5',
      'application/x-ndjson',
      'text/xsl',
      'application/xslt+xml',
      'application/mathml+xml',
      'application/rdf+xml',
      'application/atom+xml',
      'application/vnd.wap.xhtml+xml',
      'application/wasm',
      'application/x-httpd-php',
      'text/x-php',
      'text/php',
      'text/vtt',
      'text/event-stream',
      'application/sql',
      'application/x-yaml',
      'application/yaml',
      'application/toml',
      'application/typescript',
      'application/x-typescript',
      'application/node',
      'application/x-tex',
      'application/rtf',
      'application/x-python-code',
      'application/x-python',
      'application/x-sh',
      'application/html',
      'application/text',
      'application/css',
      'text/x-c',
      'text/turtle',
      'application/gpx+xml',
      'image/svg+xml; charset=utf-8',
      'application/x-www-form-urlencoded',
      'model/gltf+json',
      'text/x-vcalendar',
    ],
    text('<a/>'),
  ),
  ...cases(
    'frame',
    [
      'audio/mp3',
      'audio/x-mp3',
      'audio/x-wav',
      'audio/wave',
      'audio/vnd.wave',
      'audio/x-pn-wav',
      'audio/x-m4a',
      'audio/m4a',
      'audio/opus',
      'audio/x-flac',
      'audio/3gpp',
      'audio/midi',
      'audio/aacp',
      'audio/x-aac',
      'audio/mpeg3',
      'audio/x-mpegurl',
      'audio/mpegurl',
      'video/x-m4v',
      'video/m4v',
      'video/3gpp',
      'video/quicktime',
      'video/mp2t',
      'video/mpeg',
      'video/avi',
      'video/x-msvideo',
      'video/mpg',
      'application/dash+xml',
      'video/matroska',
      'audio/matroska',
      'audio/x-matroska',
      'application/mp4',
      'audio/basic',
      'audio/aiff',
      'audio/ogg; codecs=opus',
    ],
    WAV,
  ),
];

const after = (spaces: number, rest: string): Uint8Array => text('\n'.repeat(spaces) + rest);
const filled = (length: number, rest: string): Uint8Array => text('a'.repeat(length) + rest);

/** How far the browser looks for a tag, for binary bytes, and for the tag of a feed. */
const FAR: Case[] = [
  ...[490, 505, 506, 507, 508, 512, 600, 1100].flatMap((spaces) =>
    cases('frame', [undefined], after(spaces, '<html>x')),
  ),
  ...[505, 508, 509, 510].flatMap((spaces) => cases('frame', [undefined], after(spaces, '<p>x'))),
  ...[1000, 1022, 1023, 1024, 1030, 1440, 1500].flatMap((length) =>
    cases('frame', [undefined, 'text/plain'], filled(length, '\u0001x')),
  ),
  ...cases('frame', [undefined], text('\u0001\u0002%PDF-')),
  ...[
    '<rss/>',
    ' <rss/>',
    '<RSS/>',
    '<rssx/>',
    '<feed/>',
    '<!-- c --><rss/>',
    '<!-- c <rss> --><a/>',
    '<!DOCTYPE rss><rss/>',
    '<!doctype rss []><rss/>',
    '<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><rss/>',
    '<?php ?><rss/>',
    '<?a b?><rss/>',
    '<!x><rss/>',
    '<?xml version="1.0"?><!-- c --><feed/>',
    '<?xml-a?>'.repeat(4) + '<rss/>',
    '<?xml-a?>'.repeat(5) + '<rss/>',
    '<?xml-a?>'.repeat(6) + '<rss/>',
    '<rdf:RDF/>',
    '<a/><rss/>',
    '<?xml version="1.0" ?>' + '\n'.repeat(270) + '<rss/>',
    '\n'.repeat(290) + '<rss/>',
    '\n'.repeat(294) + '<rss/>',
    '\n'.repeat(296) + '<rss/>',
    '\n'.repeat(297) + '<rss/>',
    '\n'.repeat(300) + '<rss/>',
    '\n'.repeat(1000) + '<rss/>',
  ].flatMap((content) => cases('frame', ['application/xml'], text(content))),
];

const BOM16 = '\uFEFF';
const drawn = (start: string, inner = ''): string =>
  `${start}<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5">${inner}</svg>`;
const utf16 = (content: string): Uint8Array => Buffer.from(content, 'utf16le');

/** Images of SVG in other encodings, versions and with entities of their own. */
const SVGS: Case[] = [
  ...[
    ...[text, utf16].map((encode) => encode(BOM16 + drawn(''))),
    utf16(BOM16 + drawn('<?xml version="1.0" encoding="utf-16"?>')),
    Buffer.from(utf16(BOM16 + drawn(''))).swap16(),
    utf16(drawn('')),
    ...['1.1', '1.5', '1.10', '2.0', '1'].map((version) => text(drawn(`<?xml version="${version}"?>`))),
    ...['iso-8859-1', 'utf-8', 'utf-16', 'nonsense', 'windows-1252'].flatMap((label) => [
      binary(drawn(`<?xml version="1.0" encoding="${label}"?>`, '<!-- \xf1 -->')),
      text(drawn(`<?xml version="1.0" encoding="${label}"?>`, '<!-- ñ -->')),
    ]),
    binary(drawn('', '<text>\xf1</text>')),
    text(drawn('<!DOCTYPE svg [<!ENTITY a "b">]>', '<text x="&a;">&a;</text>')),
    text(
      drawn(
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [<!ENTITY a "b">]>',
        '<text x="&a;">&a;</text>',
      ),
    ),
    text(drawn('<!DOCTYPE svg [<!ENTITY a "<g/>">]>', '&a;')),
    text(drawn('<!DOCTYPE svg [<!ENTITY a "&b;"><!ENTITY b "c">]>', '&a;')),
    text(drawn('', '&nbsp;')),
    text('<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]><svg xmlns="&ns;" width="5" height="5"/>'),
    text(SVG.replaceAll('svg', 'SVG')),
    text(`${SVG}<!-- c -->\n`),
    text(`${SVG}x`),
  ].flatMap((body) => cases('image', ['image/svg+xml', 'image/svg+xml; charset=iso-8859-1'], body)),
];

/** Every response that the browser and the server are asked about. */
export const CASES: readonly Case[] = [
  ...STYLES,
  ...SCRIPTS,
  ...IMAGES,
  ...OTHERS,
  ...ACROSS,
  ...DOCUMENTS,
  ...CODED,
  ...WITHOUT,
  ...NEAR,
  ...FAR,
  ...SVGS,
  ...GUESSED,
];

/** What a CGI script prints for it. */
export function printed({ status, fields, body }: Case): Uint8Array {
  const head = [`Status: ${String(status)} X`, ...fields, '', ''].join('\n');
  return Buffer.concat([text(head), body]);
}

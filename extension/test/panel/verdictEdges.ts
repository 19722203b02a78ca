import zlib from 'node:zlib';
import {
  type Case,
  type More,
  text,
  binary,
  PNG,
  SVG,
  WAV,
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
} from './verdictCase';

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
  ...[404, 500, 300, 403, 201].flatMap((status) => [
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

/** What a script or a link asks for, as the rest of its request tells. */
const DATA: Case[] = [
  ...cases(
    'eventSource',
    [
      'text/event-stream',
      'text/event-stream; charset=utf-8',
      'TEXT/Event-Stream;charset="UTF-8"',
      'text/event-stream; charset=iso-8859-1',
      'text/event-stream; x=y',
      'text/event-stream; charset=utf8',
      'text/event-stream; charset=',
      ...FEW,
    ],
    text('data: x\n\n'),
  ),
  ...statuses('eventSource', ['text/event-stream'], text('data: x\n\n'), 201, 204, 404, 500, 206),
  ...cases('eventSource', ['text/event-stream'], nothing),
  ...cases('importScripts', [...ALL], js),
  ...cases('importScripts', FEW, js, nosniff),
  ...statuses('importScripts', ['text/javascript'], js, 404, 300, 201, 204),
  ...statuses('worker', ['text/javascript'], js, 300, 304),
  ...cases('module', ['text/javascript'], text('<!-- x')),
  ...cases('script', ['text/javascript'], text('<!-- x')),
  ...cases('opaque', ['text/plain'], words),
  ...cases('opaqueAcross', ['text/plain', 'text/html'], words),
  ...cases('saved', ['text/html', undefined, 'application/zip'], html),
  ...statuses('saved', ['text/html'], html, 404, 300),
];

/** Who may frame: pages of this very site, whose port is not known here. */
const ANCESTORS: Case[] = [
  ...[
    'https:',
    'http:',
    'https://127.0.0.1:*',
    'http://127.0.0.1:*',
    '127.0.0.1:*',
    '127.0.0.1',
    'http://127.0.0.1:*/x/y',
    '*:*',
    'http://*:*',
    'localhost:*',
    '*.127.0.0.1:*',
    '*.0.0.1:*',
    'ws:',
    'HTTP:',
    'http://127.0.0.1:80',
    "'self' https:",
    "'SELF'",
    'http',
    '127.0.0.1:*/',
    'https://a.test http:',
    '',
    "'none' http:",
  ].flatMap((sources) =>
    cases('frame', ['text/html'], html, { fields: [`Content-Security-Policy: frame-ancestors ${sources}`] }),
  ),
  ...cases('frame', ['text/html'], html, {
    fields: ["Content-Security-Policy: default-src 'self'; frame-ancestors https:, frame-ancestors *"],
  }),
  ...cases('frame', ['text/html'], html, {
    fields: ["Content-Security-Policy: frame-ancestors 'self'; frame-ancestors https:"],
  }),
];

const xml = text('<?xml version="1.0"?><a/>');

/** What pages of other sites get for images and scripts. */
const BLOCKED: Case[] = (['scriptAcross', 'imageAcross'] as const).flatMap((how) => [
  ...[
    html,
    json,
    text('[{"a": 1}]'),
    js,
    PNG,
    xml,
    text('f({"a": 1})'),
    text(")]}'\n{}"),
    text('<!-- x --><p>'),
    text('<a/>'),
    text(SVG),
    nothing,
    text('{}'),
    few,
  ].flatMap((body) => [
    ...cases(
      how,
      ['text/html', 'application/json', 'text/plain', 'application/xml', undefined, 'application/octet-stream'],
      body,
    ),
    ...cases(
      how,
      [
        'text/html',
        'application/json',
        'text/plain',
        'image/png',
        undefined,
        'text/javascript',
        'image/svg+xml',
        'application/octet-stream',
      ],
      body,
      nosniff,
    ),
  ]),
  ...[js, PNG].flatMap((body) =>
    cases(
      how,
      [
        'application/pdf',
        'application/zip',
        'text/csv',
        'text/event-stream',
        'application/x-gzip',
        'application/ld+json',
        'text/json',
        'application/rss+xml',
        'application/xhtml+xml',
        'image/svg+xml',
        'text/css',
        'font/woff2',
        'text/vtt',
        'audio/mpegurl',
        'application/msword',
        'text/x-python',
      ],
      body,
    ),
  ),
  ...cases(how, ['application/pdf', 'text/html'], text('%PDF-1.4')),
  ...statuses(how, ['text/html', 'application/json'], html, 404),
]);

/** Where redirects lead. */
const REDIRECTS: Case[] = [
  'data:text/html,x',
  'file:///etc/hosts',
  'javascript:alert(1)',
  'http://[',
  'http://[::1',
  'http://a b/',
  'http://127.0.0.1:99999/',
  'http://127.0.0.1:x/',
  '//127.0.0.1:x/',
  'about:blank',
  'blob:http://a',
  'http://',
  'http:///',
  'http://%zz/',
  'http://a<b/',
  'ws://127.0.0.1/',
].flatMap((location) =>
  (['document', 'fetch', 'image'] as const).flatMap((how) =>
    cases(how, [undefined], nothing, { status: 302, fields: [`Location: ${location}`] }),
  ),
);

/** Where a response and what is said of it do not fit, and where a browser does not look further. */
export const EDGES: readonly Case[] = [
  ...CODED,
  ...WITHOUT,
  ...NEAR,
  ...FAR,
  ...SVGS,
  ...DATA,
  ...ANCESTORS,
  ...BLOCKED,
  ...REDIRECTS,
];

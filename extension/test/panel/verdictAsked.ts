import zlib from 'node:zlib';
import {
  type Case,
  text,
  PNG,
  SVG,
  WAV,
  FEW,
  cases,
  nosniff,
  css,
  js,
  html,
  json,
  words,
  nothing,
  few,
  ALL,
  statuses,
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
  ...['charset=utf-8', 'gzip;q=1', '"gzip"', 'gzip br', '*', 'utf-8', 'br;'].flatMap((coding) => {
    const fields = [`Content-Encoding: ${coding}`];
    return [
      ...cases('script', ['text/javascript'], js, { fields }),
      ...cases('document', ['text/html'], html, { fields }),
    ];
  }),
  ...cases('document', [undefined], html, {
    status: 302,
    fields: ['Location: /standards.html', 'Content-Encoding: *'],
  }),
  ...cases('audio', ['audio/wav'], zlib.gzipSync(WAV), { fields: ['Content-Encoding: gzip'] }),
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

/** What scripts and other sites ask for, and what is not compressed as it says. */
export const ASKED: readonly Case[] = [...CODED, ...DATA, ...BLOCKED];

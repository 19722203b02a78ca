import { readFileSync } from 'node:fs';

/** How a page asks for a response. */
export type How =
  | ('document' | 'frame' | 'object' | 'style' | 'styleQuirks' | 'styleModule' | 'script' | 'module' | 'json')
  | ('text' | 'svgPart')
  | ('image' | 'font' | 'fetch' | 'worker' | 'moduleWorker' | 'serviceWorker' | 'audio' | 'track')
  | ('eventSource' | 'importScripts' | 'opaque' | 'opaqueAcross' | 'scriptAcross' | 'saved')
  | ('fetchAcross' | 'moduleAcross' | 'fontAcross' | 'imageAcross');

/** A response, and how it is asked for. */
export interface Case {
  readonly how: How;
  readonly status: number;
  readonly fields: readonly string[];
  readonly body: Uint8Array;
  readonly name: string;
}

export const text = (content: string): Uint8Array => new TextEncoder().encode(content);
export const binary = (content: string): Uint8Array => Buffer.from(content, 'latin1');

export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
export const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
export const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5"/>';
export const TTF = readFileSync('node_modules/@vscode/codicons/dist/codicon.ttf');

/** A second of silence, 8,000 bytes of PCM. */
export const WAV = Buffer.concat([
  binary('RIFF\x64\x1f\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x40\x1f\0\0'),
  Buffer.alloc(8000, 0x80),
]);

/** A picture of 2 by 2 pixels. */
export const BMP = Buffer.alloc(70);
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
export const ICO = Buffer.concat([binary('\0\0\x01\0\x01\0\x01\x01\0\0\x01\0\x20\0'), Buffer.alloc(8), PNG]);
ICO.writeUInt32LE(PNG.length, 14);
ICO.writeUInt32LE(22, 18);

export const CONTENT = {
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
export type Type = string | undefined;

export const ODD: readonly Type[] = [
  ...[undefined, '', 'TEXT/CSS', 'text/css;', 'text/', '/', 'html', 'css', 'javascript', 'text /css', '"text/css"'],
  ...['text/css, text/plain', 'text/plain, text/css', 'text/html, text/javascript', 'text/javascript, text/html'],
  ...['*/*', 'unknown/unknown', 'application/unknown', 'text/html, */*', 'text/css text/html', 'text/html(comment)'],
];
export const USUAL: readonly Type[] = [
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
export const ALL = [...USUAL, ...ODD];
/** Types of which each group of rules has some. */
export const FEW: readonly Type[] = [
  ...[undefined, 'text/css', 'text/javascript', 'text/html', 'text/plain', 'image/png', 'application/json', 'text/csv'],
  ...['html', 'text/plain, text/css', '*/*'],
];
export const NOSNIFF = 'X-Content-Type-Options: nosniff';

export interface More {
  readonly status?: number;
  readonly fields?: readonly string[];
}

export function cases(
  how: How,
  types: readonly Type[],
  body: Uint8Array,
  { status = 200, fields = [] }: More = {},
): Case[] {
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

export const { css, js, html, json, words, nothing, few, vtt } = CONTENT;
export const nosniff: More = { fields: [NOSNIFF] };
export const statuses = (how: How, types: readonly Type[], body: Uint8Array, ...codes: number[]): Case[] =>
  codes.flatMap((status) => cases(how, types, body, { status }));

/** What a CGI script prints for it. */
export function printed({ status, fields, body }: Case): Uint8Array {
  const head = [`Status: ${String(status)} X`, ...fields, '', ''].join('\n');
  return Buffer.concat([text(head), body]);
}

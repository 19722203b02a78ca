import type { Fate } from '../../panel/model/verdict';
import type { Answer } from './exchanges';

/** What a browser is given, and what becomes of it. `type` is what document.contentType says; downloads have none to ask. */
export interface AnswerAndFate {
  readonly name: string;
  readonly answer: Answer;
  readonly fate: Fate;
  readonly type: string;
}

const HTML = '<p>Hola</p>';
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d);
const BINARY = Uint8Array.of(1, 2, 3, 4);

/** Answers with the given Content-Type and HTML as content, shown as a document of the given type. */
const shown = (...types: string[]): AnswerAndFate[] =>
  types.map((type) => row(type, { headers: { 'Content-Type': type }, body: HTML }, 'shown', type.replace(/;.*/, '')));

const downloaded = (...types: string[]): AnswerAndFate[] =>
  types.map((type) => row(type, { headers: { 'Content-Type': type }, body: HTML }, 'downloaded', type));

function row(name: string, answer: Answer, fate: Fate, type: string): AnswerAndFate {
  return { name, answer, fate, type };
}

/** An answer without Content-Type. */
const untyped = (body: string | Uint8Array, headers: Record<string, string> = {}): Answer => ({ body, headers });

const typed = (type: string, body: string | Uint8Array, headers: Record<string, string> = {}): Answer => ({
  body,
  headers: { 'Content-Type': type, ...headers },
});

/** Answers to a navigation, each as Chromium treats it; verdict.browser.test.ts asks it again. */
export const ANSWERS: readonly AnswerAndFate[] = [
  ...shown('text/html', 'text/html; charset=utf-8', 'text/plain', 'text/css', 'text/javascript', 'text/x-python'),
  ...shown('text/markdown', 'text/yaml', 'application/javascript', 'application/json', 'application/ld+json'),
  ...shown('text/xml', 'application/xml', 'application/xhtml+xml', 'image/svg+xml', 'application/pdf'),
  ...shown('image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/x-icon', 'audio/mpeg', 'video/mp4'),
  ...downloaded('text/csv', 'text/calendar', 'text/rtf', 'image/tiff', 'font/woff2', 'application/zip'),
  ...downloaded('application/octet-stream', 'application/x-sh', 'application/x-httpd-php', 'application/typescript'),
  row('a feed', typed('application/rss+xml', HTML), 'shown', 'text/plain'),

  row('no type, a tag', untyped(HTML), 'shown', 'text/html'),
  row('no type, a tag after white space', untyped('  \n<!doctype html><title>x</title>'), 'shown', 'text/html'),
  row('no type, a comment', untyped('<!-- x --> hola'), 'shown', 'text/html'),
  row('no type, a tag that is not in the list', untyped('<section>x</section>'), 'shown', 'text/plain'),
  row('no type, words', untyped('hola'), 'shown', 'text/plain'),
  row('no type, a source', untyped('#!/usr/bin/python3\nprint()'), 'shown', 'text/plain'),
  row('no type, an XML declaration', untyped('<?xml version="1.0"?><a/>'), 'shown', 'text/xml'),
  row('no type, an image', untyped(PNG), 'shown', 'image/png'),
  row('no type, binary', untyped(BINARY), 'downloaded', 'application/octet-stream'),
  row('no type, an archive', untyped('PK\u0003\u0004'), 'downloaded', 'application/zip'),
  row('no type, nosniff', untyped(HTML, { 'X-Content-Type-Options': 'nosniff' }), 'shown', 'text/plain'),
  row('no type, nosniff, an image', untyped(PNG, { 'X-Content-Type-Options': 'nosniff' }), 'shown', 'text/plain'),

  row('a type that is none', typed('foo', HTML), 'shown', 'text/html'),
  row('any type', typed('*/*', HTML), 'shown', 'text/html'),
  row('two types', typed('text/html, text/plain', HTML), 'shown', 'text/plain'),
  row('a type, then any', typed('text/plain;charset=utf-8, */*', HTML), 'shown', 'text/plain'),
  row('text that is binary', typed('text/plain; charset=utf-8', BINARY), 'downloaded', 'application/octet-stream'),
  row('text that is an image', typed('text/plain', PNG), 'shown', 'image/png'),
  row(
    'binary text, nosniff',
    typed('text/plain', BINARY, { 'X-Content-Type-Options': 'nosniff' }),
    'shown',
    'text/plain',
  ),
  row('HTML that is an image', typed('text/html', PNG), 'shown', 'text/html'),
  row('an image that is HTML', typed('image/png', HTML), 'shown', 'image/png'),
  row('an attachment', typed('text/html', HTML, { 'Content-Disposition': 'attachment' }), 'downloaded', 'text/html'),
  row('inline', typed('text/html', HTML, { 'Content-Disposition': 'inline' }), 'shown', 'text/html'),
  row(
    'a disposition that is none',
    typed('text/html', HTML, { 'Content-Disposition': 'foo' }),
    'downloaded',
    'text/html',
  ),
  row('only a file name', typed('text/html', HTML, { 'Content-Disposition': 'filename=x' }), 'shown', 'text/html'),

  row('an error with a page', { ...typed('text/html', HTML), status: 404 }, 'shown', 'text/html'),
  row('an error as source', { ...typed('text/css', HTML), status: 500 }, 'shown', 'text/css'),
  row('300 is not followed', { ...typed('text/html', HTML, { Location: '/ok' }), status: 300 }, 'shown', 'text/html'),
  row('an empty page', typed('text/html', ''), 'empty', 'text/html'),
  row('an empty answer without type', untyped(''), 'empty', 'text/plain'),
  row('an empty download', typed('application/octet-stream', ''), 'downloaded', 'application/octet-stream'),
];

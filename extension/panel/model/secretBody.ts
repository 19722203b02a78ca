// Secrets in content. The server's archives leave out the same (server/internal/secret), which a test compares.
import { isJson, mediaTypeOf } from './body/mediaType';
import { type Piece, pieces as piecesOfField, provesWho, secretsInValue } from './secrets';

/** A part of a text that is a secret. */
interface Secret {
  readonly from: number;
  readonly to: number;
  /** True for a value of JSON that is not a string: what stands in its place needs quotes. */
  readonly bare?: true;
}

/**
 * Content of a media type, cut into what may be shown and what is hidden at first: the fields of a form, and what is JSON
 * by its type or its beginning. What is cut short or broken is read as far as that goes.
 *
 * @param text the content, in any encoding that has ASCII's letters: one letter for each byte does as well
 */
export function piecesOfBody(contentType: string | null | undefined, text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to, bare } of secretsIn(contentType, text)) {
    if (from > at) pieces.push({ text: text.slice(at, from), secret: false });
    pieces.push({ text: text.slice(from, to), secret: true, ...(bare && { bare }) });
    at = to;
  }
  if (at < text.length || pieces.length === 0) pieces.push({ text: text.slice(at), secret: false });
  return pieces;
}

/** Splits a head into its fields, each with the lines that continue it (RFC 9112, section 5.2). */
export const FIELDS = /(?<=\n)(?![ \t])/;

/** The headers that a script printed, up to where its body begins, cut in the same way. */
export const piecesOfHead = (head: string): Piece[] =>
  head.split(FIELDS).flatMap((line) => {
    const [, name = '', sign = '', value = '', end = ''] = /^([^:]*)(:[ \t]*)(.*?)([ \t\r]*\n?)$/s.exec(line) ?? [];
    if (sign === '') return [{ text: line, secret: false }];
    return [{ text: name + sign, secret: false }, ...piecesOfField(name, value), { text: end, secret: false }];
  });

/** Pieces as a text, with something in place of what is hidden. */
export const replaced = (pieces: readonly Piece[], stand: string): string =>
  pieces.map(({ text, secret, bare }) => (secret ? (bare ? `"${stand}"` : stand) : text)).join('');

function secretsIn(contentType: string | null | undefined, text: string): Secret[] {
  const { essence, parameters } = mediaTypeOf(contentType);
  if (essence === 'application/x-www-form-urlencoded') return inParameters(text);
  if (essence === 'multipart/form-data') return inParts(text, parameters.get('boundary') ?? '');
  return isJson(essence) || /^[ \t\r\n]*[{[]/.test(text.slice(0, 1024)) ? inJson(text) : [];
}

/** `a=1&token=x` (URL Standard, application/x-www-form-urlencoded). */
function inParameters(text: string): Secret[] {
  const found: Secret[] = [];
  for (const { 0: whole, 1: name = '', index } of text.matchAll(/([^&;=]*)=([^&;]+)/g)) {
    const start = index + name.length + 1;
    const value = whole.slice(name.length + 1);
    const secrets = provesWho(name) ? [{ from: 0, to: value.length }] : secretsInValue(value);
    found.push(...secrets.map(({ from, to }) => ({ from: start + from, to: start + to })));
  }
  return found;
}

/** multipart/form-data (RFC 7578); a file is none. */
function inParts(text: string, boundary: string): Secret[] {
  const found: Secret[] = [];
  if (boundary === '') return found;
  const delimiter = `\r\n--${boundary}`;
  for (let at = `\r\n${text}`.indexOf(delimiter) - 2; at >= -2;) {
    const from = at + delimiter.length;
    const next = text.indexOf(delimiter, from);
    const end = next < 0 ? text.length : next;
    const head = text.indexOf('\r\n\r\n', from);
    if (head >= 0 && head + 4 < end && isSecretPart(text.slice(from, head))) found.push({ from: head + 4, to: end });
    if (next < 0) break;
    at = next;
  }
  return found;
}

function isSecretPart(head: string): boolean {
  const [, value = ''] = /^content-disposition:(.*)$/im.exec(head) ?? [];
  const { parameters } = mediaTypeOf(value);
  return !parameters.has('filename') && provesWho(parameters.get('name') ?? '');
}

/**
 * The values of members with such names. It reads words, not the grammar, so that it finds them in what is cut short, and
 * in what is nearly JSON (Python's {'a': 1}).
 */
function inJson(text: string): Secret[] {
  const found: Secret[] = [];
  for (let at = nextQuote(text, 0); at < text.length; at = nextQuote(text, at)) {
    const end = stringEnd(text, at);
    const name = text.slice(at, end).replace(/^["']|["']$/g, '');
    const colon = skipSpace(text, end);
    at = end;
    if (text[colon] !== ':' || !provesWho(name)) continue;
    const value = valueAt(text, skipSpace(text, colon + 1));
    if (!value) continue;
    found.push(value);
    at = value.to + (value.bare ? 0 : 1);
  }
  return found;
}

/** The value that begins there; undefined for what tells nothing: an empty string, true, null. */
function valueAt(text: string, at: number): Secret | undefined {
  const letter = text[at] ?? '';
  if (letter === '"' || letter === "'") {
    let to = stringEnd(text, at);
    if (to - at > 1 && text[to - 1] === letter) to--;
    return to > at + 1 ? { from: at + 1, to } : undefined;
  }
  if (letter === '{' || letter === '[') return { from: at, to: nestedEnd(text, at), bare: true };
  VALUE.lastIndex = at;
  const [value = ''] = VALUE.exec(text) ?? [];
  return /^(?:true|false|null|True|False|None|)$/.test(value)
    ? undefined
    : { from: at, to: at + value.length, bare: true };
}

const VALUE = /[^,}\] \t\r\n]*/y;

function nextQuote(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (text[at] === '"' || text[at] === "'") return at;
  return text.length;
}

/** Behind the quote that ends a string, or the end of the text. */
function stringEnd(text: string, at: number): number {
  for (let index = at + 1; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === text[at]) return index + 1;
  }
  return text.length;
}

/** Behind the bracket that ends a value, or the end of the text. */
function nestedEnd(text: string, at: number): number {
  let depth = 0;
  for (let index = at; index < text.length; index++) {
    const letter = text[index] ?? '';
    if (letter === '"' || letter === "'") index = stringEnd(text, index) - 1;
    else if (letter === '{' || letter === '[') depth++;
    else if ((letter === '}' || letter === ']') && --depth === 0) return index + 1;
  }
  return text.length;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (' \t\r\n'.includes(text[at] ?? 'x')) at++;
  return at;
}

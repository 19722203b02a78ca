// What of a field's value is nobody's business: a panel may stand on a projector.
import { SECRET_PARTS, SECRET_WORDS } from '../../protocol/secrets.generated';
import { visible } from './visible';

/** A part of a value. */
export interface Piece {
  readonly text: string;
  readonly secret: boolean;
  /** True for a value of JSON that is not a string: what stands in its place needs quotes. */
  readonly bare?: true;
}

/** The value cut into what may be shown and what is hidden at first; one piece where nothing is secret. Joined, the pieces are the value. */
export function pieces(name: string, value: string): Piece[] {
  // A refused request may have a space before the colon.
  switch (name.trim().toLowerCase()) {
    case 'cookie':
      return value.split(/(?<=;)/).flatMap(cookie);
    case 'set-cookie': {
      const end = value.indexOf(';');
      return end < 0 ? cookie(value) : [...cookie(value.slice(0, end)), { text: value.slice(end), secret: false }];
    }
    case 'authorization':
    case 'proxy-authorization':
      return credentials(value);
    case 'referer':
    case 'location':
    case 'content-location':
      return piecesOfAddress(value);
    default:
      return value !== '' && provesWho(name) ? [{ text: value, secret: true }] : piecesOfMentions(value);
  }
}

/** Whether the value of a parameter or field with that name is a secret. */
export function provesWho(name: string): boolean {
  const plain = unescaped(name)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  return SECRET_WORDS.includes(plain) || SECRET_PARTS.some((part) => plain.includes(part));
}

function unescaped(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}

/** A value in which addresses may stand, such as that of Link or Refresh, cut in the same way. */
function piecesOfMentions(value: string): Piece[] {
  const found: Span[] = [];
  for (const { 0: whole, 1: name = '', 2: mentioned = '', index } of value.matchAll(
    /[?&;#]([^\s=&;?#"<>]+)=([^\s&;#"<>]+)/g,
  )) {
    const end = index + whole.length;
    const start = end - mentioned.length;
    const secrets = provesWho(name) ? [{ from: 0, to: mentioned.length }] : secretsInValue(mentioned);
    found.push(...secrets.map(({ from, to }) => ({ from: start + from, to: start + to })));
  }
  return cut(value, apart([...found, ...userinfo(value)]));
}

/** From where to where in a text a secret stands. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const SIGN = /[?#=]|%(?:25)*(?:3F|23|3D)|;|&|%(?:25)*(?:3B|26)/gi;
const ENDS = /^(?:[;&#]|.*(?:3B|26|23))$/i;
const SETS = /^(?:=|.*3D)$/i;
const USERINFO =
  /(?::|%(?:25)*3A)(?:\/|%(?:25)*2F){2}(?:[^\s/?#@:%"<>&]*(?::|%(?:25)*3A))?([^\s/?#@%"<>&]+)(?=@|%(?:25)*40)/gi;

/**
 * The secrets of an address that stands in the value of a parameter or a field, as that of the page to which a login leads,
 * percent-encoded as often as it may be (%3D, %253D). The server's archives leave out the same (server/internal/secret/value.go).
 */
export function secretsInValue(value: string): Span[] {
  const found: Span[] = [];
  let name = 0; // where the next one begins
  let reading: { from: number; depth: number } | undefined; // how often it is encoded, as the length of its sign
  for (const { 0: sign, index } of value.matchAll(SIGN)) {
    const end = index + sign.length;
    if (reading) {
      if (sign.length > reading.depth || !ENDS.test(sign)) continue; // it is part of the secret
      found.push({ from: reading.from, to: index });
      reading = undefined;
    } else if (SETS.test(sign) && provesWho(value.slice(name, index))) {
      reading = { from: end, depth: sign.length };
    }
    name = end;
  }
  if (reading) found.push({ from: reading.from, to: value.length });
  return apart([...found, ...userinfo(value)]);
}

/** Passwords in front of the hosts of addresses, and what stands there alone, which may be a token. */
const userinfo = (text: string): Span[] =>
  [...text.matchAll(USERINFO)].map(({ 0: whole, 1: secret = '', index }) => {
    const to = index + whole.length;
    return { from: to - secret.length, to };
  });

/** Spans in their order, without those that are empty or begin in another. */
function apart(spans: readonly Span[]): Span[] {
  let end = 0;
  return [...spans]
    .sort((one, other) => one.from - other.from)
    .filter(({ from, to }) => {
      if (from === to || from < end) return false;
      end = to;
      return true;
    });
}

/** A text cut at its secrets. */
function cut(text: string, secrets: readonly Span[]): Piece[] {
  let at = 0;
  const all = secrets.flatMap(({ from, to }) => {
    const before = { text: text.slice(at, from), secret: false };
    at = to;
    return [before, { text: text.slice(from, to), secret: true }];
  });
  return merged([...all, { text: text.slice(at), secret: false }]);
}

/**
 * A request target or an address, cut in the same way: a password in front of the host, or what stands there alone, which
 * may be a token, and tokens in the query and in the fragment, where a login puts them that gives its token to the page (RFC 6749, section 4.2.2).
 */
export function piecesOfAddress(address: string): Piece[] {
  const [, start = '', password = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/(?:[^/?#@:]*:)?)([^/?#@]+)(@.*)$/is.exec(
    address,
  ) ?? ['', '', '', address];
  const mark = rest.indexOf('?') + 1;
  const end = mark === 0 ? rest.search(/#|$/) : mark;
  const [, query = '', fragment = ''] = /^([^#]*)(.*)$/s.exec(rest.slice(end)) ?? [];
  return merged([
    { text: start, secret: false },
    { text: password, secret: true },
    { text: rest.slice(0, end), secret: false },
    ...piecesOfParameters(query),
    ...piecesOfParameters(fragment),
  ]);
}

/** `a=1&token=x`, cut in the same way (URL Standard, application/x-www-form-urlencoded). */
export function piecesOfParameters(parameters: string): Piece[] {
  return merged(
    parameters.split(/(?<=[&;])/).flatMap((parameter) => {
      const [, name = '', value = '', end = ''] = /^([^=]*=)(.*?)([&;]?)$/s.exec(parameter) ?? ['', parameter];
      return [
        { text: name, secret: false },
        ...(provesWho(name.slice(0, -1)) ? [{ text: value, secret: true }] : cut(value, secretsInValue(value))),
        { text: end, secret: false },
      ];
    }),
  );
}

/** Without empty pieces, and with one piece for each run of what may be shown. */
function merged(given: readonly Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const piece of given) {
    const last = all.at(-1);
    if (piece.text === '') continue;
    if (last && !last.secret && !piece.secret) all[all.length - 1] = { text: last.text + piece.text, secret: false };
    else all.push(piece);
  }
  return all.length === 0 ? [{ text: '', secret: false }] : all;
}

export const isSecret = (name: string, value: string): boolean => pieces(name, value).some(({ secret }) => secret);

/** Pieces with dots in place of what is hidden, which say nothing of its length. */
const dotted = (given: readonly Piece[]): string =>
  visible(given.map(({ text, secret }) => (secret ? '••••••' : text)).join(''));

/** An address in that way. */
export const covered = (address: string): string => dotted(piecesOfAddress(address));

/** A piece of a value, in which an address may stand. */
export const coveredMentions = (text: string): string => dotted(piecesOfMentions(text));

/** A sentence in which addresses and pieces of JSON may stand, in the same way. */
export const coveredSentence = (sentence: string): string =>
  visible(sentence)
    .replace(
      /((?:^|[\s?&;"“«])([^\s=&;?#"“”«»]+)=)([^\s&;#"“”«»]+)/g,
      (_, start: string, name: string, value: string) => coveredValue(start, name, value),
    )
    .replace(
      /((["'])([^"'\s]+)\2\s*:\s*["']?)([^"'”»\s,}][^"'”»]*)/g,
      (_, start: string, __, name: string, value: string) => coveredValue(start, name, value),
    );

const coveredValue = (start: string, name: string, value: string): string =>
  provesWho(name) ? `${start}••••••` : start + dotted(cut(value, secretsInValue(value)));

/** A request line in the same way (RFC 9112, section 3). */
export const coveredLine = (line: string): string =>
  line.replace(/^(\S+ )(.*?)( HTTP\/\S*)?$/s, (_, method: string, target: string, version = '') =>
    [visible(method), covered(target), version].join(''),
  );

/** True where the headers that a script printed set a cookie: up to the first empty line. */
export function printsCookie(output: string): boolean {
  const [head = ''] = output.split(/\r*\n\r*\n/, 1);
  return /^[ \t]*set-cookie[ \t]*:/im.test(head);
}

/** A variable of a script's environment, `NAME=value`, cut in the same way. */
export function piecesOfVariable(variable: string): Piece[] {
  const sign = variable.indexOf('=') + 1;
  const [name, value] = [variable.slice(0, Math.max(sign - 1, 0)), variable.slice(sign)];
  return merged([{ text: variable.slice(0, sign), secret: false }, ...valueOf()]);

  /** A script gets the request's fields as variables (RFC 3875, section 4.1.18). */
  function valueOf(): Piece[] {
    if (name === 'QUERY_STRING') return piecesOfParameters(value);
    if (name === 'REQUEST_URI') return piecesOfAddress(value);
    if (name.startsWith('HTTP_')) return pieces(name.slice(5).replaceAll('_', '-'), value);
    return [{ text: value, secret: false }];
  }
}

/** `name=value`; without a sign the whole is the value (RFC 6265bis, section 5.6). */
function cookie(text: string): Piece[] {
  const sign = text.indexOf('=') + 1;
  const [, value = '', rest = ''] = /^(.*?)(\s*;?\s*)$/s.exec(text.slice(sign)) ?? [];
  const [, before = '', hidden = ''] = /^(\s*)(.*)$/s.exec(value) ?? [];
  return [
    { text: text.slice(0, sign) + before, secret: false },
    { text: hidden, secret: true },
    { text: rest, secret: false },
  ].filter(({ text }) => text !== '');
}

/** A scheme, and behind a space what proves who asks (RFC 9110, section 11.4); without a space all of it may. */
function credentials(value: string): Piece[] {
  const space = value.indexOf(' ') + 1;
  return [
    { text: value.slice(0, space), secret: false },
    { text: value.slice(space), secret: true },
  ].filter(({ text }) => text !== '');
}

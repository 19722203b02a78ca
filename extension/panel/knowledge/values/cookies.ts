// Cookies as browsers read them: cut at each semicolon, quotes or not (RFC 6265, section 5.2). Their values are often
// secrets, and are not shown a second time.
import type { Message } from '../message';
import { type Part, part } from '../part';
import { type Saying, say, word } from '../say';
import { cookieDate } from './cookieDate';

export interface CookieAttribute {
  readonly text: string;
  /** In lower case. */
  readonly name: string;
  readonly value: string;
}

export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly attributes: readonly CookieAttribute[];
}

/** Seconds that Chromium keeps a cookie at most (RFC 6265bis, section 5.5). */
const LONGEST = 400 * 86_400;

/** A Set-Cookie field, taken apart. */
export function cookieOf(value: string): Cookie {
  const [first = '', ...rest] = value.split(';');
  const attributes = rest.map((text) => {
    const { name, value } = pair(text);
    return { text: text.trim(), name: name.toLowerCase(), value };
  });
  return { ...nameAndValue(first), attributes: attributes.filter(({ text }) => text !== '') };
}

/** The value of a cookie's last attribute with a name: that one counts (RFC 6265, section 5.3). */
export function attributeOf({ attributes }: Cookie, name: string): string | undefined {
  return attributes.findLast((attribute) => attribute.name === name)?.value;
}

export function setCookie(value: string, { at }: Message): Part[] {
  const cookie = cookieOf(value);
  const last = new Map(cookie.attributes.map((attribute) => [attribute.name, attribute]));
  const lasting = attributeOf(cookie, 'max-age') ?? attributeOf(cookie, 'expires');
  return [
    named(cookie, ...(lasting === undefined ? [say('cookieSession')] : [])),
    ...cookie.attributes.map((attribute) =>
      part(attribute.text, last.get(attribute.name) === attribute ? meaning(attribute, at) : say('cookieRepeated')),
    ),
  ];
}

export function cookies(value: string): Part[] {
  return value
    .split(';')
    .filter((text) => text.trim() !== '')
    .map((text) => named(nameAndValue(text)));
}

function named({ name, value }: { name: string; value: string }, ...more: Saying[]): Part {
  const length = ['number', value.length] as const;
  return part(name === '' ? '=' : name, say(name === '' ? 'namelessCookie' : 'cookie', { length }), ...more);
}

function meaning({ name, value }: CookieAttribute, at: number): Saying {
  switch (name) {
    case 'expires': {
      const moment = cookieDate(value);
      if (moment === undefined) return say('cookieDateUnread');
      if (moment <= at) return say('cookieDeleted');
      return moment - at > LONGEST * 1000 ? say('cookieCapped') : say('cookieExpires', { moment: ['moment', moment] });
    }
    case 'max-age':
      if (!/^-?\d+$/.test(value)) return say('notSeconds');
      if (Number(value) <= 0) return say('cookieDeleted');
      return Number(value) > LONGEST
        ? say('cookieCapped')
        : say('cookieLasts', { duration: ['duration', Number(value)] });
    case 'domain': {
      if (value === '') return say('unknown');
      const domain = value.replace(/^\./, '');
      return word('set-cookie', isAddress(domain) ? 'domain=address' : 'domain', { value: domain });
    }
    case 'path':
      // RFC 6265, section 5.2.4.
      return word('set-cookie', value.startsWith('/') ? 'path' : 'path=relative');
    case 'samesite':
      return { ...word('set-cookie', `samesite=${value.toLowerCase()}`), otherwise: 'samesite' };
    default:
      return word('set-cookie', name);
  }
}

/** An IP address has no hosts below it (RFC 6265, section 5.1.3). */
export const isAddress = (domain: string): boolean => /^\[|^\d+(?:\.\d+){3}$/.test(domain);

/** Without `=` the whole is the value of a cookie without a name. */
function nameAndValue(text: string): { name: string; value: string } {
  const { name, value } = pair(text);
  return text.includes('=') ? { name, value } : { name: '', value: name };
}

function pair(text: string): { name: string; value: string } {
  const sign = text.indexOf('=');
  if (sign < 0) return { name: text.trim(), value: '' };
  return { name: text.slice(0, sign).trim(), value: text.slice(sign + 1).trim() };
}

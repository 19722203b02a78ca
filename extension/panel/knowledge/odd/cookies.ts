import type { Message } from '../message';
import { odd, type Saying } from '../say';
import { attributeOf, cookieOf } from '../values/cookies';
import { hostOf, mayBeSecure, proxied } from './connection';

/** More bytes of name and value browsers refuse (RFC 6265bis, section 5.7). */
const MOST = 4096;

/** Why browsers refuse a cookie, or what in it does not count. */
export function setCookie(value: string, message: Message): Saying[] {
  const cookie = cookieOf(value);
  const attribute = (name: string): string | undefined => attributeOf(cookie, name);
  const secure = attribute('secure') !== undefined;
  const name = cookie.name.toLowerCase();
  const found: Saying[] = [];
  if (cookie.name.length + cookie.value.length > MOST) found.push(odd('cookieTooLong'));
  if (secure && !mayBeSecure(message)) found.push(odd('cookieSecure'));
  if (!secure && attribute('samesite')?.toLowerCase() === 'none') found.push(odd('cookieNoneNotSecure'));
  if (!secure && attribute('partitioned') !== undefined) found.push(odd('cookiePartitionedNotSecure'));
  if (!secure && name.startsWith('__secure-')) found.push(odd('cookieSecurePrefix'));
  const hostOnly = secure && attribute('path') === '/' && !attribute('domain');
  if (!hostOnly && name.startsWith('__host-')) found.push(odd('cookieHostPrefix'));
  if (attribute('expires') !== undefined && /^-?\d+$/.test(attribute('max-age') ?? '')) {
    found.push(odd('cookieExpiresBesideMaxAge'));
  }
  return [...found, ...foreignDomain(attribute('domain'), message)];
}

/** A cookie's domain must be the host or an end of its name (RFC 6265, section 5.3, step 6). */
function foreignDomain(given: string | undefined, message: Message): Saying[] {
  const domain = given?.replace(/^\./, '').toLowerCase() ?? '';
  const host = hostOf(message);
  if (domain === '' || host === '' || host === domain || host.endsWith(`.${domain}`)) return [];
  // A proxy may have asked by another name than the browser.
  return proxied(message) ? [] : [odd('cookieForeignDomain', { host, value: domain })];
}

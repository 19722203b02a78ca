import { type Message, valuesOf } from '../message';
import { odd, type Saying } from '../say';
import { attributeOf, cookieOf, isAddress } from '../values/cookies';
import { hostOf, mayBeSecure, proxied } from './connection';

/** More bytes of name and value browsers refuse (RFC 6265bis, section 5.7). */
const MOST = 4096;

/** Characters of which Chromium refuses each, tabs as well (RFC 6265bis, section 5.6, lets those pass). */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]/;

/** How names begin that promise something; a value in the place of a name must not look like one. */
const PREFIX = /^__(host|secure|http|host-http)-/i;

/** Why browsers refuse a cookie, or what in it does not count. */
export function setCookie(value: string, message: Message): Saying[] {
  const cookie = cookieOf(value);
  const attribute = (name: string): string | undefined => attributeOf(cookie, name);
  const secure = attribute('secure') !== undefined;
  const name = cookie.name.toLowerCase();
  const found: Saying[] = [];
  if (new TextEncoder().encode(cookie.name + cookie.value).length > MOST) found.push(odd('cookieTooLong'));
  if (CONTROL.test(value.trim())) found.push(odd('cookieControl'));
  if (name === '' && PREFIX.test(cookie.value)) found.push(odd('cookiePrefixInValue'));
  if (attribute('samesite')?.toLowerCase() !== 'none' && fromOtherSite(message)) found.push(odd('cookieOtherSite'));
  if (secure && !mayBeSecure(message)) found.push(odd('cookieSecure'));
  if (!secure && attribute('samesite')?.toLowerCase() === 'none') found.push(odd('cookieNoneNotSecure'));
  if (!secure && attribute('partitioned') !== undefined) found.push(odd('cookiePartitionedNotSecure'));
  if (!secure && name.startsWith('__secure-')) found.push(odd('cookieSecurePrefix'));
  const unreadable = secure && attribute('httponly') !== undefined;
  if (!unreadable && /^__(host-)?http-/.test(name)) found.push(odd('cookieHttpPrefix'));
  const hostOnly = secure && attribute('path') === '/' && !attribute('domain');
  if (!hostOnly && name.startsWith('__host-')) found.push(odd('cookieHostPrefix'));
  if (attribute('expires') !== undefined && /^-?\d+$/.test(attribute('max-age') ?? '')) {
    found.push(odd('cookieExpiresBesideMaxAge'));
  }
  return [...found, ...foreignDomain(attribute('domain'), message)];
}

/**
 * A cookie's domain must be the host or an end of its name (RFC 6265, section 5.3, step 6), and not one below which anybody
 * may have a site, as is each of one label (RFC 6265bis, section 5.7, step 9).
 */
function foreignDomain(given: string | undefined, message: Message): Saying[] {
  const domain = given?.replace(/^\./, '').toLowerCase() ?? '';
  const host = hostOf(message);
  // A proxy may have asked by another name than the browser.
  if (domain === '' || host === '' || host === domain || proxied(message)) return [];
  if (isAddress(host) || !host.endsWith(`.${domain}`)) return [odd('cookieForeignDomain', { host, value: domain })];
  return domain.includes('.') ? [] : [odd('cookieWholeDomain', { value: domain })];
}

/** True where a page of another site asked, and not by a link (RFC 6265bis, section 5.7, step 17). */
function fromOtherSite({ request }: Message): boolean {
  const asked = (name: string): string | undefined => valuesOf(request, name)[0];
  return asked('sec-fetch-site') === 'cross-site' && asked('sec-fetch-dest') !== 'document';
}

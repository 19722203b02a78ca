import { type Message, valuesOf } from '../message';
import { odd, type Saying } from '../say';
import { httpDate, parameter, split, wholeNumber } from '../syntax';

/** The directives of all Cache-Control fields of a message, which count as one list. */
function directives({ fields }: Message): Map<string, string | undefined> {
  const list = valuesOf(fields, 'cache-control').flatMap((value) => split(value, ',').map(parameter));
  return new Map(list.map(({ name, value }) => [name, value]));
}

export function expires(value: string, message: Message): Saying[] {
  if (wholeNumber(directives(message).get('max-age')) !== undefined) return [odd('expiresBesideMaxAge')];
  return httpDate(value) === undefined ? [odd('expiresNotADate')] : [];
}

export function cacheControl(value: string, message: Message): Saying[] {
  if (message.side === 'request') return [];
  const own = new Set(split(value, ',').map((text) => parameter(text).name));
  const all = directives(message);
  const found: Saying[] = [];
  // With must-understand, no-store is for caches that do not know the status (RFC 9111, section 5.2.2.3).
  const noStore = own.has('no-store') && !all.has('must-understand');
  if (noStore && all.has('max-age')) found.push(odd('noStoreBesideMaxAge'));
  // no-cache="Name" is about that header only.
  else if (own.has('no-cache') && all.get('no-cache') === undefined && all.has('max-age')) {
    found.push(odd('noCacheBesideMaxAge'));
  }
  if (own.has('public') && all.has('private') && all.get('private') === undefined) found.push(odd('publicAndPrivate'));
  return found;
}

/** Pragma is specified for requests only, and there it gives way to Cache-Control (RFC 9111, section 5.4). */
export function pragma(_value: string, message: Message): Saying[] {
  if (message.side === 'response') return [odd('pragmaInResponse')];
  return valuesOf(message.fields, 'cache-control').length > 0 ? [odd('pragmaBesideCacheControl')] : [];
}

export function vary(value: string): Saying[] {
  return split(value, ',').includes('*') ? [odd('varyStar')] : [];
}

export function contentLength(_value: string, { fields }: Message): Saying[] {
  return valuesOf(fields, 'transfer-encoding').length > 0 ? [odd('lengthBesideChunked')] : [];
}

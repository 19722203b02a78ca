import type { Field, Message } from './message';
import type { Part } from './part';
import { cacheControl } from './values/caching';
import { cookies, setCookie } from './values/cookies';
import { csp } from './values/csp';
import { date, dateOrSeconds, seconds } from './values/dates';
import { altSvc, link, serverTiming, vary } from './values/lists';
import { permissionsPolicy } from './values/permissions';
import { contentRange, range } from './values/ranges';
import { tag, tagOrDate, tags } from './values/tags';
import { exactTokens, firstToken, quotedTokens, tokens } from './values/tokens';
import { contentType } from './values/types';
import {
  allowedOrigin,
  brands,
  bytes,
  connection,
  disposition,
  hsts,
  keepAlive,
  pragma,
  priority,
  scheme,
  yesOrNo,
} from './values/various';
import { accept, acceptEncoding, acceptLanguage } from './values/weights';

type TakeApart = (value: string, message: Message) => Part[];

/** How the value of a field is taken apart, by the field's name in lower case. */
const FORMS: ReadonlyMap<string, TakeApart> = new Map<string, TakeApart>([
  ['accept', accept],
  ['accept-datetime', date],
  ['accept-encoding', acceptEncoding],
  ['accept-language', acceptLanguage],
  ['accept-ranges', tokens('accept-ranges')],
  ['access-control-allow-methods', exactTokens('method', 'other')],
  ['access-control-allow-origin', allowedOrigin],
  ['access-control-max-age', seconds],
  ['access-control-request-method', exactTokens('method', 'other')],
  ['age', seconds],
  ['allow', exactTokens('method', 'other')],
  ['alt-svc', altSvc],
  ['authorization', scheme],
  ['cache-control', cacheControl],
  ['clear-site-data', quotedTokens('clear-site-data')],
  ['connection', connection],
  ['content-disposition', disposition],
  ['content-encoding', tokens('coding')],
  ['content-length', bytes],
  ['content-range', contentRange],
  ['content-security-policy', csp],
  ['content-security-policy-report-only', csp],
  ['content-type', contentType],
  ['cookie', cookies],
  ['cross-origin-embedder-policy', firstToken('cross-origin-embedder-policy')],
  ['cross-origin-opener-policy', firstToken('cross-origin-opener-policy')],
  ['cross-origin-resource-policy', firstToken('cross-origin-resource-policy')],
  ['date', date],
  ['etag', tag],
  ['expect', tokens('expect')],
  ['expires', date],
  ['if-match', tags],
  ['if-modified-since', date],
  ['if-none-match', tags],
  ['if-range', tagOrDate],
  ['if-unmodified-since', date],
  ['keep-alive', keepAlive],
  ['last-modified', date],
  ['link', link],
  ['memento-datetime', date],
  ['permissions-policy', permissionsPolicy],
  ['pragma', pragma],
  ['priority', priority],
  ['proxy-authenticate', scheme],
  ['proxy-authorization', scheme],
  ['range', range],
  ['referrer-policy', tokens('referrer-policy')],
  ['retry-after', dateOrSeconds],
  ['sec-ch-ua', brands],
  ['sec-ch-ua-full-version-list', brands],
  ['sec-ch-ua-mobile', yesOrNo],
  ['sec-fetch-dest', firstToken('sec-fetch-dest')],
  ['sec-fetch-mode', firstToken('sec-fetch-mode')],
  ['sec-fetch-site', firstToken('sec-fetch-site')],
  ['sec-fetch-user', yesOrNo],
  ['sec-purpose', firstToken('sec-purpose')],
  ['server-timing', serverTiming],
  ['set-cookie', setCookie],
  ['strict-transport-security', hsts],
  ['sunset', date],
  ['te', acceptEncoding],
  ['transfer-encoding', tokens('coding')],
  ['upgrade', tokens('upgrade')],
  ['vary', vary],
  ['www-authenticate', scheme],
  ['x-content-type-options', tokens('x-content-type-options')],
  ['x-frame-options', tokens('x-frame-options')],
]);

/** The parts of a field's value, in their order; none where it has no parts that Vitrina knows. */
export function takeApart({ name, value }: Field, message: Message): Part[] {
  return value === '' ? [] : (FORMS.get(name.toLowerCase())?.(value, message) ?? []);
}

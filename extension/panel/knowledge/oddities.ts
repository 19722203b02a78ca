// What a field contradicts, or why it does nothing. Said only where it is certain.
import type { FieldFacts } from './book';
import type { Field, Message } from './message';
import { cacheControl, contentLength, expires, pragma, vary } from './odd/caching';
import { ifModifiedSince, ifUnmodifiedSince, location, range } from './odd/conditions';
import { setCookie } from './odd/cookies';
import { allowCredentials, allowOrigin } from './odd/cors';
import { csp } from './odd/csp';
import { link, permissionsPolicy, referrerPolicy, secureOnly } from './odd/policies';
import { contentType, frameOptions, hsts, typeOptions } from './odd/safety';
import { odd, type Saying } from './say';

type Look = (value: string, message: Message) => Saying[];

/** What to look at, by the field's name in lower case. */
const LOOKS: ReadonlyMap<string, Look> = new Map<string, Look>([
  ['access-control-allow-credentials', allowCredentials],
  ['access-control-allow-origin', allowOrigin],
  ['accept-ch', secureOnly],
  ['cache-control', cacheControl],
  ['clear-site-data', secureOnly],
  ['content-length', contentLength],
  ['content-security-policy', csp],
  ['content-security-policy-report-only', csp],
  ['content-type', contentType],
  ['cross-origin-embedder-policy', secureOnly],
  ['cross-origin-opener-policy', secureOnly],
  ['expires', expires],
  ['if-modified-since', ifModifiedSince],
  ['if-unmodified-since', ifUnmodifiedSince],
  ['link', link],
  ['location', location],
  ['origin-agent-cluster', secureOnly],
  ['permissions-policy', permissionsPolicy],
  ['pragma', pragma],
  ['range', range],
  ['referrer-policy', referrerPolicy],
  ['set-cookie', setCookie],
  ['strict-transport-security', hsts],
  ['vary', vary],
  ['x-content-type-options', typeOptions],
  ['x-frame-options', frameOptions],
]);

/** @param facts what is known of the field */
export function oddities({ name, value }: Field, message: Message, facts: FieldFacts | undefined): Saying[] {
  const side = facts?.in ?? 'both';
  // Only what is registered is certain: of the others, somebody may make another use.
  if (!facts?.deFacto && side !== 'both' && side !== message.side) {
    return [odd(side === 'request' ? 'wrongSideResponse' : 'wrongSideRequest')];
  }
  return LOOKS.get(name.toLowerCase())?.(value, message) ?? [];
}

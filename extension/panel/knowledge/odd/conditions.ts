import { type Message, valuesOf } from '../message';
import { odd, type Saying } from '../say';

/** RFC 9110, section 13.1.3. */
export function ifModifiedSince(_value: string, { fields }: Message): Saying[] {
  return valuesOf(fields, 'if-none-match').length > 0 ? [odd('modifiedSinceBesideNoneMatch')] : [];
}

/** RFC 9110, section 13.1.4. */
export function ifUnmodifiedSince(_value: string, { fields }: Message): Saying[] {
  return valuesOf(fields, 'if-match').length > 0 ? [odd('unmodifiedSinceBesideMatch')] : [];
}

/** RFC 9110, section 14.2. */
export function range(_value: string, { method }: Message): Saying[] {
  return method === 'GET' ? [] : [odd('rangeNotGet')];
}

/** The statuses that give Location a meaning: what was created, and the redirects that browsers follow (Fetch, 2.2.3). */
const WITH_LOCATION = [201, 301, 302, 303, 307, 308];

export function location(_value: string, { status }: Message): Saying[] {
  if (status === 0 || WITH_LOCATION.includes(status)) return [];
  return [odd('locationIgnored', { status: String(status) })];
}

// Policies of a page that browsers read in part or not at all, as Chromium does.
import { type Message, valuesOf } from '../message';
import { odd, type Saying } from '../say';
import { split } from '../syntax';
import { allowedBy, counts } from '../values/permissions';
import { mayBeSecure } from './connection';

/** What browsers do not heed of a page that somebody on the way could have changed (Secure Contexts, section 3.1). */
export function secureOnly(_value: string, message: Message): Saying[] {
  return mayBeSecure(message) ? [] : [odd('secureOnly')];
}

/** One member that is not as RFC 9651, section 3.2, has it makes browsers ignore all of them. */
export function permissionsPolicy(value: string): Saying[] {
  const allowed = split(value, ',').map(allowedBy);
  if (allowed.includes(undefined) || /^\s*,|,\s*(?:,|$)/.test(value)) return [odd('permissionsUnread')];
  const ignored = allowed.flatMap((items) => items?.filter((item) => !counts(item)) ?? []);
  return ignored.slice(0, 1).map((item) => odd('permissionUnquoted', { value: item }));
}

const REFERRER_POLICIES = [
  ...['no-referrer', 'no-referrer-when-downgrade', 'same-origin', 'origin', 'strict-origin'],
  ...['origin-when-cross-origin', 'strict-origin-when-cross-origin', 'unsafe-url'],
];

/** The last word counts that a browser knows (Referrer Policy, section 8.1). */
export function referrerPolicy(_value: string, { fields }: Message): Saying[] {
  const words = valuesOf(fields, 'referrer-policy').flatMap((value) => split(value.toLowerCase(), ','));
  const known = words.filter((word) => REFERRER_POLICIES.includes(word));
  const last = known.at(-1);
  if (last === undefined) return [odd('referrerUnknown')];
  return known.length > 1 ? [odd('referrerLast', { value: last })] : [];
}

/** Kinds of things that Chromium preloads (HTML, "translate a preload destination"). */
const PRELOADED = ['fetch', 'font', 'image', 'script', 'style', 'track'];

/** RFC 8288, section 3, and HTML, "link type preload". */
export function link(value: string): Saying[] {
  if (!value.includes('<')) return [odd('linkWithoutBrackets')];
  if (/>\s*[^\s;,]/.test(value.replace(/"[^"]*"/g, '""'))) return [odd('linkWithoutSemicolon')];
  const links = value.toLowerCase().split('<');
  const preloads = links.filter((each) => /;\s*rel\s*=\s*"?[^";]*\bpreload\b/.test(each));
  const unknown = preloads.some((each) => !PRELOADED.includes(/;\s*as\s*=\s*"?([a-z]*)/.exec(each)?.[1] ?? ''));
  return unknown ? [odd('preloadWithoutAs')] : [];
}

import { type Message, valuesOf } from '../message';
import { odd, type Saying } from '../say';
import { parameter, split } from '../syntax';
import { policiesOf } from '../values/csp';
import { proxied } from './connection';

export function contentType(value: string): Saying[] {
  const [type = '', ...rest] = split(value, ';');
  const essence = type.toLowerCase();
  const names = rest.map((text) => parameter(text).name);
  // An XML image has a character set.
  const media = /^(image|audio|video|font)\//.test(essence) && !/[+/]xml$/.test(essence);
  if (media && names.includes('charset')) return [odd('charsetOnMedia')];
  return essence.startsWith('multipart/') && !names.includes('boundary') ? [odd('noBoundary')] : [];
}

/** Only the first word counts (Fetch, section 3.5). */
export function typeOptions(value: string): Saying[] {
  return split(value, ',')[0]?.toLowerCase() === 'nosniff' ? [] : [odd('notNosniff')];
}

/** HTML, section 7.4.3: an enforced frame-ancestors takes its place. */
export function frameOptions(value: string, { fields }: Message): Saying[] {
  const policies = valuesOf(fields, 'content-security-policy').flatMap(policiesOf).flat();
  if (policies.some(({ name }) => name === 'frame-ancestors')) return [odd('frameOptionsBesideCsp')];
  const known = split(value, ',').some((word) => /^(deny|sameorigin|allowall)$/i.test(word));
  return known ? [] : [odd('frameOptionsUnknown')];
}

/** RFC 6797, section 8.1. */
export function hsts(_value: string, message: Message): Saying[] {
  return proxied(message) ? [] : [odd('hstsOverHttp')];
}

// What pages of other origins may read (Fetch, section 3.2).
import { type Message, valuesOf } from '../message';
import { odd, type Saying } from '../say';

export function allowOrigin(value: string, { fields }: Message): Saying[] {
  // Several fields count as one with commas.
  if (value.includes(',') || valuesOf(fields, 'access-control-allow-origin').length > 1) return [odd('corsList')];
  if (value === '*') {
    return valuesOf(fields, 'access-control-allow-credentials').includes('true')
      ? [odd('corsStarWithCredentials')]
      : [];
  }
  if (/^[a-z][a-z\d+.-]*:\/\/[^/]+\//i.test(value)) return [odd('corsPath')];
  return value === 'null' || isOrigin(value) ? [] : [odd('corsNoOrigin')];
}

/** An origin as browsers write it (HTML, "serialization of an origin"), with which they compare byte by byte. */
function isOrigin(value: string): boolean {
  if (!/^https?:/i.test(value)) return /^[a-z][a-z\d+.-]*:\/\/[^*\s]+$/.test(value);
  return URL.canParse(value) && new URL(value).origin === value && !value.includes('*');
}

export function allowCredentials(value: string): Saying[] {
  return value === 'true' ? [] : [odd('credentialsNotTrue')];
}

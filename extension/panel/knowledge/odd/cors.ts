// What pages of other origins may read (Fetch, section 3.2).
import { type Message, valuesOf } from '../message';
import { odd, type Saying } from '../say';

export function allowOrigin(value: string, { fields }: Message): Saying[] {
  if (value === '*') {
    return valuesOf(fields, 'access-control-allow-credentials').includes('true')
      ? [odd('corsStarWithCredentials')]
      : [];
  }
  // Several fields count as one with commas.
  if (value.includes(',') || valuesOf(fields, 'access-control-allow-origin').length > 1) return [odd('corsList')];
  return /^[a-z][a-z\d+.-]*:\/\/[^/]+\//i.test(value) ? [odd('corsPath')] : [];
}

export function allowCredentials(value: string): Saying[] {
  return value === 'true' ? [] : [odd('credentialsNotTrue')];
}

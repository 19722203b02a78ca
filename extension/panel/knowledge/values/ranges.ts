// Parts of a file (RFC 9110, section 14).
import { type Part, part } from '../part';
import { type Saying, say } from '../say';
import { split, wholeNumber } from '../syntax';

/** What is asked for: `bytes=0-99, 200-, -50`. */
export function range(value: string): Part[] {
  const sign = value.indexOf('=');
  if (sign < 0) return [part(value, say('rangeBad'))];
  const unit = value.slice(0, sign).trim();
  if (unit.toLowerCase() !== 'bytes') return [part(unit, say('rangeUnit'))];
  return split(value.slice(sign + 1), ',').map((text) => part(text, asked(text)));
}

function asked(text: string): Saying {
  const [, from = '', to = ''] = /^(\d{0,15})-(\d{0,15})$/.exec(text) ?? [];
  const [first, last] = [wholeNumber(from), wholeNumber(to)];
  if (first === undefined) return last === undefined ? say('rangeBad') : say('rangeLast', { bytes: ['bytes', last] });
  if (last === undefined) return say('rangeFrom', { first: ['number', first] });
  return between(first, last);
}

/** What was sent: `bytes 0-99/1234`, or that nothing could be. */
export function contentRange(value: string): Part[] {
  const [, sent = '', whole = ''] = /^bytes +([^/]*)\/(.*)$/i.exec(value) ?? [];
  const size = wholeNumber(whole);
  if (size === undefined && whole !== '*') return [part(value, say('rangeBad'))];
  return [part(sent, sentMeaning(sent)), part(whole, wholeMeaning(size))];
}

function sentMeaning(text: string): Saying {
  if (text === '*') return say('outside');
  const [, from, to] = /^(\d{1,15})-(\d{1,15})$/.exec(text) ?? [];
  return from === undefined || to === undefined ? say('rangeBad') : between(Number(from), Number(to));
}

function wholeMeaning(size: number | undefined): Saying {
  return size === undefined ? say('sizeUnknown') : say('wholeSize', { bytes: ['bytes', size] });
}

function between(first: number, last: number): Saying {
  if (last < first) return say('rangeBad');
  return say('rangeTo', {
    first: ['number', first],
    last: ['number', last],
    bytes: ['bytes', last - first + 1],
  });
}

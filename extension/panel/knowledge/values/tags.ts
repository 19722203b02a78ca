// Entity tags, the marks of versions (RFC 9110, section 8.8.3).
import type { Message } from '../message';
import { type Part, part } from '../part';
import { type Saying, say } from '../say';
import { httpDate, split } from '../syntax';
import { date } from './dates';

export function tag(value: string): Part[] {
  return [part(value, meaning(value))];
}

export function tags(value: string): Part[] {
  return split(value, ',').map((text) => part(text, text === '*' ? say('anyTag') : meaning(text)));
}

/** If-Range holds a tag or a date (RFC 9110, section 13.1.5). */
export function tagOrDate(value: string, message: Message): Part[] {
  return httpDate(value) === undefined ? tag(value) : date(value, message);
}

function meaning(text: string): Saying {
  if (/^"[^"]*"$/.test(text)) return say('strongTag');
  return say(/^W\/"[^"]*"$/.test(text) ? 'weakTag' : 'bareTag');
}

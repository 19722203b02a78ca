import type { Message } from '../message';
import { type Part, part } from '../part';
import { type Saying, say } from '../say';
import { httpDate, wholeNumber } from '../syntax';

/** A date, as the reader's clock shows it, and how long before or after the exchange that is. */
export function date(value: string, { at }: Message): Part[] {
  const moment = httpDate(value);
  return [part(value, moment === undefined ? say('notADate') : when(moment, at))];
}

/** A number of seconds. */
export function seconds(value: string): Part[] {
  return [part(value, duration(value))];
}

/** A date or a number of seconds. */
export function dateOrSeconds(value: string, message: Message): Part[] {
  return /^\d+$/.test(value) ? seconds(value) : date(value, message);
}

function duration(value: string): Saying {
  const count = wholeNumber(value);
  return count === undefined ? say('notSeconds') : say('duration', { duration: ['duration', count] });
}

function when(milliseconds: number, at: number): Saying {
  // HTTP's dates have no parts of a second.
  const difference = Math.floor(milliseconds / 1000) - Math.floor(at / 1000);
  const moment = ['moment', milliseconds] as const;
  if (difference === 0) return say('now', { moment });
  return say(difference < 0 ? 'before' : 'after', { moment, duration: ['duration', Math.abs(difference)] });
}

import type { Message } from '../message';
import { type Part, part } from '../part';
import { type Saying, say, word } from '../say';
import { type Parameter, parameter, split, wholeNumber } from '../syntax';

/** The directives that mean nothing without a number of seconds. max-stale may stand alone (RFC 9111, section 5.2.1.2). */
const TIMED = ['max-age', 's-maxage', 'min-fresh', 'stale-while-revalidate', 'stale-if-error'];

/** The directives of Cache-Control (RFC 9111, section 5.2). */
export function cacheControl(value: string, { side }: Message): Part[] {
  const vocabulary = side === 'request' ? 'cache-control.request' : 'cache-control';
  return split(value, ',').map((text) => part(text, directive(vocabulary, parameter(text))));
}

function directive(of: 'cache-control' | 'cache-control.request', { name, value }: Parameter): Saying {
  // no-cache="Name" and private="Name" are about those fields only (RFC 9111, sections 5.2.2.4 and 5.2.2.7).
  const qualified = of === 'cache-control' && value !== undefined && /^(?:no-cache|private)$/.test(name);
  if (!TIMED.includes(name)) return word(of, qualified ? `${name}=` : name);
  const seconds = wholeNumber(value);
  if (seconds === undefined) return say('notSeconds');
  if (name === 'max-age' && seconds === 0) return word(of, 'max-age=0');
  return word(of, name, { duration: ['duration', seconds] });
}

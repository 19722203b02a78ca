// Values with a form of their own that need no file.
import type { Message } from '../message';
import { type Part, part } from '../part';
import { type Saying, say, word } from '../say';
import { parameter, split, unquoted, wholeNumber } from '../syntax';

/** A size (RFC 9110, section 8.6). */
export function bytes(value: string): Part[] {
  const count = wholeNumber(value);
  return [part(value, count === undefined ? say('notANumber') : say('bytes', { bytes: ['bytes', count] }))];
}

/** Whether to show or to save, and under which name (RFC 6266, section 4). */
export function disposition(value: string): Part[] {
  const [kind = '', ...parameters] = split(value, ';');
  return [
    part(kind, word('disposition', kind.toLowerCase())),
    ...parameters.map((text) => part(text, fileName(parameter(text)))),
  ];
}

function fileName({ name, value = '' }: { name: string; value: string | undefined }): Saying {
  if (name === 'filename') return say('fileName');
  if (name !== 'filename*') return word('disposition', name);
  const encoded = /^utf-8'[^']*'(.*)$/is.exec(value)?.[1];
  return encoded === undefined ? say('fileName') : say('fileNameEncoded', { value: decoded(encoded) });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What becomes of the connection; any other word is the name of a header (RFC 9110, section 7.6.1). */
export function connection(value: string): Part[] {
  return split(value, ',').map((text) =>
    part(text, { ...word('connection', text.toLowerCase()), otherwise: 'header' }),
  );
}

export function keepAlive(value: string): Part[] {
  return split(value, ',').map((text) => {
    const { name, value } = parameter(text);
    const count = wholeNumber(value);
    if (count === undefined || !['timeout', 'max'].includes(name)) return part(text, say('unknown'));
    if (name === 'max') return part(text, say('requests', { count: ['number', count] }));
    return part(text, say('idle', { duration: ['duration', count] }));
  });
}

/** Only in requests does it mean anything (RFC 9111, section 5.4). */
export function pragma(value: string, { side }: Message): Part[] {
  return side === 'request' ? split(value, ',').map((text) => part(text, word('pragma', text.toLowerCase()))) : [];
}

/** RFC 6797, section 6.1. */
export function hsts(value: string): Part[] {
  return split(value, ';').map((text) => {
    const { name, value } = parameter(text);
    if (name !== 'max-age') return part(text, word('strict-transport-security', name));
    const duration = wholeNumber(value);
    if (duration === undefined) return part(text, say('notSeconds'));
    if (duration === 0) return part(text, word('strict-transport-security', 'max-age=0'));
    return part(text, word('strict-transport-security', name, { duration: ['duration', duration] }));
  });
}

/** One origin, `*` or `null`. */
export function allowedOrigin(value: string): Part[] {
  return [part(value, { ...word('access-control-allow-origin', value), otherwise: 'origin' })];
}

/** How somebody proves who they are; the proof itself is not shown again (RFC 9110, section 11.4). */
export function scheme(value: string): Part[] {
  const name = value.split(' ', 1)[0] ?? '';
  return [part(name, word('auth', name.toLowerCase()))];
}

/** Brands and versions of a browser, as a list of strings with a parameter. */
export function brands(value: string): Part[] {
  return split(value, ',').map((text) => {
    const [brand = '', ...parameters] = split(text, ';');
    const version = parameters.map(parameter).find(({ name }) => name === 'v')?.value ?? '';
    const madeUp = /not.*brand/i.test(brand);
    return part(unquoted(brand), madeUp ? say('madeUpBrand') : say('brand', { version }));
  });
}

/** `?1` or `?0` (RFC 9651, section 3.3.6). */
export function yesOrNo(value: string): Part[] {
  if (value === '?1') return [part(value, say('yes'))];
  return [part(value, say(value === '?0' ? 'no' : 'unknown'))];
}

/** RFC 9218, section 4. */
export function priority(value: string): Part[] {
  return split(value, ',').map((text) => {
    const { name, value } = parameter(text);
    if (name === 'u') return part(text, say('urgency'));
    return part(text, say(name === 'i' && value !== '?0' ? 'incremental' : 'unknown'));
  });
}

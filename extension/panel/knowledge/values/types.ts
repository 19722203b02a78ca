import { type Part, part } from '../part';
import { type Saying, say, word } from '../say';
import { parameter, split } from '../syntax';

/** The kinds of types that have a sentence for all of their types. */
const KINDS = ['text', 'image', 'audio', 'video', 'font'];

/** A media type and its parameters (RFC 9110, section 8.3.1). */
export function contentType(value: string): Part[] {
  const [type = '', ...parameters] = split(value, ';');
  const seen = new Set<string>();
  return [
    part(type, typeMeaning(type)),
    ...parameters.map((text) => {
      const { name } = parameter(text);
      // The first of a name counts, and a name with a space behind it is none (MIME Sniffing, section 4.4).
      if (/^[^"=]*\s=/.test(text)) return part(text, say('parameterSpaced'));
      if (seen.has(name)) return part(text, say('parameterRepeated', { value: name }));
      seen.add(name);
      return part(text, parameterMeaning(text));
    }),
  ];
}

/** What a type or a range of types is. */
export function typeMeaning(type: string): Saying {
  const essence = type.toLowerCase();
  const kind = essence.slice(0, essence.indexOf('/'));
  return { ...word('type', essence), otherwise: KINDS.includes(kind) ? `${kind}/*` : 'other' };
}

function parameterMeaning(text: string): Saying {
  const { name, value = '' } = parameter(text);
  if (name === 'charset') return say('charset', { value });
  return say(name === 'boundary' ? 'boundary' : 'parameter');
}

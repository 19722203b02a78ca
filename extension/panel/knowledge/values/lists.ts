// Lists whose members have parameters of their own.
import { type Part, part } from '../part';
import { say, word } from '../say';
import { parameter, split, unquoted, wholeNumber } from '../syntax';

/** Addresses in angle brackets, each with what it is to the page (RFC 8288, section 3). */
export function link(value: string): Part[] {
  // A comma may stand in an address: only one behind the brackets ends a link.
  return [...value.matchAll(/<([^>]*)>((?:[^,"]|"(?:[^"\\]|\\.)*")*)/g)].flatMap(([, address = '', rest = '']) => [
    part(`<${address}>`, say('linkAddress')),
    ...split(rest, ';').map((text) => ({ ...part(text, linkParameter(text)), inner: true })),
  ]);
}

function linkParameter(text: string): ReturnType<typeof say> {
  const { name, value = '' } = parameter(text);
  return name === 'rel' ? { ...word('link.rel', value.toLowerCase()), otherwise: 'other' } : word('link', name);
}

/** Measurements of the server (Server Timing, section 2). */
export function serverTiming(value: string): Part[] {
  return split(value, ',').flatMap((metric) => {
    const [name = '', ...parameters] = split(metric, ';');
    return [
      part(name, say('timingName')),
      ...parameters.map((text) => {
        const { name: key, value: given = '' } = parameter(text);
        const milliseconds = key === 'dur' && /^\d+(\.\d+)?$/.test(given) ? Number(given) : undefined;
        const meaning =
          milliseconds === undefined
            ? word('server-timing', key === 'dur' ? '' : key)
            : word('server-timing', 'dur', { count: ['number', milliseconds] });
        return { ...part(text, meaning), inner: true };
      }),
    ];
  });
}

/** Other places that answer in the name of this one (RFC 7838, section 3). */
export function altSvc(value: string): Part[] {
  if (value.trim().toLowerCase() === 'clear') return [part(value, word('alt-svc', 'clear'))];
  return split(value, ',').flatMap((service) => {
    const [first = '', ...parameters] = split(service, ';');
    const sign = first.indexOf('=');
    const [protocol, place] = [first.slice(0, sign).toLowerCase(), unquoted(first.slice(sign + 1))];
    return [
      part(first, { ...word('alt-svc', protocol), otherwise: 'other' }, say('altPlace', { value: place })),
      ...parameters.map((text) => {
        const { name, value: given } = parameter(text);
        const seconds = wholeNumber(given);
        const meaning =
          name === 'ma' && seconds !== undefined
            ? word('alt-svc', 'ma', { duration: ['duration', seconds] })
            : word('alt-svc', name === 'ma' ? '' : name);
        return { ...part(text, meaning), inner: true };
      }),
    ];
  });
}

/** The fields of a request on which the answer depends (RFC 9110, section 12.5.5). */
export function vary(value: string): Part[] {
  return split(value, ',').map((text) => part(text, { ...word('vary', text.toLowerCase()), otherwise: 'other' }));
}

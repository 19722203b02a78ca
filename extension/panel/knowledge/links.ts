import type { Facts } from './book';

export interface Link {
  readonly label: string;
  readonly url: string;
}

/** Who publishes the standards at a host. */
const PUBLISHERS: Readonly<Record<string, string>> = {
  'fetch.spec.whatwg.org': 'WHATWG Fetch',
  'html.spec.whatwg.org': 'WHATWG HTML',
  'w3c.github.io': 'W3C',
  'www.w3.org': 'W3C',
  'w3c-fedid.github.io': 'W3C',
  'privacycg.github.io': 'W3C',
  'wicg.github.io': 'WICG',
  'tc39.es': 'ECMA-426',
  'datatracker.ietf.org': 'IETF',
  'cdn.cta.tech': 'CTA',
  'docs.oasis-open.org': 'OASIS',
};

const MDN = 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference';

/** Where to read more about a field or a status. */
export function linksOf(kind: 'Headers' | 'Status' | 'Methods', name: string, { spec, mdn }: Facts): Link[] {
  return [
    ...(spec === undefined ? [] : [{ label: labelOf(spec), url: spec }]),
    ...(mdn ? [{ label: `MDN: ${name}`, url: `${MDN}/${kind}/${name}` }] : []),
  ];
}

function labelOf(spec: string): string {
  const { hostname, pathname, hash } = new URL(spec);
  const rfc = /^\/rfc\/rfc(\d+)\.html$/.exec(pathname)?.[1];
  if (rfc === undefined) return PUBLISHERS[hostname] ?? hostname;
  const section = /^#(?:section|appendix)-(.+)$/.exec(hash)?.[1];
  return section === undefined ? `RFC ${rfc}` : `RFC ${rfc}, ${section}`;
}

/** What a Content-Type says. */
export interface MediaType {
  /** Type and subtype in lower case; empty where the field is absent or no media type. */
  readonly essence: string;
  /** By their names in lower case; the first of a name counts. */
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i;

/** Reads a media type (WHATWG MIME Sniffing, section 4.4). */
export function mediaTypeOf(value: string | null | undefined): MediaType {
  const [essence, parameters] = split(value ?? '');
  const [type = '', subtype = '', ...more] = essence.split('/');
  const valid = more.length === 0 && TOKEN.test(type) && TOKEN.test(subtype);
  return { essence: valid ? essence : '', parameters };
}

/** Reads a value that parameters follow, such as a Content-Disposition. */
export function split(value: string): [first: string, parameters: ReadonlyMap<string, string>] {
  const end = value.indexOf(';');
  const first = (end < 0 ? value : value.slice(0, end)).trim().toLowerCase();
  const parameters = new Map<string, string>();
  if (end < 0) return [first, parameters];
  for (const [, name = '', quoted, plain] of value
    .slice(end)
    .matchAll(/;\s*([^;=\s]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/g)) {
    const key = name.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\(.)/g, '$1') ?? (plain ?? '').trim());
  }
  return [first, parameters];
}

/** True for JSON: its own types, and those whose name ends so (RFC 6839, section 3.1). */
export function isJson(essence: string): boolean {
  return essence === 'application/json' || essence === 'text/json' || essence.endsWith('+json');
}

/** True for XML: its own types, and those whose name ends so (RFC 7303, section 8). */
export function isXml(essence: string): boolean {
  return essence === 'application/xml' || essence === 'text/xml' || essence.endsWith('+xml');
}

// The field of a response that stands at the top of its details.
import type { Exchange, Header } from '../../protocol/types.generated';

/**
 * The fields that decide what a browser does: of a redirect the address, of any other answer the type. Undefined where
 * neither is asked: there is no response yet, or one without content (RFC 9110, sections 15.3.5 and 15.4.5).
 */
export type KeyField = { readonly name: 'Location' | 'Content-Type'; readonly fields: readonly Header[] } | undefined;

const NO_CONTENT = [204, 205, 304];

export function keyFieldOf({ status, response }: Exchange): KeyField {
  const named = (name: string): Header[] => response.headers.filter((header) => header.name.toLowerCase() === name);
  if (status < 200) return undefined;
  const types = named('content-type');
  if (isRedirect(status) && types.length === 0) {
    const places = named('location');
    if (places.length > 0) return { name: 'Location', fields: places };
  }
  return types.length === 0 && NO_CONTENT.includes(status) ? undefined : { name: 'Content-Type', fields: types };
}

/** The redirects that browsers follow (Fetch, section 2.2.3). */
export const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

/** True for a page that Vitrina itself wrote, to say what failed: neither a file's nor a script's. */
export function isErrorPage({ kind, status, file, response }: Exchange): boolean {
  const type = response.headers.find(({ name }) => name.toLowerCase() === 'content-type');
  return kind === 'error' && status >= 400 && file === undefined && type?.setBy === 'server';
}

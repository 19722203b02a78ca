import type { TextKey } from '../texts';

/** What is said of the end of a script's headers, and the letter before which it is said. */
export interface HeaderEnd {
  readonly at: number;
  readonly text: TextKey;
}

/**
 * Where a script's headers end, or should have ended (RFC 3875, section 6.2).
 *
 * @param text what it printed
 * @param head how many letters of it are its header block; undefined where it writes the response's own head
 */
export function headerEndOf(text: string, head: number | undefined): HeaderEnd | undefined {
  if (head === undefined) return undefined;
  if (head === 0) {
    // A field there belongs to a block that was too long to be one.
    return /^[!#$%&'*+.^_`|~0-9a-z-]+:/i.test(text) ? undefined : { at: 0, text: 'output.headerMissing' };
  }
  const empty = /(?:^|\n)(\r*\n)$/.exec(text.slice(0, head));
  if (!empty) return { at: head, text: 'output.headerUnended' };
  return { at: head - (empty[1]?.length ?? 0), text: 'output.headerEnd' };
}

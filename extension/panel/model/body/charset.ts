import type { CharsetBy as Decider, Charset as Decided } from '../../../protocol/types.generated';
import { isJson, type MediaType } from './mediaType';

/** What decided on a charset: what the server found that browsers go by, or for what none of them reads, what is here. */
export type CharsetBy = Decider | 'ascii' | 'form' | 'assumed';

export interface Charset {
  /** As the Encoding standard names it. */
  readonly label: string;
  readonly by: CharsetBy;
}

/** What is not named but taken: of text in ASCII alone, nothing has to be taken. */
const TAKEN: readonly CharsetBy[] = ['asker', 'page', 'observed', 'none', 'assumed'];

/**
 * In which charset text is read.
 *
 * @param decided in which one a browser reads it
 */
export function charsetOf(bytes: Uint8Array, type: MediaType, decided?: Decided): Charset {
  const charset = decided ?? namedBy(bytes, type);
  const alike = !/^(?:utf-16|iso-2022-jp|replacement)/.test(charset.label);
  if (alike && TAKEN.includes(charset.by) && bytes.every((byte) => byte < 0x80)) return { label: 'utf-8', by: 'ascii' };
  return charset;
}

function namedBy(bytes: Uint8Array, { essence, parameters }: MediaType): Charset {
  const mark = byMark(bytes);
  if (mark !== undefined) return { label: mark, by: 'mark' };
  if (essence === 'application/x-www-form-urlencoded') return { label: 'utf-8', by: 'form' };
  if (isJson(essence)) return { label: 'utf-8', by: 'json' };
  const named = known(parameters.get('charset'));
  return named === undefined ? { label: 'utf-8', by: 'assumed' } : { label: named, by: 'contentType' };
}

/** The text of bytes; what is not text in the charset becomes U+FFFD. */
export function decode(bytes: Uint8Array, label: string): string {
  // TextDecoder refuses that one, which means a single U+FFFD (WHATWG Encoding, section 14.1).
  if (label === 'replacement') return bytes.length > 0 ? '\ufffd' : '';
  return new TextDecoder(label).decode(bytes);
}

/** A byte order mark overrules all else (WHATWG Encoding, section 6). */
function byMark(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return undefined;
}

/** The standard's name for a label; undefined where it knows none. */
function known(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

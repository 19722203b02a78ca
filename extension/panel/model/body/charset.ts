import { toLatin1 } from './bytes';
import { isJson, isXml, type MediaType } from './mediaType';

/** What decided on a charset. `page`: whoever loads it does; `none`: nothing did, so the browser's own counts. */
export type CharsetBy =
  | 'ascii'
  | 'mark'
  | 'contentType'
  | 'meta'
  | 'declaration'
  | 'rule'
  | 'json'
  | 'xml'
  | 'form'
  | 'observed'
  | 'page'
  | 'none';

export interface Charset {
  /** As the Encoding standard names it, for `TextDecoder`. */
  readonly label: string;
  readonly by: CharsetBy;
}

/** As many bytes as a browser searches for a declaration (WHATWG HTML, 13.2.3.2). */
const PRESCAN = 1024;

/** What browsers in Western languages take where nothing names a charset (WHATWG HTML, 13.2.3.2, step 9). */
const FALLBACK = 'windows-1252';

/**
 * In which charset a browser reads text.
 *
 * @param observed document.characterSet, where a browser told it
 */
export function charsetOf(bytes: Uint8Array, { essence, parameters }: MediaType, observed?: string): Charset {
  const mark = byMark(bytes);
  if (mark !== undefined) return { label: mark, by: 'mark' };
  if (essence === 'application/x-www-form-urlencoded') return { label: 'utf-8', by: 'form' };
  if (isJson(essence)) return { label: 'utf-8', by: 'json' };
  const named = known(parameters.get('charset'));
  if (named !== undefined) return { label: named, by: 'contentType' };
  const declared = declaredIn(toLatin1(bytes.subarray(0, PRESCAN)), essence);
  if (declared) return declared;
  if (isXml(essence)) return { label: 'utf-8', by: 'xml' };
  const told = known(observed);
  if (bytes.every((byte) => byte < 0x80)) return { label: 'utf-8', by: 'ascii' };
  if (told !== undefined) return { label: told, by: 'observed' };
  if (['text/html', 'text/plain', ''].includes(essence)) return { label: FALLBACK, by: 'none' };
  return { label: 'utf-8', by: 'page' };
}

/** The text of bytes; what is not text in the charset becomes U+FFFD. */
export function decode(bytes: Uint8Array, label: string): string {
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

function declaredIn(start: string, essence: string): Charset | undefined {
  if (essence === 'text/html') {
    const label = known(metaCharset(start));
    // A page that can be read so far is not in UTF-16, whatever it says (WHATWG HTML, 13.2.3.2).
    if (label !== undefined) return { label: label.startsWith('utf-16') ? 'utf-8' : label, by: 'meta' };
  }
  if (essence === 'text/css') {
    const label = known(/^@charset "([^"]*)";/.exec(start)?.[1]);
    if (label !== undefined) return { label: label.startsWith('utf-16') ? 'utf-8' : label, by: 'rule' };
  }
  if (isXml(essence)) {
    const label = known(/^<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"']*)["']/.exec(start)?.[1]);
    if (label !== undefined) return { label, by: 'declaration' };
  }
  return undefined;
}

/** What a page's meta element names, outside of comments. */
function metaCharset(start: string): string | undefined {
  for (const [meta] of start.replace(/<!--[^]*?(?:-->|$)/g, '').matchAll(/<meta[\s/][^>]*>?/gi)) {
    const label = /\bcharset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(meta)?.[1];
    if (label !== undefined) return label;
  }
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

import { toLatin1 } from './bytes';
import { isJson, isXml, type MediaType } from './mediaType';

/** Languages whose source is coloured. */
export type SourceLanguage = 'html' | 'css' | 'javascript' | 'json' | 'xml' | 'python';

/** What a body is shown as. */
export type BodyKind =
  | { readonly kind: 'image'; readonly type: string; readonly text: boolean }
  | { readonly kind: 'json' }
  | { readonly kind: 'fields' }
  | { readonly kind: 'parts'; readonly boundary: string }
  | { readonly kind: 'text'; readonly language: SourceLanguage | undefined }
  | { readonly kind: 'bytes' };

/** Media types by what they hold. */
const LANGUAGES: Readonly<Record<string, SourceLanguage>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/css': 'css',
  'text/javascript': 'javascript',
  'application/javascript': 'javascript',
  'application/x-javascript': 'javascript',
  'application/ecmascript': 'javascript',
  'text/ecmascript': 'javascript',
  'text/x-python': 'python',
  'application/x-python': 'python',
};

/** What files are called whose type says only that they are text. */
const EXTENSIONS: Readonly<Record<string, SourceLanguage>> = {
  py: 'python',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  ts: 'javascript',
  css: 'css',
  json: 'json',
  xml: 'xml',
  html: 'html',
};

/** How many bytes decide whether something is text. */
const DECISIVE = 4096;

/**
 * What a body is shown as: by its media type, and where that names nothing that is shown in a way of its own, by its
 * bytes.
 *
 * @param path what was asked for
 */
export function kindOf(bytes: Uint8Array, { essence, parameters }: MediaType, path: string): BodyKind {
  if (essence.startsWith('image/')) return { kind: 'image', type: essence, text: isText(bytes) };
  if (isJson(essence)) return { kind: 'json' };
  if (essence === 'application/x-www-form-urlencoded') return { kind: 'fields' };
  const boundary = parameters.get('boundary') ?? '';
  if (essence === 'multipart/form-data' && boundary !== '') return { kind: 'parts', boundary };
  const language = languageOf(bytes, essence, path);
  if (language !== undefined) return { kind: 'text', language };
  if (essence.startsWith('text/') || isText(bytes)) return { kind: 'text', language: undefined };
  return { kind: 'bytes' };
}

/** The language of source text. What begins as a page is one, whatever its type says: colours help to read the bytes. */
export function languageOf(bytes: Uint8Array, essence: string, path: string): SourceLanguage | undefined {
  if (!isText(bytes)) return undefined;
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html[\s>])/i.test(toLatin1(bytes.subarray(0, DECISIVE)))) return 'html';
  const language = LANGUAGES[essence] ?? (isXml(essence) ? 'xml' : undefined);
  if (language !== undefined || essence !== 'text/plain') return language;
  return EXTENSIONS[/\.(\w+)(?:\?|$)/.exec(path)?.[1]?.toLowerCase() ?? ''];
}

/** False where a byte says that these are not letters (WHATWG MIME Sniffing, section 3, binary data bytes). */
export function isText(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)) return true;
  return bytes
    .subarray(0, DECISIVE)
    .every((byte) => byte > 0x1f || byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d || byte === 0x1b);
}

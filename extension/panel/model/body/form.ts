import { fromLatin1, toLatin1 } from './bytes';
import { mediaTypeOf, split } from './mediaType';

/** A field of a form, as it was sent. */
export interface FormField {
  readonly name: string;
  /** Undefined for a file. */
  readonly value: string | undefined;
  /** What was sent of a file. */
  readonly file: FormFile | undefined;
}

export interface FormFile {
  /** Its name on the sender's computer; empty where none was chosen. */
  readonly name: string;
  /** Its media type; empty where none was told. */
  readonly type: string;
  readonly bytes: number;
}

/** The fields of application/x-www-form-urlencoded (WHATWG URL, section 5.1). */
export function urlencodedFields(bytes: Uint8Array): FormField[] {
  return [...new URLSearchParams(new TextDecoder().decode(bytes))].map(([name, value]) => ({
    name,
    value,
    file: undefined,
  }));
}

/**
 * The parts of multipart/form-data (RFC 7578). A part that the end of the bytes cuts off is given as far as it goes.
 * Undefined where there is no part.
 */
export function multipartFields(bytes: Uint8Array, boundary: string): FormField[] | undefined {
  // One letter is one byte, so places in the text are places in the bytes.
  const text = `\r\n${toLatin1(bytes)}`;
  const delimiter = `\r\n--${boundary}`;
  const fields: FormField[] = [];
  for (let at = delimiterFrom(text, delimiter, 0); at >= 0;) {
    const start = at + delimiter.length;
    if (text.startsWith('--', start)) break;
    const next = delimiterFrom(text, delimiter, start);
    const field = partField(text.slice(start, next < 0 ? undefined : next));
    if (field) fields.push(field);
    at = next;
  }
  return fields.length > 0 ? fields : undefined;
}

/** Where the next delimiter line begins (RFC 2046, section 5.1.1); -1 where there is none. */
function delimiterFrom(text: string, delimiter: string, from: number): number {
  let at = text.indexOf(delimiter, from);
  while (at >= 0 && !/^(?:--|[ \t]*\r\n)/.test(text.slice(at + delimiter.length, at + delimiter.length + 80))) {
    at = text.indexOf(delimiter, at + 1);
  }
  return at;
}

function partField(part: string): FormField | undefined {
  const head = part.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const fields = new Map(
    part
      .slice(0, head)
      .split('\r\n')
      .map((line) => /^([^:]+):\s*(.*)$/.exec(line))
      .filter((match) => match !== null)
      .map(([, name = '', value = '']) => [name.toLowerCase(), utf8(value)]),
  );
  const [, parameters] = split(fields.get('content-disposition') ?? '');
  const content = part.slice(head + 4);
  const name = unescaped(parameters.get('name') ?? '');
  const file = parameters.get('filename');
  if (file === undefined) return { name, value: utf8(content), file: undefined };
  const type = mediaTypeOf(fields.get('content-type')).essence;
  return { name, value: undefined, file: { name: unescaped(file), type, bytes: content.length } };
}

/** Browsers write three letters of a name so (WHATWG HTML, 4.10.21.8, "multipart/form-data"). */
function unescaped(name: string): string {
  return name.replace(/%(22|0D|0A)/gi, (escape) => decodeURIComponent(escape));
}

function utf8(latin1: string): string {
  return new TextDecoder().decode(fromLatin1(latin1));
}

// A request to be written down for another program.
import type { Exchange } from '../../../protocol/types.generated';
import { fromBase64, fromLatin1, toLatin1 } from '../body/bytes';
import { piecesOfBody, replaced } from '../secretBody';
import { type Piece, piecesOfAddress, pieces } from '../secrets';

/** What stands in place of a secret. */
export const REDACTED = 'REDACTED';

/** What must be known of a text that does not say it itself; the names of sentences. */
export type Remark =
  | 'copyAs.redacted'
  | 'copyAs.bodyNotKept'
  | 'copyAs.bodyLeftOut'
  | 'copyAs.saveBody'
  | 'copyAs.fieldsLeftOut'
  | 'copyAs.addressChanged';

/** A text to take along. */
export interface Taken {
  readonly text: string;
  readonly remarks: readonly Remark[];
  /** What the file must be called that the text speaks of: `copyAs.saveBody`. */
  readonly file?: string;
}

/** A field line, one letter for each byte. */
export interface FieldLine {
  readonly name: string;
  readonly value: string;
}

/** A request in parts. Texts have one letter for each byte, so that nothing is lost of what is not UTF-8. */
export interface Copied {
  readonly method: string;
  readonly target: string;
  readonly version: string;
  /** In their order and letter case. */
  readonly fields: readonly FieldLine[];
  readonly body: string;
  /** Where the site is: `http://127.0.0.1:8000`. */
  readonly origin: string;
  readonly remarks: readonly Remark[];
}

/** The bytes of a head, one letter for each. */
export function headBytes({ head, headBase64 }: Pick<Exchange['request'], 'head' | 'headBase64'>): string {
  return toLatin1(headBase64 === undefined ? new TextEncoder().encode(head) : fromBase64(headBase64));
}

/** Bytes as text: UTF-8 where they are that, else ISO-8859-1. */
export function readable(bytes: string): string {
  return asUtf8(bytes) ?? bytes;
}

/** Undefined where bytes are not UTF-8. */
export function asUtf8(bytes: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(fromLatin1(bytes));
  } catch {
    return undefined;
  }
}

/** A name of a field or a method (RFC 9110, section 5.6.2). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

export const redacted = (given: readonly Piece[]): string => replaced(given, REDACTED);

export const hasSecret = (given: readonly Piece[]): boolean => given.some(({ secret }) => secret);

export const valueOf = (fields: readonly FieldLine[], name: string): string | undefined =>
  fields.find((field) => field.name.toLowerCase() === name)?.value;

/** The parts of a request. Throws where there is none that a program could send: its first line is no request line. */
export function copied(exchange: Exchange, body: Uint8Array, origin: string, secrets: boolean): Copied {
  const [line = '', ...lines] = headBytes(exchange.request).split(/\r?\n/);
  const [, method = '', target = '', version = ''] = /^(\S+) (\S+) (HTTP\/\d\.\d)$/.exec(line) ?? [];
  if (!TOKEN.test(method)) throw new Error('This is not a request that can be sent again.');
  const remarks = new Set<Remark>();
  if (exchange.request.body.kept < exchange.request.body.bytes) remarks.add('copyAs.bodyNotKept');

  const cover = (given: readonly Piece[]): string => {
    if (secrets || !hasSecret(given)) return given.map(({ text }) => text).join('');
    remarks.add('copyAs.redacted');
    return redacted(given);
  };
  const fields = lines.flatMap((field) => {
    if (field === '') return [];
    const colon = field.indexOf(':');
    const name = field.slice(0, Math.max(colon, 0));
    const value = field.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '');
    // Whatever is not a field line might be an option or more to the program that is to send it.
    if (!TOKEN.test(name) || /[\0\r\n]/.test(value)) {
      remarks.add('copyAs.fieldsLeftOut');
      return [];
    }
    return [{ name, value: cover(pieces(name, value)) }];
  });
  const sent = cover(piecesOfBody(valueOf(fields, 'content-type'), toLatin1(body)));
  return {
    method,
    target: cover(piecesOfAddress(target)),
    version,
    fields: withLength(fields, sent),
    body: sent,
    origin: origin.replace(/\/$/, ''),
    remarks: [...remarks],
  };
}

/** A length that is not the body's would have the server wait for the rest. */
function withLength(fields: readonly FieldLine[], body: string): FieldLine[] {
  return fields.map((field) =>
    field.name.toLowerCase() === 'content-length' ? { ...field, value: String(body.length) } : field,
  );
}

export const isChunked = ({ fields }: Copied): boolean =>
  /(?:^|,)\s*chunked\s*$/i.test(valueOf(fields, 'transfer-encoding') ?? '');

/** True where a body is to be sent: in chunks, also an empty one has an end that the server waits for (RFC 9112, section 7.1). */
export const hasContent = (request: Copied): boolean => request.body !== '' || isChunked(request);

/** A target that every program sends as it is: no dots that one takes out, no letters that one escapes or unescapes. */
export function isPlain(target: string): boolean {
  const [path = ''] = target.split('?', 1);
  if (!/^\/(?:[A-Za-z0-9\-._~!$&()*+,;=:@/?]|%[0-9A-F]{2})*$/.test(target)) return false;
  if (path.split('/').some((segment) => /^(?:\.|%2E){1,2}$/.test(segment)) || path.startsWith('//')) return false;
  return [...target.matchAll(/%([0-9A-F]{2})/g)].every(
    ([, digits = '']) => !/[A-Za-z0-9\-._~]/.test(String.fromCharCode(parseInt(digits, 16))),
  );
}

/** A target for programs that take addresses: what is not a letter of one is escaped. */
export function escapedTarget(target: string): string {
  const path = target.startsWith('/')
    ? target
    : target === '*'
      ? '/'
      : target.replace(/^[a-z]+:\/\/[^/?#]*/i, '') || '/';
  return path.replace(
    /[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

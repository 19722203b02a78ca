import type { Exchange } from '../../protocol/types.generated';
import { charsetOf } from './body/charset';
import { mediaTypeOf } from './body/mediaType';
import { diffLines, type LineDiff } from './comparisonLines';
import { fieldValues } from './head';
import { piecesOfBody, replaced } from './secretBody';

/** What differs between two bodies. */
export type BodyChange =
  /** Neither has any, or one was not to have any. */
  | { readonly kind: 'none' }
  | { readonly kind: 'same' }
  | { readonly kind: 'lines'; readonly diff: LineDiff }
  /** They differ only in what is hidden. */
  | { readonly kind: 'secrets' }
  /** They are not text, or differ in too much: only their lengths are told. */
  | { readonly kind: 'bytes' }
  /** One was not kept. */
  | { readonly kind: 'forgotten' };

/** The kept start of a body. */
export interface Kept {
  readonly bytes: Uint8Array;
  /** True where that is all. */
  readonly whole: boolean;
}

/**
 * What live reload puts into a page, as the server writes it (server/internal/inject): its address has another token each
 * time, and a second script takes both away.
 */
const INJECTED =
  /<script(?: xmlns="http:\/\/www\.w3\.org\/1999\/xhtml")? async="" src="(?:\.\/|(?:\.\.\/)+)_vitrina\/reload\.js(?:\?[^"]*)?"><\/script>(?:<script(?: xmlns="http:\/\/www\.w3\.org\/1999\/xhtml")?>(?:document\.currentScript\.|\{const\{currentScript:s\}=document,l=s\.)previousSibling[^<]*<\/script>)?/;

/** True where the response has content by its kind (RFC 9110, sections 9.3.2, 15.3.5 and 15.4.5). */
export const hasBody = ({ method, status }: Exchange): boolean =>
  method !== 'HEAD' && status >= 200 && status !== 204 && status !== 304;

export function compareBodies(before: Exchange, was: Kept, after: Exchange, is: Kept): BodyChange {
  const [one, other] = [textOf(before, was.bytes), textOf(after, is.bytes)];
  const whole = was.whole && is.whole;
  if (one === undefined || other === undefined) {
    const equal = was.bytes.length === is.bytes.length && was.bytes.every((byte, at) => byte === is.bytes[at]);
    return { kind: equal && before.response.body.bytes === after.response.body.bytes ? 'same' : 'bytes' };
  }
  const [old, now] = [one.replace(INJECTED, ''), other.replace(INJECTED, '')];
  if (old === now)
    return { kind: whole || before.response.body.bytes === after.response.body.bytes ? 'same' : 'bytes' };
  const [shown, shownNow] = [withoutSecrets(before, old), withoutSecrets(after, now)];
  if (shown === shownNow) return { kind: 'secrets' };
  const diff = diffLines(shown, shownNow);
  return diff ? { kind: 'lines', diff } : { kind: 'bytes' };
}

const withoutSecrets = ({ response }: Exchange, text: string): string =>
  replaced(piecesOfBody(fieldValues(response, 'content-type')[0], text), '••••••');

/** The text that bytes are, in the charset in which browsers read them, or UTF-8; undefined where they are none. */
function textOf(exchange: Exchange, bytes: Uint8Array): string | undefined {
  if (fieldValues(exchange.response, 'content-encoding').length > 0 || bytes.includes(0)) return undefined;
  const [type = ''] = fieldValues(exchange.response, 'content-type');
  const { label: charset } = charsetOf(bytes, mediaTypeOf(type), exchange.verdict?.charset);
  for (const label of [charset, 'utf-8', 'windows-1252']) {
    try {
      // A body that was cut may end within a letter.
      return new TextDecoder(label, { fatal: true }).decode(bytes, { stream: true });
    } catch {
      // The next is tried: the charset is unknown, or the bytes are none of it.
    }
  }
  return undefined;
}

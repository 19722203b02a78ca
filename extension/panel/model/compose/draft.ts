import type { Exchange, ExchangeReplayParams } from '../../../protocol/types.generated';
import { toBase64 } from '../body/bytes';
import { type Identity, identityOf } from '../identity';
import { multipart, urlencoded } from './formBody';
import { headerLines, withField } from './headerLines';
import { type Hidden, hiding, shown } from './hiding';

/** What the body of a draft is made of. `same`: it stays what was sent. */
export type BodyKind = 'same' | 'none' | 'text' | 'form' | 'upload';

/** A request that is being written, as its fields on the page hold it. */
export interface Draft {
  /** The exchange whose request it changes; undefined for one from nothing. */
  readonly of: Identity | undefined;
  readonly siteId: string;
  readonly method: string;
  readonly target: string;
  /** A header a line, in the order in which they are sent. */
  readonly headers: string;
  readonly body: BodyKind;
  /** The text, or a field of the form a line: NAME=VALUE. */
  readonly text: string;
  /** The name of the form's field that holds the file. */
  readonly field: string;
  readonly file: File | undefined;
  /** The bytes to send, valid or not, in place of all else; undefined while that is not asked for. */
  readonly raw: string | undefined;
  /** The secrets for which numbers stand in the target, the headers and the bytes to send. */
  readonly hidden: Hidden;
}

/** A draft of the request of an exchange. */
export function draftOf(exchange: Exchange): Draft {
  const { siteId, method, target, request } = exchange;
  const body = request.body.bytes > 0 ? 'same' : 'none';
  return {
    ...{ of: identityOf(exchange), siteId, method, body, text: '', field: 'file', file: undefined, raw: undefined },
    ...hiding(target, request.headers),
  };
}

/** The draft of a request from nothing. */
export function newDraft(siteId: string, host: string): Draft {
  const headers = `Host: ${host}\nAccept: */*`;
  return {
    ...{ of: undefined, siteId, method: 'GET', target: '/', headers, body: 'none' },
    ...{ text: '', field: 'file', file: undefined, raw: undefined, hidden: [] },
  };
}

/** The draft with another kind of body, and the Content-Type that goes with it. */
export function withBody(draft: Draft, body: BodyKind): Draft {
  const type = { form: 'application/x-www-form-urlencoded', upload: `multipart/form-data; boundary=${BOUNDARY}` };
  const headers =
    body === 'form' || body === 'upload' ? withField(draft.headers, 'Content-Type', type[body]) : draft.headers;
  return { ...draft, body, headers };
}

/** What separates the parts of an upload (RFC 2046, section 5.1.1): no file that a class sends holds it. */
export const BOUNDARY = '----vitrina-7f3a9c51d2';

/** The draft with nothing hidden. */
export function uncovered(draft: Draft): Draft {
  const { hidden, target, headers, raw } = draft;
  return {
    ...draft,
    ...{ target: shown(target, hidden), headers: shown(headers, hidden), hidden: [] },
    raw: raw === undefined ? undefined : shown(raw, hidden),
  };
}

/** The file that the draft sends, if any. */
export const fileOf = ({ body, raw, file }: Draft): File | undefined =>
  body === 'upload' && raw === undefined ? file : undefined;

/**
 * What is asked of the server, with the bytes of the file that the draft sends. Lines that are not headers are told as such:
 * the server says what is wrong.
 */
export function paramsOf(written: Draft, uploaded: Uint8Array = new Uint8Array()): ExchangeReplayParams {
  const draft = uncovered(written);
  const { of, siteId, method, target, raw } = draft;
  const which = of ? { id: of.id } : { siteId };
  if (raw !== undefined) return { ...which, rawBase64: toBase64(rawBytes(raw)) };
  const body = bodyOf(draft, uploaded);
  return {
    ...which,
    changes: {
      method,
      target,
      headers: headerLines(draft.headers),
      ...(body && { bodyBase64: toBase64(body) }),
    },
  };
}

/** The content; undefined where it stays. */
function bodyOf({ body, text, field, file }: Draft, uploaded: Uint8Array): Uint8Array | undefined {
  switch (body) {
    case 'same':
      return undefined;
    case 'none':
      return new Uint8Array();
    case 'text':
      return new TextEncoder().encode(text);
    case 'form':
      return new TextEncoder().encode(urlencoded(text));
    case 'upload':
      return multipart(BOUNDARY, field, file ?? { name: '', type: '' }, uploaded);
  }
}

/** What the draft's parts would be as bytes to write by hand. */
export function rawOf({ method, target, headers, text }: Draft): string {
  return `${method} ${target} HTTP/1.1\n${headers}\n\n${text}`;
}

/** A line ends in CR LF, as HTTP wants it (RFC 9112, section 2.2). */
const rawBytes = (text: string): Uint8Array => new TextEncoder().encode(text.replace(/\r?\n/g, '\r\n'));

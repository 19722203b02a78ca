import { computedMIMEType, MIMEType } from 'whatwg-mimetype';
import type { Exchange } from '../../protocol/types.generated';
import { appearanceOf, type Appearance } from './displayable';
import { fieldValues } from './head';

/** What becomes of a response; the values of `data-fate`. `applied` and `refused` are for destinations other than a document. */
export type Fate = 'shown' | 'downloaded' | 'applied' | 'refused' | 'empty' | 'redirected';

/** Why a browser comes to that. */
export type Reason =
  | 'named' // Content-Type says so
  | 'sniffedTag' // no type; the body begins with a tag of the standard's list
  | 'sniffedSignature' // no type; the first bytes are those of a known format
  | 'sniffedText' // no type; nothing known, no binary byte
  | 'sniffedBinary' // no type; nothing known, a binary byte
  | 'noSniff' // no type, and X-Content-Type-Options forbids guessing
  | 'binaryText' // text/plain with a binary byte
  | 'attachment' // Content-Disposition
  | 'notDisplayable' // a type that browsers do not show
  | 'undecodable' // no type, and the body is encoded: the first bytes are not at hand
  | 'head' // the request was HEAD
  | 'status' // 204, 205: nothing to show, and the browser stays where it is
  | 'notModified' // 304: the browser has it
  | 'noContent' // a body without a byte
  | 'location' // a redirect
  | 'told'; // a browser told otherwise than was predicted

/** What a browser that opens the response as a document makes of it. */
export interface Verdict {
  readonly fate: Fate;
  /** The MIME type that it ends up with, as `document.contentType` would say; empty where there is no document. */
  readonly type: string;
  /** Observed: a browser told. Predicted: the standards and Chromium's own rules say so. */
  readonly basis: 'observed' | 'predicted';
  readonly reason: Reason;
  /** Only where something is shown. */
  readonly as?: Appearance;
}

/** How much of a body decides: the resource header (https://mimesniff.spec.whatwg.org/#resource-header). */
export const DECISIVE_BYTES = 1445;

/**
 * What a browser makes of a response that is opened as a document (typed address, link, frame).
 *
 * @param start the first bytes of the content, at least DECISIVE_BYTES where there are as many
 * @returns undefined as long as the response has no status
 */
export function verdictOf(exchange: Exchange, start: Uint8Array): Verdict | undefined {
  if (exchange.status === 0) return undefined;
  const predicted = predict(exchange, start);
  const observed = exchange.observed?.contentType;
  if (!observed) return { ...predicted, basis: 'predicted' };
  const reason = observed === predicted.type || predicted.reason === 'notModified' ? predicted.reason : 'told';
  if (predicted.reason === 'noContent')
    return { fate: 'empty', type: observed, basis: 'observed', reason: 'noContent' };
  return { fate: 'shown', type: observed, basis: 'observed', reason, as: appearanceOf(observed) ?? 'text' };
}

function predict(exchange: Exchange, start: Uint8Array): Omit<Verdict, 'basis'> {
  const { response, status } = exchange;
  if (isRedirect(status) && fieldValues(response, 'location').length > 0) return noDocument('redirected', 'location');
  if (status === 304) return { fate: 'shown', type: '', reason: 'notModified' };
  if (exchange.method === 'HEAD') return noDocument('empty', 'head');
  if (status === 204 || status === 205) return noDocument('empty', 'status');

  const { type, reason } = typeOf(exchange, start);
  if (fieldValues(response, 'content-disposition').some(attaches))
    return { fate: 'downloaded', type, reason: 'attachment' };
  const as = appearanceOf(type);
  if (!as) return { fate: 'downloaded', type, reason: reason === 'named' ? 'notDisplayable' : reason };
  if (exchange.bytes === 0) return { fate: 'empty', type, reason: 'noContent' };
  return { fate: 'shown', type, reason, as };
}

function noDocument(fate: Fate, reason: Reason): Omit<Verdict, 'basis'> {
  return { fate, type: '', reason };
}

/** Every disposition but inline means a download (RFC 6266, section 4.2); Chromium forgives one that is missing. */
function attaches(disposition: string): boolean {
  return !/^\s*(inline\s*)?(;|$)|^[^;]*=/i.test(disposition);
}

/** The statuses that Fetch follows (https://fetch.spec.whatwg.org/#redirect-status). */
function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function typeOf({ response, bytes }: Exchange, start: Uint8Array): { type: string; reason: Reason } {
  const named = namedType(fieldValues(response, 'content-type'));
  const nosniff = fieldValues(response, 'x-content-type-options').some((value) => /^\s*nosniff\s*(,|$)/i.test(value));
  const encoded = fieldValues(response, 'content-encoding').some((value) => !/^\s*(identity)?\s*$/i.test(value));
  if (named && (encoded || nosniff)) return { type: feedAsText(named.essence), reason: 'named' };
  // The standard would still tell images from text; Chromium takes all of it for text.
  if (nosniff) return { type: 'text/plain', reason: 'noSniff' };
  if (encoded) return { type: 'text/plain', reason: 'undecodable' };
  if (bytes === 0) return { type: named?.essence ?? 'text/plain', reason: named ? 'named' : 'sniffedText' };

  const resource = start.subarray(0, DECISIVE_BYTES);
  if (!named) {
    const type = computedMIMEType(resource).essence;
    return { type, reason: reasonOfGuess(type) };
  }
  if (named.essence === 'text/plain' && isBinary(resource)) {
    return { type: computedMIMEType(resource).essence, reason: 'binaryText' };
  }
  return { type: feedAsText(named.essence), reason: 'named' };
}

/**
 * Whether the standard's rules for text or binary say binary. It applies them only to the few spellings of text/plain
 * that servers of old sent for everything; Chromium applies them to every text/plain.
 */
function isBinary(resource: Uint8Array): boolean {
  return computedMIMEType(resource, { contentTypeHeader: 'text/plain' }).essence !== 'text/plain';
}

/** Chromium shows the source of a feed, in a document that calls itself text/plain. */
function feedAsText(type: string): string {
  return type === 'application/atom+xml' || type === 'application/rss+xml' ? 'text/plain' : type;
}

/** The last type that parses counts (https://fetch.spec.whatwg.org/#concept-header-extract-mime-type). */
function namedType(values: readonly string[]): MIMEType | undefined {
  let named: MIMEType | undefined;
  for (const value of values.flatMap(splitAtCommas)) {
    const type = MIMEType.parse(value);
    if (type && !isUnknown(type)) named = type;
  }
  return named;
}

/** Types that mean "guess" (https://mimesniff.spec.whatwg.org/#mime-type-sniffing-algorithm, step 1). */
function isUnknown({ essence }: MIMEType): boolean {
  return ['*/*', 'unknown/unknown', 'application/unknown'].includes(essence);
}

/** A list's members; a comma inside a quoted string does not part them. */
function splitAtCommas(value: string): string[] {
  return value.match(/(?:"(?:[^"\\]|\\.)*"|[^,])+/g) ?? [];
}

function reasonOfGuess(type: string): Reason {
  if (type === 'text/html') return 'sniffedTag';
  if (type === 'text/plain') return 'sniffedText';
  return type === 'application/octet-stream' ? 'sniffedBinary' : 'sniffedSignature';
}

import type { Exchange, Header, Verdict } from '../../protocol/types.generated';
import { startLine } from './head';

/** A value before and after; undefined where there was none. */
export interface Change {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** A header whose value changed, or that came or went. */
export interface FieldChange extends Change {
  readonly name: string;
}

/** The headers of one side that differ. */
export interface FieldChanges {
  readonly telling: readonly FieldChange[];
  /** Those that change by themselves, or with the body. */
  readonly following: readonly FieldChange[];
}

/** What differs between two exchanges, but for their bodies. */
export interface Comparison {
  /** The status code with its reason phrase. */
  readonly status: Change | undefined;
  readonly contentType: Change | undefined;
  /** What becomes of the responses, where that differs and both were asked for as the same. */
  readonly verdict: { readonly before: Verdict; readonly after: Verdict } | undefined;
  /** As what each was asked for (Sec-Fetch-Dest), where that differs. */
  readonly destination: { readonly before: string; readonly after: string } | undefined;
  /** Method and target, where they differ. */
  readonly request: Change | undefined;
  /** The response's headers but Content-Type. */
  readonly fields: FieldChanges;
  readonly requestFields: FieldChanges;
  /** True where one is a 304: it has no content and only some of the headers (RFC 9110, section 15.4.5). */
  readonly notModified: boolean;
}

/** Headers that are another with each response, or follow from the body or its file (RFC 9110, sections 6.6.1 and 8). */
const FOLLOWING = new Set([
  'age',
  'content-digest',
  'content-length',
  'content-md5',
  'date',
  'etag',
  'last-modified',
  'repr-digest',
]);

/** Headers of a request that a browser sets by what it has kept already (RFC 9110, section 13; RFC 9111, section 5). */
const REQUEST_FOLLOWING = new Set([
  'cache-control',
  'content-length',
  'if-modified-since',
  'if-none-match',
  'pragma',
  'sec-fetch-site',
  'sec-fetch-user',
]);

/** @param before the exchange that began earlier */
export function compare(before: Exchange, after: Exchange): Comparison {
  const notModified = before.status === 304 || after.status === 304;
  const fields = fieldChanges(before.response.headers, after.response.headers).filter(
    // What a 304 leaves out is as it was.
    (field) => !notModified || (field.before !== undefined && field.after !== undefined),
  );
  const type = fields.find(({ name }) => name.toLowerCase() === 'content-type');
  const [one, other] = [before.verdict, after.verdict];
  const sameUse = one?.destination === other?.destination;
  return {
    status: changeOf(statusOf(before), statusOf(after)),
    contentType: type && { before: type.before, after: type.after },
    verdict: one && other && sameUse && !notModified && differ(one, other) ? { before: one, after: other } : undefined,
    destination: one && other && !sameUse ? { before: one.destination, after: other.destination } : undefined,
    request: changeOf(`${before.method} ${before.target}`, `${after.method} ${after.target}`),
    fields: sorted(
      fields.filter((field) => field !== type),
      FOLLOWING,
    ),
    requestFields: sorted(fieldChanges(before.request.headers, after.request.headers), REQUEST_FOLLOWING),
    notModified,
  };
}

/** True where nothing but what follows from the body differs, the body aside. */
export function isSame({ status, contentType, verdict, destination, request, fields }: Comparison): boolean {
  return !status && !contentType && !verdict && !destination && !request && fields.telling.length === 0;
}

const changeOf = (before: string, after: string): Change | undefined =>
  before === after ? undefined : { before, after };

/** The code and the reason phrase (RFC 9112, section 4); the code alone where there is none. */
const statusOf = (exchange: Exchange): string =>
  /^\S+ (\d{3}.*)$/s.exec(startLine(exchange.response))?.[1]?.trim() ?? String(exchange.status);

const differ = (one: Verdict, other: Verdict): boolean =>
  one.fate !== other.fate || one.as !== other.as || one.type !== other.type;

const sorted = (changes: readonly FieldChange[], following: ReadonlySet<string>): FieldChanges => ({
  telling: changes.filter(({ name }) => !following.has(name.toLowerCase())),
  following: changes.filter(({ name }) => following.has(name.toLowerCase())),
});

/**
 * Pairs the fields of two heads by name, whose letter case does not count (RFC 9110, section 5.1). Of several with one
 * name those with the same value belong together, and then the rest in their order.
 */
function fieldChanges(before: readonly Header[], after: readonly Header[]): FieldChange[] {
  const [earlier, later] = [byName(before), byName(after)];
  const names = [...new Set([...later.keys(), ...earlier.keys()])];
  return names.flatMap((key) => {
    const [was, is] = [earlier.get(key) ?? [], later.get(key) ?? []];
    const gone = without(was, is);
    const come = without(is, was);
    const name = (is[0] ?? was[0])?.name ?? key;
    return Array.from({ length: Math.max(gone.length, come.length) }, (_, index) => ({
      name,
      before: gone[index]?.value,
      after: come[index]?.value,
    }));
  });
}

function byName(fields: readonly Header[]): Map<string, Header[]> {
  const found = new Map<string, Header[]>();
  for (const field of fields) {
    const key = field.name.toLowerCase();
    found.set(key, [...(found.get(key) ?? []), field]);
  }
  return found;
}

/** The fields that have no equal among others, each of which counts once. */
function without(fields: readonly Header[], others: readonly Header[]): Header[] {
  const left = others.map(({ value }) => value);
  return fields.filter(({ value }) => {
    const at = left.indexOf(value);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

// What is being written into the form of “Serve as”.
import type { Override } from '../../../protocol/types.generated';
import { headerLines } from '../compose/headerLines';
import { TYPES, withCharset } from './override';

/** The type in the form: as it is, none, another than those of the list, or one of them. */
export type TypeChoice = 'same' | 'none' | 'own' | (typeof TYPES)[number];

export interface OverrideDraft {
  readonly siteId: string;
  readonly path: string;
  readonly type: TypeChoice;
  /** The type where it is another than those of the list. */
  readonly ownType: string;
  /** Empty for the status that there is. */
  readonly status: string;
  /** Header lines. */
  readonly fields: string;
  /** The Content-Type that the site sends, whose charset stays. */
  readonly before: string | undefined;
}

/** Headers that a class tries, by what the menu calls them. */
export const FIELDS = {
  nosniff: ['X-Content-Type-Options', 'nosniff'],
  csp: ['Content-Security-Policy', "default-src 'self'"],
  cors: ['Access-Control-Allow-Origin', '*'],
  noStore: ['Cache-Control', 'no-store'],
  maxAge: ['Cache-Control', 'max-age=3600'],
  attachment: ['Content-Disposition', 'attachment'],
  frame: ['X-Frame-Options', 'DENY'],
  location: ['Location', '/'],
} as const satisfies Record<string, readonly [string, string]>;

export function draftOf(
  { siteId, path, before }: Pick<OverrideDraft, 'siteId' | 'path' | 'before'>,
  override: Override = {},
): OverrideDraft {
  const { contentType, status, fields = [] } = override;
  const listed = TYPES.find((type) => withCharset(type, before) === contentType);
  const type = contentType === undefined ? 'same' : contentType === '' ? 'none' : (listed ?? 'own');
  return {
    siteId,
    path,
    before,
    type,
    ownType: type === 'own' ? (contentType ?? '') : '',
    status: status === undefined ? '' : String(status),
    fields: fields.map(({ name, value }) => `${name}: ${value}`).join('\n'),
  };
}

/** Whether there is a status, if any is written: three digits (RFC 9110, section 15). Number() takes 0x1F4 and 2e2, too. */
export const hasStatus = ({ status }: OverrideDraft): boolean => /^(?:\d{3})?$/.test(status.trim());

/** What is to be sent of a draft whose status is one; the server says what of it cannot be. */
export function overrideOf({ type, ownType, status, fields, before }: OverrideDraft): Override {
  const lines = headerLines(fields);
  return {
    ...(type !== 'same' && { contentType: typeOf(type, ownType, before) }),
    ...(status.trim() !== '' && { status: Number(status) }),
    ...(lines.length > 0 && { fields: lines }),
  };
}

function typeOf(type: Exclude<TypeChoice, 'same'>, ownType: string, before: string | undefined): string {
  if (type === 'none') return '';
  return type === 'own' ? ownType.trim() : withCharset(type, before);
}

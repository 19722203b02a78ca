// What “Serve as” is about: the path of a target, and what is said of it instead.
import type { Override, PathOverride } from '../../../protocol/types.generated';
import { isSecret } from '../secrets';
import type { Texts } from '../texts';

/** The types that one click chooses. */
export const TYPES = [
  'text/html',
  'text/plain',
  'text/javascript',
  'text/css',
  'application/octet-stream',
  'image/png',
] as const;

/** The path of a request target in one spelling, for comparing: decoded, without the query. */
export function pathOf(target: string): string {
  const [path = ''] = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/, 1);
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // not UTF-8: only its own spelling is the same
  }
}

/** Whether an override is of a target's path. */
export const isOf = (override: PathOverride, siteId: string, target: string): boolean =>
  override.siteId === siteId && pathOf(override.path) === pathOf(target);

/** A type with the charset that a text was sent with: a change of the type alone must not change the letters. */
export function withCharset(type: string, before: string | null | undefined): string {
  const charset = /;\s*charset=[^;\s]+/i.exec(before ?? '')?.[0];
  return charset !== undefined && type.startsWith('text/') ? type + charset : type;
}

/** What differs, in a line: “text/html · 404 · Cache-Control: no-store”. */
export function inWords(texts: Texts, { contentType, status, fields = [] }: Override): string {
  return [
    ...(contentType === undefined ? [] : [contentType === '' ? texts.text('noType') : contentType]),
    ...(status === undefined ? [] : [String(status)]),
    ...fields.map(({ name, value }) => (isSecret(name, value) ? name : `${name}: ${value}`)),
  ].join(' · ');
}

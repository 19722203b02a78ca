// What the page and its frames may use (Permissions Policy, section 5.2): a dictionary of RFC 9651, section 3.2.
import { type Part, part } from '../part';
import { type Saying, say } from '../say';
import { split } from '../syntax';

const ITEM = /^(?:[a-z*][\w!#$%&'*+.^`|~:/-]*|"(?:[^"\\]|\\["\\])*"|-?\d[\d.]*|\?[01])$/i;

/** A name, who may use it, and parameters, which mean nothing here. */
const MEMBER = /^[a-z*][a-z\d_.*-]*(?:=(?:\(([^()]*)\)|([^()\s;]+)))?(?:; *[a-z*][a-z\d_.*-]*(?:=[^()\s;]+)?)*$/;

/** Who may use it by a member such as `camera=(self)`; undefined for what is no member. */
export function allowedBy(member: string): string[] | undefined {
  const found = MEMBER.exec(member);
  const items = (found?.[1] ?? found?.[2] ?? '').split(/\s+/).filter((item) => item !== '');
  return found && items.every((item) => ITEM.test(item)) ? items : undefined;
}

/** Others are read and allow nobody. */
export function counts(item: string): boolean {
  return /^(?:\*|self|src|"\*"|"[a-z][a-z\d+.-]*:\/\/.*")$/i.test(item);
}

export function permissionsPolicy(value: string): Part[] {
  return split(value, ',').map((text) => part(text, meaning(allowedBy(text)?.filter(counts))));
}

function meaning(allowed: readonly string[] | undefined): Saying {
  if (!allowed) return say('unknown');
  if (allowed.length === 0) return say('permissionNobody');
  if (allowed.some((item) => item === '*' || item === '"*"')) return say('permissionAll');
  return say(allowed.every((item) => item === 'self') ? 'permissionSelf' : 'permissionSome');
}

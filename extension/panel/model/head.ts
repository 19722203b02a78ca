import type { Message } from '../../protocol/types.generated';

/** The first line of a head: the request line or the status line (RFC 9112, sections 3 and 4), as it was sent. */
export function startLine(message: Pick<Message, 'head'>): string {
  const end = message.head.search(/\r?\n/);
  return end < 0 ? message.head : message.head.slice(0, end);
}

/** The head was not UTF-8, and is shown as ISO-8859-1 (RFC 9110, section 5.5). */
export function isLatin1(message: Message): boolean {
  return message.headBase64 !== undefined;
}

/** The values of every field with that name, in their order; names are compared without regard to case. */
export function fieldValues(message: Message, name: string): string[] {
  return message.headers.filter((header) => header.name.toLowerCase() === name).map((header) => header.value);
}

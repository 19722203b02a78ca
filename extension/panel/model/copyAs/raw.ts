// Messages as they crossed the connection, as text.
import type { Exchange, Message } from '../../../protocol/types.generated';
import { toLatin1 } from '../body/bytes';
import { FIELDS, piecesOfBody } from '../secretBody';
import { pieces, piecesOfAddress, type Piece } from '../secrets';
import { asUtf8, hasSecret, headBytes, readable, redacted, type Remark, type Taken, valueOf } from './copied';

/** A message, its head and behind it its content as it was sent, but for chunks. */
export function raw(exchange: Exchange, of: 'request' | 'response', body: Uint8Array, secrets: boolean): Taken {
  const message = exchange[of];
  const remarks = new Set<Remark>();
  const head = secrets ? headBytes(message) : covered(headBytes(message), remarks);
  const content = contentOf(message, body, secrets, remarks);
  return { text: readable(head) + content, remarks: [...remarks] };
}

/** The content as text; nothing where it is none. */
function contentOf(message: Message, body: Uint8Array, secrets: boolean, remarks: Set<Remark>): string {
  if (message.body.kept < message.body.bytes) remarks.add('copyAs.bodyNotKept');
  const text = asUtf8(toLatin1(body));
  if (text === undefined || text.includes('\0')) {
    remarks.add('copyAs.bodyLeftOut');
    return '';
  }
  return secrets ? text : cover(piecesOfBody(valueOf(message.headers, 'content-type'), text), remarks);
}

/** A head without secrets. All else of it stays as it was. */
function covered(head: string, remarks: Set<Remark>): string {
  const [line = ''] = head.split(/(?<=\n)/, 1);
  const request = /^(\S+ )(\S+)( HTTP\/\d\.\d\r?\n?)$/.exec(line);
  const first = request
    ? `${request[1] ?? ''}${cover(piecesOfAddress(request[2] ?? ''), remarks)}${request[3] ?? ''}`
    : coveredField(line, remarks); // of a script that writes its own headers (nph-), and forgot the status line
  const fields = head.slice(line.length).split(FIELDS);
  return first + fields.map((field) => coveredField(field, remarks)).join('');
}

function coveredField(field: string, remarks: Set<Remark>): string {
  const [, name = '', sign = '', value = '', end = ''] = /^([^:]*)(:[ \t]*)(.*?)([ \t]*\r?\n?)$/s.exec(field) ?? [];
  return sign === '' ? field : `${name}${sign}${cover(pieces(name, value), remarks)}${end}`;
}

function cover(given: readonly Piece[], remarks: Set<Remark>): string {
  if (hasSecret(given)) remarks.add('copyAs.redacted');
  return redacted(given);
}

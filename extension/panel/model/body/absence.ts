import type { Exchange } from '../../../protocol/types.generated';

/** Why a message has no body. `waiting`: nothing of it has come yet. */
export type Absence = 'head' | 'switching' | 'noContent' | 'resetContent' | 'notModified' | 'waiting' | 'empty';

/** The statuses that no content follows (RFC 9110, sections 15.2.2, 15.3.5, 15.3.6 and 15.4.5). */
const BARE: Readonly<Record<number, Absence>> = {
  101: 'switching',
  204: 'noContent',
  205: 'resetContent',
  304: 'notModified',
};

/** Why a response has no body; undefined where it has one. */
export function whyNoBody({ method, status, complete, response }: Exchange): Absence | undefined {
  if (response.body.bytes > 0) return undefined;
  if (method === 'HEAD') return 'head';
  return BARE[status] ?? (complete ? 'empty' : 'waiting');
}

// A body as it was sent, and as it may be shown to others in the room.
import type { Exchange } from '../../../protocol/types.generated';
import { piecesOfBody, piecesOfHead, replaced } from '../secretBody';
import type { Piece } from '../secrets';
import { fromLatin1, toLatin1 } from './bytes';
import { type BodyFacts, BodyReading, contentTypeOf, factsOf } from './reading';

/** In place of a secret. In ASCII, so that it reads the same in every charset, and none has to be guessed for it. */
export const STARS = '******';

export interface Readings {
  readonly sent: BodyReading;
  /** The same as what was sent where it has no secrets, or they are to be seen. */
  readonly shown: BodyReading;
  readonly hasSecrets: boolean;
}

/**
 * @param coded true where the bytes are still compressed: no text is in them
 * @param revealed true where secrets are to be seen
 */
export function readingsOf(
  exchange: Exchange,
  of: 'request' | 'response' | 'output',
  bytes: Uint8Array,
  { coded, revealed }: { readonly coded: boolean; readonly revealed: boolean },
): Readings {
  const facts = { ...factsOf(exchange, of, bytes), coded };
  const sent = new BodyReading(bytes, facts);
  const text = coded ? '' : toLatin1(bytes);
  const head = piecesOfHead(text.slice(0, facts.outputHead ?? 0));
  const body = piecesOfBody(contentTypeOf(exchange, of), text.slice(facts.outputHead ?? 0));
  const hasSecrets = [...head, ...body].some(({ secret }) => secret);
  return { sent, shown: hasSecrets && !revealed ? covered(facts, head, body) : sent, hasSecrets };
}

function covered(facts: BodyFacts, head: readonly Piece[], body: readonly Piece[]): BodyReading {
  const shown = replaced(head, STARS);
  const outputHead = facts.outputHead === undefined ? undefined : shown.length;
  return new BodyReading(fromLatin1(shown + replaced(body, STARS)), { ...facts, outputHead });
}

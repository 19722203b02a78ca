// Secrets in a request that is being written: what stands for them in its fields, and what is sent.
import { type Piece, pieces, piecesOfAddress } from '../secrets';

/** What is hidden, by the numbers that stand for it. */
export type Hidden = readonly string[];

/** A number between dots: it can be moved, copied and deleted as a whole, and still means the same. */
const STAND = /•••(\d+)•••/g;

/** Texts with a number in place of each secret, and the secrets. */
export function hiding(target: string, headers: readonly { readonly name: string; readonly value: string }[]) {
  const hidden: string[] = [];
  const hide = (given: readonly Piece[]): string =>
    given.map(({ text, secret }) => (secret ? `•••${String(hidden.push(text))}•••` : text)).join('');
  return {
    target: hide(piecesOfAddress(target)),
    headers: headers.map(({ name, value }) => `${name}: ${hide(pieces(name, value))}`).join('\n'),
    hidden: hidden as Hidden,
  };
}

/** A text with the secrets in their places. */
export const shown = (text: string, hidden: Hidden): string =>
  hidden.length === 0 ? text : text.replace(STAND, (whole, number) => hidden[Number(number) - 1] ?? whole);

// Values that are words of a vocabulary, one or many.
import { type Part, part } from '../part';
import { type Vocabulary, word } from '../say';
import { split, unquoted } from '../syntax';

/** A list of words; their case does not matter. */
export function tokens(of: Vocabulary): (value: string) => Part[] {
  return (value) => split(value, ',').map((text) => part(text, word(of, unquoted(text).toLowerCase())));
}

/** A list of words whose case matters. */
export function exactTokens(of: Vocabulary, otherwise?: string): (value: string) => Part[] {
  return (value) =>
    split(value, ',').map((text) => part(text, { ...word(of, text), ...(otherwise !== undefined && { otherwise }) }));
}

/** One word; what follows a semicolon is passed over. */
export function firstToken(of: Vocabulary): (value: string) => Part[] {
  return (value) =>
    split(value, ';')
      .slice(0, 1)
      .map((text) => part(text, word(of, text.toLowerCase())));
}

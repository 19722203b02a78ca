// Values that are words of a vocabulary, one or many.
import { type Part, part } from '../part';
import { say, type Vocabulary, word } from '../say';
import { split, unquoted } from '../syntax';

/** A list of words; their case does not matter. */
export function tokens(of: Vocabulary): (value: string) => Part[] {
  return (value) => split(value, ',').map((text) => part(text, word(of, text.toLowerCase())));
}

/** A list of words whose case matters. */
export function exactTokens(of: Vocabulary, otherwise?: string): (value: string) => Part[] {
  return (value) =>
    split(value, ',').map((text) => part(text, { ...word(of, text), ...(otherwise !== undefined && { otherwise }) }));
}

/** A list of words that mean nothing without their double quotes (RFC 9651, section 3.3.3; Clear Site Data, section 3.1). */
export function quotedTokens(of: Vocabulary): (value: string) => Part[] {
  return (value) =>
    split(value, ',').map((text) =>
      part(text, /^".*"$/.test(text) ? word(of, unquoted(text).toLowerCase()) : say('bareWord')),
    );
}

/** One word, whose case matters (RFC 9651, section 3.3.4); what follows a semicolon is passed over. */
export function firstToken(of: Vocabulary): (value: string) => Part[] {
  return (value) =>
    split(value, ';')
      .slice(0, 1)
      .map((text) => part(text, word(of, text)));
}

import { odd, type Saying } from '../say';
import { type Directive, hasSources, policiesOf } from '../values/csp';

/** Words that do nothing without their quotes. */
const KEYWORDS = [
  'self',
  'none',
  'unsafe-inline',
  'unsafe-eval',
  'unsafe-hashes',
  'strict-dynamic',
  'wasm-unsafe-eval',
];

/** A word in other quotes than ' at both ends. */
const OTHERWISE_QUOTED = /^(?:["‘’“”`´].*|.*["‘’“”`´])$/;

/** Where 'strict-dynamic' counts. In default-src it does for scripts only, and the places for all else. */
const FOR_SCRIPTS = ['script-src', 'script-src-elem'];

/**
 * Content Security Policy Level 3, sections 2.2.1 (the first counts), 6.7.2.1 ('none'), 6.7.3.2 ('unsafe-inline') and
 * 8.2 ('strict-dynamic').
 */
export function csp(value: string): Saying[] {
  return policiesOf(value).flatMap((policy) => {
    const seen = new Set<string>();
    return policy.flatMap((directive) => {
      const { name } = directive;
      if (seen.has(name)) return [odd('cspRepeated', { value: name })];
      seen.add(name);
      return hasSources(directive) ? sources(directive) : [];
    });
  });
}

function sources({ name, words }: Directive): Saying[] {
  const found = words
    .filter((word) => KEYWORDS.includes(word.toLowerCase()))
    .map((word) => odd('cspBareKeyword', { value: word }));
  found.push(...words.filter((word) => OTHERWISE_QUOTED.test(word)).map((word) => odd('cspQuotes', { value: word })));
  const lower = words.map((word) => word.toLowerCase());
  if (lower.includes("'none'") && lower.length > 1) found.push(odd('cspNoneBesideOthers', { value: name }));
  const exact = lower.some((word) => /^'(nonce|sha256|sha384|sha512)-/.test(word));
  if (exact && lower.includes("'unsafe-inline'")) found.push(odd('cspInlineIgnored', { value: name }));
  const places = lower.some((word) => word === "'self'" || !word.startsWith("'"));
  if (FOR_SCRIPTS.includes(name) && lower.includes("'strict-dynamic'") && places) {
    found.push(odd('cspPlacesIgnored', { value: name }));
  }
  return found;
}

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

/** Content Security Policy Level 3, sections 2.2.1 (the first counts), 6.7.2.1 ('none') and 6.7.3.2 ('unsafe-inline'). */
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
  const lower = words.map((word) => word.toLowerCase());
  if (lower.includes("'none'") && lower.length > 1) found.push(odd('cspNoneBesideOthers', { value: name }));
  const exact = lower.some((word) => /^'(nonce|sha256|sha384|sha512)-/.test(word));
  if (exact && lower.includes("'unsafe-inline'")) found.push(odd('cspInlineIgnored', { value: name }));
  return found;
}

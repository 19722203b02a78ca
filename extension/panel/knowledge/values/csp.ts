// Content Security Policy: policies between commas, directives between semicolons, words between spaces.
import { type Part, part } from '../part';
import { type Saying, say, word } from '../say';

export interface Directive {
  readonly text: string;
  /** In lower case. */
  readonly name: string;
  readonly words: readonly string[];
}

/** The directives of each policy. */
export function policiesOf(value: string): Directive[][] {
  return value.split(',').map((policy) =>
    policy
      .split(';')
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .map((text) => {
        const [name = '', ...words] = text.split(/\s+/);
        return { text, name: name.toLowerCase(), words };
      }),
  );
}

/** Directives whose words are places; those of the others are names of their own. */
export function hasSources({ name }: Directive): boolean {
  return name.endsWith('-src') || /^(base-uri|form-action|frame-ancestors|(script|style)-src-(elem|attr))$/.test(name);
}

/** Each directive and its places. */
export function csp(value: string): Part[] {
  return policiesOf(value).flatMap((policy) =>
    policy.flatMap((directive) => {
      const meaning = word('csp', directive.name);
      if (!hasSources(directive)) return [part(directive.text, meaning)];
      const places = directive.words.map((source) => ({ ...part(source, sourceMeaning(source)), inner: true }));
      return [part(directive.name, meaning), ...places];
    }),
  );
}

function sourceMeaning(source: string): Saying {
  const name = source.toLowerCase();
  if (name.startsWith("'nonce-")) return word('csp.source', "'nonce'");
  if (/^'sha(256|384|512)-/.test(name)) return word('csp.source', "'hash'");
  if (/^[a-z][a-z\d+.-]*:$/.test(name)) return { ...word('csp.source', name), otherwise: 'scheme' };
  return name.startsWith("'") || name === '*' ? word('csp.source', name) : say('source');
}

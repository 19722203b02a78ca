// A list of facts: a name, and a value as it is.
import { css, html, type TemplateResult } from 'lit';
import type { TextKey, Texts } from '../model/texts';

export const factStyles = css`
  dl {
    display: grid;
    grid-template-columns: fit-content(45%) minmax(0, 1fr);
    gap: 2px 12px;
    margin: 0;
    padding: 0 12px;
  }
  dt {
    color: var(--vscode-descriptionForeground);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
`;

/** One line of a list; undefined where there is no such fact. */
export type Fact = readonly [name: TextKey, value: string] | undefined;

export function factList(texts: Texts, facts: readonly Fact[]): TemplateResult {
  return html`<dl>
    ${facts.map(
      (fact) =>
        fact &&
        html`<dt>${texts.text(fact[0])}</dt>
          <dd class="mono">${fact[1]}</dd>`,
    )}
  </dl>`;
}

// What stands where there is no list: what the matter is, and what to do next.
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Site } from '../../protocol/types.generated';
import type { Texts } from '../model/texts';
import { icon, type IconName } from '../styles/icons';

export const emptyStyles = css`
  .empty {
    flex: 1;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: safe center;
    gap: 8px;
    padding: 24px 16px;
    text-align: center;
    overflow: auto;
  }
  .empty > .icon {
    width: 32px;
    font-size: 32px;
    color: var(--vscode-descriptionForeground);
  }
  .empty > .icon-error {
    color: var(--vscode-problemsErrorIcon-foreground);
  }
  .empty h2 {
    margin: 0;
    font-size: 1.1em;
    font-weight: 600;
  }
  .empty p {
    margin: 0;
    max-width: 32em;
    overflow-wrap: anywhere;
  }
  .empty ol {
    margin: 0;
    padding: 0 0 0 20px;
    max-width: 34em;
    text-align: start;
  }
  .empty li + li {
    margin-top: 4px;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
    margin-top: 4px;
  }
  .open {
    padding: 4px 12px;
    border: 1px solid var(--vscode-button-border, transparent);
    border-radius: 2px;
    background: var(--vscode-button-background);
    color: var(--vscode-button-foreground);
    text-align: center;
  }
  .open:is(:hover, :focus-visible) {
    background: var(--vscode-button-hoverBackground);
    color: var(--vscode-button-foreground);
  }
  .open:focus-visible {
    outline-offset: 2px;
  }
`;

/** What is said. */
export interface EmptyState {
  readonly icon: IconName;
  readonly title: string;
  readonly hint?: string;
  /** What to do next, in order. */
  readonly steps?: readonly string[];
  /** What else there is, in smaller letters. */
  readonly also?: TemplateResult;
}

/**
 * What takes the place of a list takes its focus too, with its heading: see keepFocus.
 *
 * @param buttons what can be done at once
 */
export function emptyState(
  { icon: name, title, hint, steps = [], also }: EmptyState,
  buttons: unknown = nothing,
): TemplateResult {
  return html`<div class="empty">
    ${icon(name)}
    <h2 tabindex="-1">${title}</h2>
    ${hint ? html`<p class="dim">${hint}</p>` : nothing}
    <div class="buttons">${buttons}</div>
    ${
      steps.length > 0
        ? html`<ol class="dim">
            ${steps.map((step) => html`<li>${step}</li>`)}
          </ol>`
        : nothing
    }
    ${also ? html`<p class="dim">${also}</p>` : nothing}
  </div>`;
}

/** A server that runs, and was asked for nothing yet. */
export function nothingYet(texts: Texts, site: Site | undefined): EmptyState {
  const change = texts.text(site?.cgi === 'on' ? 'empty.changeScript' : 'empty.changeFile');
  return {
    icon: 'broadcast',
    title: texts.text('empty.title'),
    steps: [texts.text('empty.open'), texts.text('empty.choose'), change],
  };
}

/** The way to the lessons, in a browser: a page cannot start a program. */
export function lessonsByCommand(texts: Texts): TemplateResult {
  const [before, after] = texts.text('empty.lessons').split('{command}');
  return html`${before}<code>vitrina lesson</code>${after}`;
}

/** The way to the site, in a browser. */
export function siteLink(texts: Texts, url: string): TemplateResult {
  return html`<a class="open" href=${url} target="_blank" rel="noopener noreferrer" title=${url}
    >${texts.text('openSite')}</a
  >`;
}

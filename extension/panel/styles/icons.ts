import { css, html, type TemplateResult, unsafeCSS } from 'lit';
import { type IconName, ICONS } from './codicons';

export type { IconName } from './codicons';

/** A drawing beside a text; a screen reader passes over it, and it is not part of the text. */
export function icon(name: IconName): TemplateResult {
  return html`<span class="icon icon-${name}" aria-hidden="true"></span>`;
}

const glyphs = Object.entries(ICONS)
  .map(([name, code]) => `.icon-${name}::before { content: '\\${code.toString(16)}'; }`)
  .join('\n');

/** Needed in the shadow tree of every element that draws icons; the font itself is the document's (panel.css). */
export const iconStyles = [
  css`
    .icon {
      font: normal 16px / 1 codicon;
      display: inline-block;
      flex: none;
      width: 16px;
      text-align: center;
      user-select: none;
    }
    .icon-error {
      color: var(--vscode-problemsErrorIcon-foreground);
    }
    .icon-warning {
      color: var(--vscode-problemsWarningIcon-foreground);
    }
    .icon-info {
      color: var(--vscode-problemsInfoIcon-foreground);
    }
  `,
  unsafeCSS(glyphs),
];

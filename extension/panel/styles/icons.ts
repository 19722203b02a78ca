import { css, html, type TemplateResult, unsafeCSS } from 'lit';

/** The codicons that the page uses, by their names and places in the font (@vscode/codicons). */
export const ICONS = {
  'arrow-right': 0xea9c,
  broadcast: 0xeaad,
  'circle-slash': 0xeabd,
  'clear-all': 0xeabf,
  copy: 0xebcc,
  'debug-disconnect': 0xead0,
  'desktop-download': 0xea78,
  error: 0xea87,
  eye: 0xea70,
  'folder-opened': 0xeaf7,
  globe: 0xeb01,
  info: 0xea74,
  'link-external': 0xeb14,
  play: 0xeb2c,
  sync: 0xea77,
  target: 0xebf8,
  terminal: 0xea85,
  vm: 0xea7a,
  warning: 0xea6c,
  'workspace-untrusted': 0xebc2,
} as const;

export type IconName = keyof typeof ICONS;

/** A drawing beside a text; a screen reader passes over it, and it is no part of the text. */
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

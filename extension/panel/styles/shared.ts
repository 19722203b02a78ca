import { css } from 'lit';

/** What every element of the page starts from. */
export const base = css`
  :host {
    color: var(--vscode-foreground);
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size);
    font-weight: var(--vscode-font-weight, normal);
    line-height: 1.4;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .mono {
    font-family: var(--vscode-editor-font-family);
    font-size: var(--vscode-editor-font-size);
  }
  .dim {
    color: var(--vscode-descriptionForeground);
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  a {
    color: var(--vscode-textLink-foreground);
    text-decoration: none;
  }
  a:hover,
  a:focus-visible {
    color: var(--vscode-textLink-activeForeground);
    text-decoration: underline;
  }
`;

/** Buttons that show an icon, as in VS Code's own view titles, and buttons that look like links. */
export const buttons = css`
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid transparent;
    padding: 0;
    margin: 0;
    cursor: pointer;
  }
  .tool {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    flex: none;
    /* As much as a finger or a shaking hand needs (WCAG 2.5.8). */
    width: 24px;
    height: 24px;
    border-radius: 5px;
    color: var(--vscode-icon-foreground);
  }
  :is(.tool, .choice):hover {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  :is(.tool, .choice):focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  :is(.tool, .choice)[aria-pressed='true'] {
    background: var(--vscode-inputOption-activeBackground);
    color: var(--vscode-inputOption-activeForeground);
    border-color: var(--vscode-inputOption-activeBorder, transparent);
  }
  .tool[disabled] {
    opacity: 0.4;
    cursor: default;
    background: none;
  }
  .link {
    color: var(--vscode-textLink-foreground);
    text-align: start;
  }
  .link:hover {
    color: var(--vscode-textLink-activeForeground);
    text-decoration: underline;
  }
  @media (forced-colors: active) {
    :is(.tool, .choice)[aria-pressed='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;

/** The colour of a status goes with its class; the number always says the same. */
export const statusColours = css`
  .status {
    font-variant-numeric: tabular-nums;
    font-weight: 600;
  }
  .status.pending,
  .status.informational {
    color: var(--vscode-descriptionForeground);
    font-weight: normal;
  }
  .status.successful {
    color: var(--vscode-gitDecoration-addedResourceForeground);
  }
  .status.redirection {
    color: var(--vscode-gitDecoration-submoduleResourceForeground);
  }
  .status.client-error,
  .status.server-error {
    color: var(--vscode-list-errorForeground);
  }
`;

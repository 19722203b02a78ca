import { css } from 'lit';

/** Buttons with a word, in the line of a title. */
export const actionStyles = css`
  .actions {
    display: flex;
    flex-wrap: wrap;
    margin-inline-start: auto;
    gap: 4px;
  }
  .action {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-height: 24px;
    padding: 0 6px;
    border-radius: 5px;
  }
  .action:hover {
    background: var(--vscode-toolbar-hoverBackground);
  }
  .action[aria-pressed='true'] {
    background: var(--vscode-inputOption-activeBackground);
    color: var(--vscode-inputOption-activeForeground);
    border-color: var(--vscode-inputOption-activeBorder, transparent);
  }
  /* One line: the words are for screen readers then, and in the titles. */
  @container (max-width: 420px) {
    .action > span:not(.icon) {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  }
  @media (forced-colors: active) {
    .action[aria-pressed='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;

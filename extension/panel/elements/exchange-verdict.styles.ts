import { css } from 'lit';

export const verdictStyles = css`
  :host {
    display: block;
    margin: 8px 12px;
    padding: 6px 10px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 4px;
    background: var(--vscode-textCodeBlock-background);
  }
  :host([data-fate='refused']),
  :host([differs]) {
    border-inline-start: 4px solid var(--vscode-problemsErrorIcon-foreground);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 6px;
  }
  .fate {
    /* Beside the icon, also where it takes two lines. */
    max-width: calc(100% - 22px);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .type {
    overflow-wrap: anywhere;
  }
  .basis {
    margin-inline-end: 4px;
    padding: 0 6px;
    border-radius: 9px;
    background: var(--vscode-badge-background);
    color: var(--vscode-badge-foreground);
    font-size: 0.85em;
  }
  p {
    margin: 2px 0 0;
    overflow-wrap: anywhere;
  }
  p a {
    /* Within a sentence, colour alone does not tell a link. */
    text-decoration: underline;
  }
  .difference {
    display: flex;
    gap: 6px;
    margin: 6px 0 2px;
    font-size: 1.1em;
    font-weight: 700;
  }
  @media (forced-colors: active) {
    :host,
    .basis {
      border: 1px solid CanvasText;
    }
  }
`;

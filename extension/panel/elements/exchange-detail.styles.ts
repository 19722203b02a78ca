import { css } from 'lit';

/** How the details of an exchange look: sections with a caption, as in VS Code's own views. */
export const detailStyles = css`
  :host {
    display: block;
    height: 100%;
    min-height: 0;
    container-type: inline-size;
  }
  .region {
    height: 100%;
    overflow: hidden auto;
    padding-bottom: 12px;
  }
  .region:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .title {
    padding: 8px 12px 0;
  }
  h2 {
    margin: 0;
    font-weight: 600;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    max-height: 7.2em;
    overflow-y: auto;
  }
  h2 .method {
    color: var(--vscode-descriptionForeground);
    font-weight: normal;
  }
  h3 {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 22px;
    margin: 10px 0 2px;
    padding: 0 12px;
    font-size: 11px;
    font-weight: 700;
    text-transform: uppercase;
    color: var(--vscode-sideBarSectionHeader-foreground, var(--vscode-foreground));
    border-top: 1px solid var(--vscode-panel-border, transparent);
    padding-top: 4px;
  }
  p {
    margin: 0;
    padding: 1px 12px;
  }
  .start-line {
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    padding-bottom: 3px;
  }
  .start-line .name {
    color: inherit;
    font-weight: inherit;
    white-space: pre-wrap;
  }
  .start-line .name .icon {
    position: static;
    margin-inline-end: 3px;
  }
  .start-line + .explanation {
    margin-inline: 12px;
  }
  .notes {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .note {
    display: flex;
    gap: 6px;
    padding: 2px 12px;
    overflow-wrap: anywhere;
  }
  .note .icon {
    margin-top: 1px;
  }
  .note > :last-child {
    min-width: 0;
    white-space: pre-wrap;
  }
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
  details {
    margin-top: 8px;
  }
  summary {
    padding: 4px 12px;
    cursor: pointer;
  }
  summary:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  pre {
    margin: 0 12px;
    padding: 6px 8px;
    max-height: 30em;
    overflow: auto;
    border-radius: 4px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    background: var(--vscode-textCodeBlock-background);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
`;

import { css } from 'lit';

/** How the filter above the list looks: one line where there is room, else the field and below it what goes with it. */
export const filterStyles = css`
  :host {
    display: block;
    position: relative;
    z-index: 2;
    container-type: inline-size;
    border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 3px 8px;
    padding: 4px 8px 4px 12px;
  }
  .field {
    position: relative;
    display: flex;
    flex: 1 1 240px;
    align-items: center;
    min-width: 0;
    max-width: 560px;
    padding-inline-end: 2px;
    color: var(--vscode-input-foreground, inherit);
    background: var(--vscode-input-background, var(--vscode-editor-background));
    border: 1px solid var(--vscode-input-border, var(--vscode-descriptionForeground));
    border-radius: 2px;
  }
  .field:focus-within {
    border-color: var(--vscode-focusBorder);
  }
  .field > .icon {
    margin-inline-start: 5px;
    color: var(--vscode-descriptionForeground);
  }
  input {
    flex: 1;
    min-width: 0;
    height: 24px;
    padding: 2px 6px;
    font: inherit;
    color: inherit;
    background: none;
    border: none;
    outline: none;
  }
  /* The frame around it shows the focus. */
  input:focus-visible {
    outline: none;
  }
  input::placeholder {
    color: var(--vscode-input-placeholderForeground, var(--vscode-descriptionForeground));
    opacity: 1;
  }
  .quick {
    display: flex;
    flex-wrap: wrap;
    gap: 3px 4px;
  }
  .choice {
    min-height: 24px;
    padding: 0 7px;
    border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, currentcolor));
    border-radius: 12px;
  }
  .hidden {
    margin-inline-start: auto;
    font-variant-numeric: tabular-nums;
    color: var(--vscode-list-warningForeground);
  }
  .problem {
    margin: 0;
    padding: 0 12px 4px;
    color: var(--vscode-list-warningForeground);
    overflow-wrap: anywhere;
  }
  .proposals {
    position: absolute;
    top: 100%;
    inset-inline: -1px;
    z-index: 3;
    margin: 1px 0 0;
    padding: 2px 0;
    max-height: 240px;
    overflow: hidden auto;
    background: var(--vscode-editorSuggestWidget-background, var(--vscode-editor-background));
    border: 1px solid var(--vscode-editorSuggestWidget-border, var(--vscode-descriptionForeground));
    border-radius: 3px;
    box-shadow: 0 2px 8px rgb(0 0 0 / 30%);
  }
  .proposal {
    display: flex;
    flex-wrap: wrap;
    gap: 0 10px;
    padding: 2px 8px;
    cursor: pointer;
  }
  .proposal .mono {
    overflow-wrap: anywhere;
  }
  .proposal:is(:hover, [aria-selected='true']) {
    background: var(--vscode-list-activeSelectionBackground);
    color: var(--vscode-list-activeSelectionForeground, inherit);
  }
  .proposal:is(:hover, [aria-selected='true']) .dim {
    color: inherit;
  }
  .help {
    padding: 2px 12px 8px;
    max-height: 45vh;
    overflow: auto;
  }
  .help p {
    margin: 4px 0;
    max-width: 60em;
  }
  .help dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 2px 12px;
    margin: 0;
  }
  .help dd {
    margin: 0;
  }
  .help .link {
    min-height: 22px;
  }
  @container (max-width: 340px) {
    .choice {
      padding: 0 5px;
      font-size: 0.9em;
    }
  }
  @container (max-width: 290px) {
    .help dl {
      display: block;
    }
  }
  @media (forced-colors: active) {
    .proposal[aria-selected='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;

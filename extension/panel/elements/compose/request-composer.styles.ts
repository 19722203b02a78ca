import { css } from 'lit';

export const composerStyles = css`
  :host {
    display: block;
    height: 100%;
    overflow: auto;
  }
  form {
    display: flex;
    flex-direction: column;
    gap: 8px;
    padding: 8px 12px 12px;
    max-width: 60em;
  }
  h2 {
    margin: 0;
    font-size: 1.1em;
    overflow-wrap: anywhere;
  }
  label {
    display: flex;
    flex-direction: column;
    gap: 2px;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .line > label {
    flex: 1 1 12em;
    min-width: 0;
  }
  .line > .method {
    flex: 0 1 8em;
  }
  .check {
    flex-direction: row;
    align-items: baseline;
    gap: 6px;
  }
  input:not([type='checkbox'], [type='file']),
  select,
  textarea {
    width: 100%;
    min-width: 0;
    padding: 3px 5px;
    color: var(--vscode-input-foreground, inherit);
    background: var(--vscode-input-background, var(--vscode-editor-background));
    border: 1px solid var(--vscode-input-border, var(--vscode-descriptionForeground));
    border-radius: 2px;
    font-family: var(--vscode-editor-font-family);
    font-size: var(--vscode-editor-font-size);
  }
  select {
    color: var(--vscode-dropdown-foreground, inherit);
    background: var(--vscode-dropdown-background, var(--vscode-editor-background));
    font-family: inherit;
  }
  input[type='file'] {
    max-width: 100%;
    color: inherit;
    font: inherit;
  }
  textarea {
    resize: vertical;
    white-space: pre;
    overflow-x: auto;
  }
  .hint {
    margin: 0;
    color: var(--vscode-descriptionForeground);
  }
  .problem {
    display: flex;
    gap: 6px;
    margin: 0;
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
`;

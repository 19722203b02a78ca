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
    position: relative;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
    padding: 8px 12px 0;
  }
  h2 {
    min-width: 0;
    margin: 0;
    font-weight: 600;
    font-size: 1.1em;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    max-height: 7.2em;
    overflow-y: auto;
  }
  h2 .method {
    color: var(--vscode-descriptionForeground);
    font-weight: normal;
  }
  h4 {
    margin: 8px 0 2px;
    padding: 0 12px;
    font-size: inherit;
    font-weight: 600;
  }
  p {
    margin: 0;
    padding: 1px 12px;
  }
`;

import { css } from 'lit';

/** How the details of a change look, besides what they share with those of an exchange. */
export const reloadStyles = css`
  .outcome {
    margin: 8px 12px;
    padding: 6px 10px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 4px;
    background: var(--vscode-textCodeBlock-background);
  }
  .outcome p {
    padding: 0;
    overflow-wrap: anywhere;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 6px;
  }
  .offer {
    margin-bottom: 8px;
  }
  .offer .line {
    margin-top: 4px;
  }
  code {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
    white-space: normal;
  }
  @media (forced-colors: active) {
    .outcome {
      border-color: CanvasText;
    }
  }
`;

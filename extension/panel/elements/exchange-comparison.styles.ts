import { css } from 'lit';

/** What changed most is large, so that a class reads it from the back of the room. */
export const comparisonStyles = css`
  :host {
    display: block;
    margin: 8px 12px;
    padding: 6px 10px 8px;
    border: 1px solid var(--vscode-panel-border, transparent);
    border-radius: 4px;
    container-type: inline-size;
  }
  p {
    margin: 2px 0 0;
    overflow-wrap: anywhere;
  }
  .since {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
    margin: 0;
  }
  h3 {
    margin: 0;
    font-size: inherit;
    font-weight: 600;
  }
  .change {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.4em;
  }
  .change .name {
    color: var(--vscode-descriptionForeground);
  }
  .change .before,
  .change .after {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .change .after {
    font-weight: 700;
  }
  .big {
    font-size: clamp(17px, 4.2cqi, 34px);
    line-height: 1.25;
  }
  .edit,
  .body {
    margin-top: 6px;
  }
  .edit-line {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5em;
  }
  details {
    margin-top: 4px;
  }
  summary {
    min-height: 22px;
    cursor: pointer;
  }
  @media (forced-colors: active) {
    :host {
      border-color: CanvasText;
    }
  }
`;

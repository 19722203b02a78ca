import { css } from 'lit';

/** The page's frame. */
export const panelStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100vh;
    background: var(--vscode-sideBar-background);
  }
  split-view {
    flex: 1;
  }
  exchange-detail,
  reload-detail {
    background: var(--vscode-editor-background);
  }
  .beside {
    display: flex;
    flex-direction: column;
    height: 100%;
  }
  .filtered-out {
    display: flex;
    height: 100%;
    background: var(--vscode-sideBar-background);
  }
`;

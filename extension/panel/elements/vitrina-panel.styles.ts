import { css } from 'lit';

/** The page's frame and its notices. */
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
  .notice {
    display: flex;
    align-items: start;
    gap: 8px;
    margin: 0;
    padding: 5px 12px;
    border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
    overflow-wrap: anywhere;
  }
  .notice > .icon {
    margin-top: 1px;
    color: var(--vscode-problemsWarningIcon-foreground);
  }
  .notice > .icon-info {
    color: var(--vscode-problemsInfoIcon-foreground);
  }
  .notice > .icon-error {
    color: var(--vscode-problemsErrorIcon-foreground);
  }
  .notice.quiet,
  .notice.quiet > .icon {
    color: var(--vscode-descriptionForeground);
  }
  .notice > span:not(.icon),
  .aside span:not(.icon) {
    flex: 1;
    min-width: 0;
  }
  .aside {
    display: block;
  }
  .aside summary {
    display: flex;
    gap: 8px;
    cursor: pointer;
  }
  .aside:not([open]) span:not(.icon) {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
`;

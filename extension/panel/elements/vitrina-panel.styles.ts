import { css } from 'lit';

/** The page's frame, its notices, and what stands where there is no list. */
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
  .notice > span:not(.icon) {
    flex: 1;
    min-width: 0;
  }
  .empty {
    flex: 1;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 8px;
    padding: 24px;
    text-align: center;
    overflow: auto;
  }
  .empty > .icon {
    width: 32px;
    font-size: 32px;
    color: var(--vscode-descriptionForeground);
  }
  .empty > .icon-error {
    color: var(--vscode-problemsErrorIcon-foreground);
  }
  .empty h2 {
    margin: 0;
    font-size: 1.1em;
    font-weight: 600;
  }
  .empty p {
    margin: 0;
    max-width: 32em;
    overflow-wrap: anywhere;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
    margin-top: 4px;
  }
`;

import { css } from 'lit';

/** How the list looks: one line a row in columns where there is room, else two lines. */
export const listStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    height: 100%;
    container-type: inline-size;
  }
  .scroller {
    flex: 1;
    min-height: 0;
    overflow: hidden auto;
    outline: none;
  }
  .spacer {
    position: relative;
    overflow: hidden;
  }
  .window {
    position: absolute;
    inset: 0 0 auto 0;
    will-change: transform;
  }
  .row {
    display: grid;
    align-items: center;
    /* In pixels, so that the captions, whose letters are smaller, stand above their columns. */
    grid-template-columns: 46px 62px minmax(100px, 1fr) minmax(80px, 160px) 72px 72px;
    column-gap: 8px;
    height: 22px;
    padding: 0 12px;
    cursor: default;
    white-space: nowrap;
  }
  .row > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: pre;
  }
  .captions {
    flex: none;
    height: 24px;
    border-bottom: 1px solid var(--vscode-panel-border, transparent);
    font-size: 0.9em;
  }
  .captions .status {
    font-weight: normal;
  }
  .path .icon {
    vertical-align: -3px;
    margin-inline-end: 4px;
  }
  .duration,
  .size {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .method,
  .type,
  .duration,
  .size {
    color: var(--vscode-descriptionForeground);
  }
  .type.none {
    font-style: italic;
  }

  :host([two-lines]) .row {
    grid-template-columns: 2.4em auto minmax(0, 1fr) auto auto;
    grid-template-areas: 'status method path path path' '. type type duration size';
    column-gap: 6px;
    row-gap: 0;
    align-content: center;
    height: 42px;
  }
  :host([two-lines]) .status {
    grid-area: status;
  }
  :host([two-lines]) .method {
    grid-area: method;
  }
  :host([two-lines]) .path {
    grid-area: path;
  }
  :host([two-lines]) .type {
    grid-area: type;
  }
  :host([two-lines]) .duration {
    grid-area: duration;
  }
  :host([two-lines]) .size {
    grid-area: size;
  }
  :host([two-lines]) :is(.type, .duration, .size) {
    font-size: 0.9em;
  }

  /* A change of files is an event between the exchanges, not one of them. */
  .row.reload {
    color: var(--vscode-descriptionForeground);
  }
  .row.reload .icon {
    font-size: 14px;
    vertical-align: -2px;
  }
  :host([two-lines]) .row.reload {
    grid-template-columns: 2.4em minmax(0, 1fr) auto auto;
    grid-template-areas: 'status path type duration';
    height: 22px;
  }
  :host([two-lines]) .row.reload .path {
    font-size: 0.9em;
  }
  :host([two-lines]) .row.reload .method {
    display: none;
  }
  @container (max-width: 270px) {
    :host([two-lines]) .row.reload {
      grid-template-columns: 2.4em minmax(0, 1fr) auto;
      grid-template-areas: 'status path type';
    }
    :host([two-lines]) .row.reload .duration {
      display: none;
    }
  }

  :host .row.gap {
    display: flex;
    align-items: center;
    justify-content: center;
    color: var(--vscode-list-warningForeground);
    font-style: italic;
  }
  :host([two-lines]) .row.gap {
    height: 22px;
  }
  .row.gap::before,
  .row.gap::after {
    content: '';
    flex: 1;
    margin: 0 8px;
    border-top: 1px dashed currentColor;
    opacity: 0.5;
  }

  [role='option']:hover:not(.gap) {
    background: var(--vscode-list-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  [role='option'][aria-selected='true'] {
    background: var(--vscode-list-inactiveSelectionBackground);
    color: var(--vscode-list-inactiveSelectionForeground, inherit);
    outline: 1px dotted var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .scroller:focus [role='option'][aria-selected='true'] {
    background: var(--vscode-list-activeSelectionBackground);
    color: var(--vscode-list-activeSelectionForeground, inherit);
  }
  .scroller:focus [role='option'][aria-selected='true'] > span {
    color: inherit;
  }
  .scroller:focus-visible [role='option'][aria-selected='true'] {
    outline: 1px solid var(--vscode-list-focusAndSelectionOutline, var(--vscode-focusBorder));
  }
  /* With nothing to mark, the list itself shows where the focus is. */
  .scroller:focus-visible:not([aria-activedescendant]) {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  @media (forced-colors: active) {
    [role='option'][aria-selected='true'],
    .scroller:focus [role='option'][aria-selected='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    [role='option'][aria-selected='true'] > span,
    [role='option'][aria-selected='true'] .icon {
      color: inherit;
    }
  }
`;

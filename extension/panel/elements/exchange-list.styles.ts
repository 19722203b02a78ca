import { css } from 'lit';

/** How the list looks: columns where there is room, else two lines. */
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
    grid-template-columns: 44px 58px minmax(0, 1fr) minmax(0, 0.55fr) minmax(0, 0.6fr) 58px;
    column-gap: 8px;
    height: 22px;
    padding: 0 12px;
    cursor: default;
    white-space: nowrap;
  }
  .second {
    display: contents;
  }
  .cell {
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
  .cell .icon {
    vertical-align: -3px;
    margin-inline-end: 4px;
  }
  .duration,
  .size {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .size,
  .more {
    display: none;
  }
  .method,
  .type,
  .use,
  .duration,
  .size {
    color: var(--vscode-descriptionForeground);
  }
  .use:is(.error, .warning) {
    color: inherit;
  }
  .use.error {
    color: var(--vscode-list-errorForeground);
  }
  .type.none {
    font-style: italic;
  }
  @container (min-width: 640px) {
    .row {
      grid-template-columns: 44px 58px minmax(0, 1fr) minmax(0, 0.5fr) minmax(0, 0.8fr) 58px 62px;
    }
    .size {
      display: block;
    }
    .more {
      display: inline;
    }
  }

  /* What a page asked for stands below it, a step further in. */
  .row.part .path {
    margin-inline-start: 3px;
    padding-inline-start: 8px;
    border-inline-start: 1px solid var(--vscode-tree-indentGuidesStroke, var(--vscode-descriptionForeground));
  }
  /* What a browser does by itself is of little interest. */
  .row.own :is(.status, .path, .use) {
    color: var(--vscode-descriptionForeground);
    font-weight: normal;
  }

  :host([two-lines]) .row {
    grid-template-columns: auto auto minmax(0, 1fr);
    grid-template-areas: 'status method path' '. second second';
    column-gap: 6px;
    row-gap: 0;
    align-content: center;
    height: 42px;
  }
  :host([two-lines]) .status {
    grid-area: status;
    min-width: 2.1em;
  }
  :host([two-lines]) .method {
    grid-area: method;
  }
  :host([two-lines]) .path {
    grid-area: path;
  }
  :host([two-lines]) .second {
    display: flex;
    grid-area: second;
    gap: 8px;
    font-size: 0.9em;
  }
  :host([two-lines]) .type:empty {
    display: none;
  }
  :host([two-lines]) .type {
    flex: 0 1 auto;
  }
  :host([two-lines]) .use {
    flex: 1 1 0;
  }
  :host([two-lines]) :is(.duration, .size) {
    flex: none;
  }
  /* What a thing is used as says more than how long it took. */
  @container (max-width: 290px) {
    :host([two-lines]) .row:not(.reload) .duration {
      display: none;
    }
  }
  @container (min-width: 340px) {
    :host([two-lines]) .size {
      display: block;
    }
  }
  @container (min-width: 380px) {
    :host([two-lines]) .more {
      display: inline;
    }
  }
  /* A narrow side bar, enlarged: the path has a line of its own. */
  @container (max-width: 200px) {
    :host([two-lines]) .row {
      grid-template-areas: 'path path path' 'status method second';
    }
    :host([two-lines]) :is(.duration, .use) {
      display: none;
    }
    :host([two-lines]) .use.error {
      display: block;
    }
  }

  /* A change of files is an event between the exchanges, not one of them. */
  .row.reload {
    color: var(--vscode-descriptionForeground);
  }
  .row.reload .icon {
    font-size: 14px;
    vertical-align: -2px;
  }
  .row.reload .outcome {
    grid-column: span 2;
  }
  :host([two-lines]) .row.reload {
    grid-template-columns: 2.1em minmax(0, 1fr) auto auto;
    grid-template-areas: 'status path outcome duration';
    height: 22px;
    font-size: 0.9em;
  }
  /* The icon says it to those who see. */
  :host([two-lines]) .row.reload .method {
    position: absolute;
    width: 1px;
    clip-path: inset(50%);
  }
  :host([two-lines]) .row.reload .outcome {
    grid-area: outcome;
  }
  :host([two-lines]) .row.reload .duration {
    grid-area: duration;
  }
  @container (max-width: 270px) {
    :host([two-lines]) .row.reload {
      grid-template-columns: 2.1em minmax(0, 1fr) auto;
      grid-template-areas: 'status path outcome';
    }
    :host([two-lines]) .row.reload .duration {
      display: none;
    }
  }
  @container (max-width: 200px) {
    :host([two-lines]) .row.reload {
      grid-template-columns: auto minmax(0, 1fr);
      grid-template-areas: 'status path';
    }
    :host([two-lines]) .row.reload .outcome {
      display: none;
    }
  }

  :host .row.gap,
  :host([two-lines]) .row.gap {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    height: 22px;
    color: var(--vscode-list-warningForeground);
    font-style: italic;
  }
  .scroller > .row.gap {
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--vscode-sideBar-background);
  }
  .row.gap > span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .row.gap::before,
  .row.gap::after {
    content: '';
    flex: 1 1 0;
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
  /* What is dim is hard to read on the background of what is chosen. */
  [role='option'][aria-selected='true'] :is(.method, .type, .use:not(.error), .duration, .size, .successful) {
    color: inherit;
  }
  .row.own[aria-selected='true'] :is(.status, .path) {
    color: inherit;
  }
  .scroller:focus [role='option'][aria-selected='true'] {
    background: var(--vscode-list-activeSelectionBackground);
    color: var(--vscode-list-activeSelectionForeground, inherit);
  }
  .scroller:focus [role='option'][aria-selected='true'] .cell {
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
    [role='option'][aria-selected='true']:hover:not(.gap),
    .scroller:focus [role='option'][aria-selected='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    [role='option'][aria-selected='true'] .cell,
    [role='option'][aria-selected='true'] .icon {
      color: inherit;
    }
  }
`;

import { css } from 'lit';

export const bodyStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  p {
    display: flex;
    gap: 6px;
    margin: 0;
    padding: 1px 12px;
    overflow-wrap: anywhere;
  }
  p > :last-child {
    min-width: 0;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
    padding: 2px 12px;
  }
  .views {
    display: flex;
  }
  .choice {
    min-height: 22px;
    padding: 0 7px;
    border-radius: 5px;
    white-space: nowrap;
  }
  .charset {
    flex: 1 1 12em;
    min-width: 0;
  }
  .tools {
    display: flex;
    margin-inline-start: auto;
  }
  /* Where it is narrow, what the charset is has a line of its own. */
  @container (max-width: 480px) {
    .charset {
      order: 1;
      flex-basis: 100%;
    }
  }
`;

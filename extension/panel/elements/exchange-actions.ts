// What can be done with the chosen exchange, in the line of its title.
import { css, html, type TemplateResult } from 'lit';
import type { ExchangeSummary } from '../../protocol/types.generated';
import type { Texts } from '../model/texts';
import { icon } from '../styles/icons';
import { ComposeEvent, SendAgainEvent } from './compose/compose-events';
import { HoldEvent, PinEvent } from './time-events';

export const actionStyles = css`
  .actions {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 4px;
  }
  .action {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-height: 24px;
    padding: 0 6px;
    border-radius: 5px;
  }
  .action:hover {
    background: var(--vscode-toolbar-hoverBackground);
  }
  .action[aria-pressed='true'] {
    background: var(--vscode-inputOption-activeBackground);
    color: var(--vscode-inputOption-activeForeground);
    border-color: var(--vscode-inputOption-activeBorder, transparent);
  }
  @media (forced-colors: active) {
    .action[aria-pressed='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;

/** @param held true where all exchanges are compared with this one */
export function exchangeActions(texts: Texts, { pinned }: ExchangeSummary, held: boolean): TemplateResult {
  const send =
    (made: () => Event) =>
    (event: Event): boolean | undefined =>
      event.currentTarget?.dispatchEvent(made());
  return html`<div class="actions">
    <button
      class="action"
      aria-pressed=${pinned}
      title=${texts.text('pin.explanation')}
      @click=${send(() => new PinEvent(!pinned))}
    >
      ${icon(pinned ? 'pinned' : 'pin')}${texts.text('pin')}
    </button>
    <button
      class="action"
      aria-pressed=${held}
      title=${texts.text('compare.explanation')}
      @click=${send(() => new HoldEvent(!held))}
    >
      ${icon('git-compare')}${texts.text('compare')}
    </button>
    <button class="action" title=${texts.text('again.explanation')} @click=${send(() => new SendAgainEvent())}>
      ${icon('debug-restart')}${texts.text('again')}
    </button>
    <button class="action" title=${texts.text('edit.explanation')} @click=${send(() => new ComposeEvent('chosen'))}>
      ${icon('edit')}${texts.text('edit')}
    </button>
  </div>`;
}

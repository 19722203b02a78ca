// What can be done with the chosen exchange, in the line of its title.
import { html, nothing, type TemplateResult } from 'lit';
import type { Exchange, ExchangeSummary } from '../../protocol/types.generated';
import './copy-menu';
import { icon } from '../styles/icons';
import type { Ask } from '../model/transport';
import type { Language } from './language';
import { ComposeEvent, SendAgainEvent } from './compose/compose-events';
import { serveAsMenu } from './override/serve-as';
import { HoldEvent, PinEvent } from './time-events';

/** What can be done with an exchange. */
export interface Actions {
  readonly summary: ExchangeSummary;
  /** True where all exchanges are compared with this one. */
  readonly held: boolean;
  /** The whole of it; undefined until it is there. */
  readonly detail: Exchange | undefined;
  readonly ask: Ask;
  readonly siteUrl: string | undefined;
  /** True where nothing answers: the exchange was read from a file. */
  readonly offline: boolean;
}

export function exchangeActions(
  language: Language,
  { summary, held, detail, ask, siteUrl, offline }: Actions,
): TemplateResult {
  const { texts } = language;
  const { pinned } = summary;
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
      ${icon(pinned ? 'pinned' : 'pin')}<span>${texts.text('pin')}</span>
    </button>
    <button
      class="action"
      aria-pressed=${held}
      title=${texts.text('compare.explanation')}
      @click=${send(() => new HoldEvent(!held))}
    >
      ${icon('git-compare')}<span>${texts.text('compare')}</span>
    </button>
    ${
      detail
        ? html`<copy-menu .language=${language} .exchange=${detail} .ask=${ask} .siteUrl=${siteUrl}></copy-menu>`
        : nothing
    }
    ${
      offline
        ? nothing
        : html`${serveAsMenu(language)}
            <button class="action" title=${texts.text('again.explanation')} @click=${send(() => new SendAgainEvent())}>
              ${icon('debug-restart')}<span>${texts.text('again')}</span>
            </button>
            <button
              class="action"
              title=${texts.text('edit.explanation')}
              @click=${send(() => new ComposeEvent('chosen'))}
            >
              ${icon('edit')}<span>${texts.text('edit')}</span>
            </button>`
    }
  </div>`;
}

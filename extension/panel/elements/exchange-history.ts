import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ExchangeSummary, Verdict } from '../../protocol/types.generated';
import { fateOf } from '../model/fate';
import { statusClass } from '../model/format';
import type { History } from '../model/history';
import { isCover } from '../model/predict/cover';
import { icon, iconStyles } from '../styles/icons';
import { base, buttons, statusColours } from '../styles/shared';
import type { Language } from './language';
import { coveredStatus } from './predict/covered-row';
import { CompareEvent, StepEvent } from './time-events';

/** How many are listed before the user asks for all, and then. */
const FEW = 8;
const MOST = 200;

/** The exchanges of one method and URL, the newest first. Choosing one compares it with the one that is shown. */
@customElement('exchange-history')
export class ExchangeHistory extends LitElement {
  static override styles = [
    base,
    buttons,
    statusColours,
    ...iconStyles,
    css`
      :host {
        display: block;
        padding: 0 12px;
      }
      .steps {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
      }
      .steps button {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        min-height: 24px;
      }
      button[disabled] {
        opacity: 0.5;
        cursor: default;
        text-decoration: none;
      }
      p {
        margin: 2px 0;
      }
      ol {
        margin: 2px 0;
        padding: 0;
        list-style: none;
      }
      .entry {
        display: flex;
        flex-wrap: wrap;
        gap: 0 10px;
        width: 100%;
        min-height: 24px;
        align-items: center;
        padding: 1px 6px;
        text-align: start;
        border-radius: 4px;
      }
      button.entry:hover {
        background: var(--vscode-list-hoverBackground);
      }
      .entry[aria-pressed='true'] {
        background: var(--vscode-inputOption-activeBackground);
        color: var(--vscode-inputOption-activeForeground);
        border-color: var(--vscode-inputOption-activeBorder, transparent);
      }
      .entry[aria-pressed='true'] * {
        color: inherit;
      }
      .shown {
        font-weight: 600;
      }
      .type,
      .fate {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) history!: History;
  /** The exchange that is shown. */
  @property({ attribute: false }) chosen!: ExchangeSummary;
  /** The id of the one that it is compared with. */
  @property({ attribute: false }) base: string | undefined;
  @property({ attribute: false }) verdictOn!: (summary: ExchangeSummary) => Verdict | undefined;
  @state() private all = false;

  protected override render(): TemplateResult {
    const { texts, format } = this.language;
    const { earlier, later } = this.history;
    if (earlier.length + later.length === 0) return html`<p class="dim">${texts.text('history.none')}</p>`;
    const most = this.all ? MOST : FEW;
    const listed = [...later.slice(0, most).reverse(), this.chosen, ...earlier.slice(0, most)];
    const left = earlier.length + later.length + 1 - listed.length;
    return html`<div class="steps">
        ${this.#step('earlier', earlier.length > 0)} ${this.#step('later', later.length > 0)}
      </div>
      <p class="dim">${texts.text('history.hint')}</p>
      <ol aria-label=${texts.text('history')}>
        ${listed.map((summary) => html`<li>${this.#entry(summary)}</li>`)}
      </ol>
      ${
        left > 0 && !this.all
          ? html`<button class="link" @click=${() => (this.all = true)}>
              ${texts.counted('history.more', left, { count: format.count(left) })}
            </button>`
          : nothing
      }`;
  }

  #step(towards: 'earlier' | 'later', possible: boolean): TemplateResult {
    const key = towards === 'earlier' ? 'ArrowUp' : 'ArrowDown';
    return html`<button
      class="link"
      aria-keyshortcuts="Alt+${key}"
      title="Alt+${towards === 'earlier' ? '↑' : '↓'}"
      ?disabled=${!possible}
      @click=${() => this.dispatchEvent(new StepEvent(towards))}
    >
      ${icon(towards === 'earlier' ? 'arrow-up' : 'arrow-down')}
      ${this.language.texts.text(towards === 'earlier' ? 'history.earlier' : 'history.later')}
    </button>`;
  }

  #entry(summary: ExchangeSummary): TemplateResult {
    const content = this.#content(summary);
    if (summary.id === this.chosen.id) return html`<div class="entry shown" aria-current="true">${content}</div>`;
    const compared = summary.id === this.base;
    return html`<button
      class="entry"
      aria-pressed=${compared}
      @click=${() => this.dispatchEvent(new CompareEvent(summary))}
    >
      ${content}
    </button>`;
  }

  #content(summary: ExchangeSummary): TemplateResult {
    const { texts, format } = this.language;
    const { status, contentType, pinned } = summary;
    const verdict = this.verdictOn(summary);
    const absent = status === 304 ? 'notModified' : 'noType';
    return html`<span>${format.moment(summary.time)}</span>
      ${
        isCover(summary)
          ? coveredStatus(this.language)
          : html`<span class="status ${statusClass(status)}">${status === 0 ? '—' : status}</span>`
      }
      <span class="type">${status === 0 ? nothing : (contentType ?? texts.text(absent))}</span>
      <span class="fate">${verdict ? fateOf(texts, verdict, verdict.destination) : nothing}</span>
      ${pinned ? html`${icon('pinned')}<span class="visually-hidden">${texts.text('pinned')}</span>` : nothing}
      ${summary.id === this.chosen.id ? html`<span class="dim">${texts.text('history.shown')}</span>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'exchange-history': ExchangeHistory;
  }
}

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base, buttons } from '../../styles/shared';
import type { Language } from '../language';
import '../split-view';
import type { ShareEvent } from '../split-view';
import { LessonShareEvent } from './lesson-events';

/** From this width on the lesson stands beside the exchanges. In CSS pixels. */
const BESIDE_FROM = 760;

/** The lesson's share of the room, until the user moves the sash. */
const SHARE = 0.36;

const TABS = ['lesson', 'exchanges'] as const;
type Tab = (typeof TABS)[number];

/**
 * The lesson and the exchanges: side by side where there is room for both, else behind a tab each
 * (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/). Both are children, in the slots of these names.
 */
@customElement('lesson-layout')
export class LessonLayout extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: flex;
        flex: 1;
        flex-direction: column;
        min-height: 0;
      }
      split-view,
      [role='tabpanel'] {
        flex: 1;
        min-height: 0;
      }
      [role='tabpanel'] {
        display: flex;
        flex-direction: column;
      }
      ::slotted(*) {
        flex: 1;
        min-width: 0;
        min-height: 0;
      }
      [role='tablist'] {
        display: flex;
        border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      [role='tab'] {
        flex: 1 1 0;
        min-width: 0;
        min-height: 28px;
        padding: 2px 8px;
        border-bottom: 2px solid transparent;
        color: var(--vscode-descriptionForeground);
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      [role='tab'][aria-selected='true'] {
        color: var(--vscode-foreground);
        border-bottom-color: var(--vscode-focusBorder);
      }
      @media (forced-colors: active) {
        [role='tab'][aria-selected='true'] {
          border-bottom-color: Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  /** What a tab says beside its name. */
  @property({ attribute: false }) counts: Readonly<Record<Tab, string>> = { lesson: '', exchanges: '' };
  /** The lesson's share of the room, from 0 to 1; undefined where the user did not say. */
  @property({ attribute: false }) share: number | undefined;
  @state() private wide: boolean | undefined;
  @state() private tab: Tab = 'lesson';

  readonly #resized = new ResizeObserver(() => {
    this.wide = this.clientWidth >= BESIDE_FROM;
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  /** Shows one of both where there is no room for both. */
  show(tab: Tab): void {
    this.tab = tab;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.wide === undefined) return nothing;
    return this.wide ? this.#beside() : this.#tabs();
  }

  #beside(): TemplateResult {
    return html`<split-view
      .share=${this.share ?? SHARE}
      .label=${this.language.texts.text('lesson.resize')}
      @vitrina-share=${this.#shared}
    >
      <slot name="lesson" slot="first"></slot>
      <slot name="exchanges" slot="second"></slot>
    </split-view>`;
  }

  #tabs(): TemplateResult {
    const { texts } = this.language;
    const name = (tab: Tab): string => texts.text(tab);
    return html`<div role="tablist" aria-label=${texts.text('lesson.tabs')} @keydown=${this.#key}>
        ${TABS.map(
          (tab) =>
            html`<button
              role="tab"
              id="tab-${tab}"
              aria-selected=${this.tab === tab}
              aria-controls="panel"
              tabindex=${this.tab === tab ? 0 : -1}
              @click=${() => {
                this.tab = tab;
              }}
            >
              ${name(tab)} <span class="count">${this.counts[tab]}</span>
            </button>`,
        )}
      </div>
      <div role="tabpanel" id="panel" aria-labelledby="tab-${this.tab}"><slot name=${this.tab}></slot></div>`;
  }

  /** The sash of the exchanges' own parts is not ours. */
  readonly #shared = (event: Event): void => {
    if (event.target !== event.currentTarget) return;
    event.stopPropagation();
    this.dispatchEvent(new LessonShareEvent((event as ShareEvent).share));
  };

  readonly #key = (event: KeyboardEvent): void => {
    const other = { ArrowLeft: 'lesson', Home: 'lesson', ArrowRight: 'exchanges', End: 'exchanges' } as const;
    const to = other[event.key as keyof typeof other] as Tab | undefined;
    if (to === undefined) return;
    event.preventDefault();
    this.tab = to;
    this.renderRoot.querySelector<HTMLElement>(`#tab-${to}`)?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lesson-layout': LessonLayout;
  }
}

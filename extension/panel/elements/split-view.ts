import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../styles/shared';

/** From this width on the two parts lie side by side. In CSS pixels. */
const SIDE_BY_SIDE_FROM = 700;

/**
 * The first part's share until the user moves the sash: side by side it needs room for columns, and one above the other
 * the second part has more to say.
 */
const SHARE = { beside: 0.5, above: 0.4 };

/** No part gets less than this share, so that neither can be lost. */
const LEAST_SHARE = 0.15;

/** How far a key moves the sash, as a share. */
const STEP = 0.05;

/** Tells that the user moved the sash. */
export class ShareEvent extends Event {
  static readonly type = 'vitrina-share';
  readonly share: number;

  constructor(share: number) {
    super(ShareEvent.type, { bubbles: true, composed: true });
    this.share = share;
  }
}

/**
 * Two parts with a sash between them: side by side where there is room, else one above the other. The sash moves by
 * pointer and by keys (https://www.w3.org/WAI/ARIA/apg/patterns/windowsplitter/).
 */
@customElement('split-view')
export class SplitView extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template: minmax(0, calc(var(--share) * 100%)) 0 minmax(0, 1fr) / minmax(0, 1fr);
        min-height: 0;
      }
      :host([side-by-side]) {
        grid-template: minmax(0, 1fr) / minmax(0, calc(var(--share) * 100%)) 0 minmax(0, 1fr);
      }
      .sash {
        position: relative;
        z-index: 1;
        touch-action: none;
      }
      .sash::before {
        content: '';
        position: absolute;
        inset: 0 0 auto 0;
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      .sash::after {
        content: '';
        position: absolute;
        inset: -4px 0;
        cursor: ns-resize;
      }
      .sash:is(:hover, :active, :focus-visible)::before {
        inset: -2px 0 auto 0;
        border-width: 4px;
        border-color: var(--vscode-sash-hoverBorder);
      }
      .sash:focus-visible {
        outline: none;
      }
      :host([side-by-side]) .sash::before {
        inset: 0 auto 0 0;
        border-top: 0;
        border-left: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      :host([side-by-side]) .sash::after {
        inset: 0 -4px;
        cursor: ew-resize;
      }
      :host([side-by-side]) .sash:is(:hover, :active, :focus-visible)::before {
        inset: 0 auto 0 -2px;
        border-left: 4px solid var(--vscode-sash-hoverBorder);
      }
      @media (forced-colors: active) {
        .sash::before {
          border-color: CanvasText;
        }
        .sash:is(:hover, :active, :focus-visible)::before {
          border-color: Highlight;
        }
      }
    `,
  ];

  /** The first part's share of the room, from 0 to 1; undefined where the user did not say. */
  @property({ type: Number }) share: number | undefined;
  /** The sash's accessible name. */
  @property({ attribute: false }) label = '';
  /** Set by the view itself, from its width. */
  @property({ type: Boolean, reflect: true, attribute: 'side-by-side' }) sideBySide = false;

  readonly #resized = new ResizeObserver(() => {
    this.sideBySide = this.clientWidth >= SIDE_BY_SIDE_FROM;
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  protected override updated(): void {
    this.style.setProperty('--share', String(this.#share));
  }

  get #share(): number {
    return this.share ?? (this.sideBySide ? SHARE.beside : SHARE.above);
  }

  protected override render(): TemplateResult {
    return html`<slot name="first"></slot>
      <div
        class="sash"
        role="separator"
        tabindex="0"
        aria-label=${this.label}
        aria-orientation=${this.sideBySide ? 'vertical' : 'horizontal'}
        aria-valuemin=${LEAST_SHARE * 100}
        aria-valuemax=${(1 - LEAST_SHARE) * 100}
        aria-valuenow=${Math.round(this.#share * 100)}
        @pointerdown=${this.#grab}
        @pointermove=${this.#drag}
        @keydown=${this.#key}
      ></div>
      <slot name="second"></slot>`;
  }

  readonly #grab = (event: PointerEvent): void => {
    if (event.button === 0 && event.target instanceof Element) event.target.setPointerCapture(event.pointerId);
  };

  readonly #drag = (event: PointerEvent): void => {
    if (!(event.target instanceof Element) || !event.target.hasPointerCapture(event.pointerId)) return;
    const { left, top, width, height } = this.getBoundingClientRect();
    this.#moveTo(this.sideBySide ? (event.clientX - left) / width : (event.clientY - top) / height);
  };

  readonly #key = (event: KeyboardEvent): void => {
    const [less, more] = this.sideBySide ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (event.key === less) this.#moveTo(this.#share - STEP);
    else if (event.key === more) this.#moveTo(this.#share + STEP);
    else if (event.key === 'Home') this.#moveTo(0);
    else if (event.key === 'End') this.#moveTo(1);
    else return;
    event.preventDefault();
  };

  #moveTo(share: number): void {
    const moved = Math.min(Math.max(share, LEAST_SHARE), 1 - LEAST_SHARE);
    this.share = moved;
    this.dispatchEvent(new ShareEvent(moved));
  }
}

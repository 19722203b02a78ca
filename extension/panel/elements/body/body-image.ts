import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { toBase64 } from '../../model/body/bytes';
import { base } from '../../styles/shared';
import type { Language } from '../language';

/** An image as a browser draws it, with its size. An SVG runs no scripts and loads nothing in here. */
@customElement('body-image')
export class BodyImage extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      p {
        margin: 0;
        padding: 1px 12px;
      }
      .scroller {
        max-height: max(9em, min(26em, 45vh));
        overflow: auto;
        padding: 8px 12px;
      }
      img {
        display: block;
        max-width: 100%;
        /* What is transparent is seen to be. */
        background: repeating-conic-gradient(#8884 0 25%, #8882 0 50%) 0 0 / 16px 16px;
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) bytes = new Uint8Array();
  /** The media type, as Content-Type says it. */
  @property({ attribute: false }) type = '';
  @state() private size: { readonly width: number; readonly height: number } | 'broken' | undefined;
  #address = '';

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.scroller')?.focus();
  }

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (!changes.has('bytes') && !changes.has('type')) return;
    // Both hosts allow data: where they would not allow blob:.
    this.#address = `data:${this.type};base64,${toBase64(this.bytes)}`;
    this.size = undefined;
  }

  protected override render(): TemplateResult {
    const { texts, format } = this.language;
    const { size } = this;
    if (size === 'broken') return html`<p class="broken">${texts.text('body.image.broken')}</p>`;
    const told =
      size && texts.text('body.image.size', { width: format.count(size.width), height: format.count(size.height) });
    const alt = texts.text('body.image');
    return html`<p class="dim size">${told}</p>
      <div class="scroller" role="region" tabindex="0" aria-label=${alt}>
        <img src=${this.#address} alt=${alt} @load=${this.#loaded} @error=${this.#failed} />
      </div>`;
  }

  readonly #loaded = (event: Event): void => {
    const { naturalWidth: width, naturalHeight: height } = event.target as HTMLImageElement;
    this.size = { width, height };
  };

  readonly #failed = (): void => {
    this.size = 'broken';
  };
}

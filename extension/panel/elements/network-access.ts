import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Network, Site } from '../../protocol/types.generated';
import { darkPath, QUIET_ZONE } from '../model/qrCode';
import { base } from '../styles/shared';
import './copy-button';
import type { Language } from './language';

/** How other machines reach the site: its addresses, and the first of them as a QR code. */
@customElement('network-access')
export class NetworkAccess extends LitElement {
  static override styles = [
    base,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 10px 16px;
        padding: 10px 12px;
        border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      svg {
        flex: none;
        width: 148px;
        height: 148px;
        border-radius: 3px;
        /* Readers want dark on light, whatever the theme. */
        background: #fff;
        forced-color-adjust: none;
      }
      .text {
        flex: 1 1 200px;
        min-width: 0;
      }
      p,
      ul {
        margin: 0;
        padding: 0;
        overflow-wrap: anywhere;
      }
      ul {
        margin: 4px 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: 4px;
      }
      a {
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) site!: Site;

  protected override render(): TemplateResult | typeof nothing {
    const { texts } = this.language;
    const { network, addresses } = this.site;
    if (!network) return nothing;
    return html`<section aria-label=${texts.text('network')}>
      ${this.#code(network)}
      <div class="text">
        <p>${texts.text(network.urls.length > 0 ? 'network.urls' : 'network.none')}</p>
        <ul>
          ${network.urls.map((url) => this.#url(url))}
        </ul>
        <p class="dim">${texts.text('network.addresses', { addresses: addresses.join(', ') })}</p>
      </div>
    </section>`;
  }

  #code({ urls: [url], qrCode }: Network): TemplateResult | typeof nothing {
    if (url === undefined || qrCode.length === 0) return nothing;
    const size = String(qrCode.length + 2 * QUIET_ZONE);
    return html`<svg
      role="img"
      aria-label=${this.language.texts.text('network.qrCode', { url })}
      viewBox="0 0 ${size} ${size}"
      shape-rendering="crispEdges"
    >
      ${svg`<path fill="#000" d=${darkPath(qrCode)} />`}
    </svg>`;
  }

  #url(url: string): TemplateResult {
    return html`<li>
      <a class="mono" href=${url} target="_blank" rel="noopener noreferrer">${url}</a>
      <copy-button
        .language=${this.language}
        .text=${url}
        .label=${this.language.texts.text('network.copy', { url })}
      ></copy-button>
    </li>`;
  }
}

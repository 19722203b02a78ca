import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { fieldValues } from '../model/head';
import type { Detail } from '../model/detailLoader';
import type { TextKey } from '../model/texts';
import type { Appearance } from '../model/displayable';
import type { Fate, Reason, Verdict } from '../model/verdict';
import { icon, type IconName, iconStyles } from '../styles/icons';
import { base } from '../styles/shared';
import type { Language } from './language';
import { part, partStyles } from './part';

const SHOWN: Record<Appearance, TextKey> = {
  page: 'shown.page',
  text: 'shown.text',
  image: 'shown.image',
  media: 'shown.media',
  xml: 'shown.xml',
  pdf: 'shown.pdf',
};

const FATES: Record<Exclude<Fate, 'shown'>, TextKey> = {
  downloaded: 'downloaded',
  applied: 'applied',
  refused: 'refused',
  empty: 'empty',
  redirected: 'redirected',
};

const ICON: Record<Fate, IconName> = {
  shown: 'eye',
  downloaded: 'desktop-download',
  applied: 'eye',
  refused: 'circle-slash',
  empty: 'circle-slash',
  redirected: 'arrow-right',
};

const REASONS: Record<Reason, TextKey> = {
  named: 'reason.named',
  sniffedTag: 'reason.sniffedTag',
  sniffedSignature: 'reason.sniffedSignature',
  sniffedText: 'reason.sniffedText',
  sniffedBinary: 'reason.sniffedBinary',
  noSniff: 'reason.noSniff',
  binaryText: 'reason.binaryText',
  attachment: 'reason.attachment',
  notDisplayable: 'reason.notDisplayable',
  undecodable: 'reason.undecodable',
  head: 'reason.head',
  status: 'reason.status',
  notModified: 'reason.notModified',
  noContent: 'reason.noContent',
  location: 'reason.location',
  told: 'reason.told',
};

/** What a browser makes of the chosen response; the attributes data-fate and data-type say it to programs. */
@customElement('exchange-verdict')
export class ExchangeVerdict extends LitElement {
  static override styles = [
    base,
    ...iconStyles,
    partStyles,
    css`
      :host {
        display: block;
        margin: 8px 12px;
        padding: 6px 10px;
        border: 1px solid var(--vscode-contrastBorder, transparent);
        border-radius: 4px;
        background: var(--vscode-textCodeBlock-background);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 6px;
      }
      .fate {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .type {
        overflow-wrap: anywhere;
      }
      .basis {
        margin-inline-end: 4px;
        padding: 0 6px;
        border-radius: 9px;
        background: var(--vscode-badge-background);
        color: var(--vscode-badge-foreground);
        font-size: 0.85em;
      }
      .reason {
        margin: 2px 0 0;
        overflow-wrap: anywhere;
      }
      @media (forced-colors: active) {
        :host,
        .basis {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) detail: Detail | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'group');
  }

  protected override willUpdate(): void {
    const verdict = this.detail?.verdict;
    this.setAttribute('aria-label', this.language.texts.text('verdict'));
    this.dataset['fate'] = verdict?.fate ?? '';
    this.dataset['type'] = verdict?.type ?? '';
    this.dataset['basis'] = verdict?.basis ?? '';
  }

  protected override render(): TemplateResult | typeof nothing {
    const { verdict, exchange } = this.detail ?? {};
    if (!verdict || !exchange) return nothing;
    const { texts } = this.language;
    return part(texts, texts.text('verdict'), () => this.#verdict({ verdict, exchange }));
  }

  #verdict({ verdict, exchange }: Detail & { verdict: Verdict }): TemplateResult {
    const { texts } = this.language;
    const observed = verdict.basis === 'observed';
    return html`<div class="line">
        ${icon(ICON[verdict.fate])} <span class="fate">${this.#fate({ verdict, exchange })}</span>
        ${verdict.type ? html`<span class="type mono">${verdict.type}</span>` : nothing}
      </div>
      <p class="reason dim">
        <span class="basis" title=${texts.text(observed ? 'basis.observed.explanation' : 'basis.predicted.explanation')}
          >${texts.text(observed ? 'basis.observed' : 'basis.predicted')}</span
        >
        ${texts.text(REASONS[verdict.reason], { type: verdict.type })}
      </p>`;
  }

  #fate({ verdict, exchange }: Detail & { verdict: Verdict }): string {
    const { texts } = this.language;
    if (verdict.fate === 'shown') return texts.text(verdict.as ? SHOWN[verdict.as] : 'shown.kept');
    const [target] = verdict.fate === 'redirected' ? fieldValues(exchange.response, 'location') : [];
    return target === undefined ? texts.text(FATES[verdict.fate]) : texts.text('redirectedTo', { target });
  }
}

import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Fate, Outcome, Verdict } from '../../protocol/types.generated';
import { asWhat, fateOf } from '../model/fate';
import { covered, coveredSentence } from '../model/secrets';
import { icon, type IconName, iconStyles } from '../styles/icons';
import { base } from '../styles/shared';
import { verdictStyles } from './exchange-verdict.styles';
import type { Language } from './language';
import { part, partStyles } from './part';

const ICON: Record<Fate, IconName> = {
  shown: 'eye',
  downloaded: 'desktop-download',
  applied: 'pass',
  refused: 'error',
  empty: 'circle-slash',
  redirected: 'arrow-right',
};

/**
 * What a browser makes of the chosen response, as the server says it; the attributes data-fate, data-type and data-basis
 * say it to programs.
 */
@customElement('exchange-verdict')
export class ExchangeVerdict extends LitElement {
  static override styles = [base, ...iconStyles, partStyles, verdictStyles];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) verdict: Verdict | undefined;
  /** True for a page that Vitrina itself wrote, to say what failed. */
  @property({ type: Boolean, attribute: 'error-page' }) errorPage = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'group');
  }

  protected override willUpdate(): void {
    const { verdict } = this;
    this.setAttribute('aria-label', this.language.texts.text('verdict'));
    this.dataset['fate'] = verdict?.fate ?? '';
    this.dataset['type'] = verdict?.type ?? '';
    this.dataset['basis'] = verdict?.basis ?? '';
    this.toggleAttribute('differs', verdict?.differs ?? false);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { verdict } = this;
    const { texts } = this.language;
    if (!verdict) return nothing;
    return part(texts, texts.text('verdict'), () =>
      verdict.differs && verdict.predicted ? this.#different(verdict, verdict.predicted) : this.#agreed(verdict),
    );
  }

  #agreed(verdict: Verdict): TemplateResult {
    return html`${this.#fate(verdict, verdict.destination)} ${this.#rule(verdict, this.#basis(verdict))}
    ${this.#asked(verdict)}`;
  }

  /** Both, one below the other: that a browser did something else is what one has to see. */
  #different(verdict: Verdict, predicted: Outcome): TemplateResult {
    const { texts } = this.language;
    return html`<p class="difference">${icon('warning')} <span>${texts.text('differs')}</span></p>
      <p class="dim">${texts.text('differs.observed')}</p>
      ${this.#fate(verdict, verdict.destination)}
      <p class="dim">${texts.text('differs.predicted')}</p>
      ${this.#fate(predicted, verdict.destination)} ${this.#rule(predicted, nothing)} ${this.#asked(verdict)}`;
  }

  #fate(outcome: Outcome, destination: string): TemplateResult {
    return html`<div class="line">
      ${icon(ICON[outcome.fate])}
      <span class="fate">${fateOf(this.language.texts, outcome, destination, this.errorPage)}</span>
      ${outcome.type ? html`<span class="type mono">${outcome.type}</span>` : nothing}
    </div>`;
  }

  #rule(outcome: Outcome, before: TemplateResult | typeof nothing): TemplateResult {
    const { texts } = this.language;
    return html`<p class="reason">
        ${before} ${coveredSentence(outcome.message)}
        <a href=${outcome.source} target="_blank" rel="noopener noreferrer">${texts.text('verdict.source')}</a>
      </p>
      ${outcome.afterwards ? html`<p class="afterwards">${coveredSentence(outcome.afterwards)}</p>` : nothing}
      ${outcome.standard ? html`<p class="standard">${outcome.standard}</p>` : nothing}`;
  }

  #basis({ basis }: Verdict): TemplateResult {
    const { texts } = this.language;
    const observed = basis === 'observed';
    const explanation = texts.text(observed ? 'basis.observed.explanation' : 'basis.predicted.explanation');
    return html`<span class="basis" title=${explanation}
      >${texts.text(observed ? 'basis.observed' : 'basis.predicted')}</span
    >`;
  }

  /** For what it was asked, and by whom. */
  #asked({ destination, askedBy, assumed }: Verdict): TemplateResult {
    const { texts } = this.language;
    if (assumed) return html`<p class="asked dim">${texts.text('askedBy.unsaid')}</p>`;
    const what = asWhat(texts, destination);
    const sentence = askedBy
      ? texts.text('askedBy', { what, page: covered(askedBy) })
      : texts.text('askedAs', { what });
    return html`<p class="asked dim">${sentence}</p>`;
  }
}

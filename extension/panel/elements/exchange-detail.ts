import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Exchange, ExchangeSummary, PathOverride } from '../../protocol/types.generated';
import { keyOf } from '../model/identity';
import { isErrorPage } from '../model/keyField';
import { ranked } from '../model/notes';
import type { PanelTime } from '../model/panelTime';
import type { Predicting, Reason } from '../model/predict/predicting';
import { isTabIcon } from '../model/routine';
import { isSecret, piecesOfAddress } from '../model/secrets';
import { Sections, type SectionName } from '../model/sections';
import type { TextKey } from '../model/texts';
import { icon, iconStyles } from '../styles/icons';
import { base, buttons } from '../styles/shared';
import type { Ask } from '../model/transport';
import './body/exchange-body';
import './copy-button';
import { detailStyles } from './exchange-detail.styles';
import { exchangeActions } from './exchange-actions';
import { actionStyles } from './exchange-actions.styles';
import { CopiedEvent } from './copy-menu';
import './exchange-comparison';
import './exchange-note';
import './exchange-history';
import './exchange-flow';
import type { ExchangeFlow } from './exchange-flow';
import './exchange-verdict';
import { type Fact, factList, factStyles } from './facts';
import { FocusKeeper } from './focus';
import { keyField, keyFieldStyles } from './key-field';
import type { Language } from './language';
import { masked, maskStyles, RevealAddressEvent, revealButton } from './masked';
import './message-framing';
import './message-head';
import { faultList, noteStyles, remarkList } from './note-list';
import { servedAs, servedAsStyles } from './override/serve-as';
import { orNothing, part, partStyles } from './part';
import { covered } from './predict/covered';
import { Revealed } from './revealed';
import './script-run';
import { section, type SectionHead, sectionStyles } from './section';
import { address, unbrokenStyles } from './unbroken';

/** The secrets in the address are shown together. */
const ADDRESS = 'address';

/**
 * The chosen exchange. What came of it and what is worth knowing stand first; all else is in sections, which stay open
 * or closed from one exchange to the next.
 */
@customElement('exchange-detail')
export class ExchangeDetail extends LitElement {
  static override styles = [
    base,
    buttons,
    ...iconStyles,
    partStyles,
    factStyles,
    sectionStyles,
    keyFieldStyles,
    noteStyles,
    unbrokenStyles,
    maskStyles,
    detailStyles,
    actionStyles,
    servedAsStyles,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) summary: ExchangeSummary | undefined;
  /** The whole of it; undefined until it is there. */
  @property({ attribute: false }) detail: Exchange | undefined;
  /** Why there is no detail. */
  @property({ attribute: false }) problem: string | undefined;
  /** The exchange in time; what it says may change with any update. */
  @property({ attribute: false }) time: PanelTime | undefined;
  /** What is covered until somebody has said what they expect; it may change with any update. */
  @property({ attribute: false }) predicting: Predicting | undefined;
  /** Another number whenever one of the two changed. */
  @property({ attribute: false }) revision = 0;
  /** Which sections are open. */
  @property({ attribute: false }) sections = Sections.of();
  /** The site's address in this browser; undefined while it does not run. */
  @property({ attribute: false }) siteUrl: string | undefined;
  /** The same for programs that run beside the server: a proxy's address may have a path, which no request has. */
  @property({ attribute: false }) ownUrl: string | undefined;
  /** How its path is served now, where that is not as the site does. */
  @property({ attribute: false }) overridden: PathOverride | undefined;
  /** Asks the server, for the bodies. */
  @property({ attribute: false }) ask!: Ask;
  /** True where nothing answers: the exchanges were read from a file. */
  @property({ type: Boolean }) offline = false;
  /** True where a place in a file can be opened in an editor. */
  @property({ type: Boolean }) editor = false;

  /** What is explained stays so with the next exchange, since the next is mostly asked the same question. */
  readonly #opened = { request: new Set<string>(), response: new Set<string>() };

  /** What was copied last, and of which exchange. */
  @state() private copied: { readonly of: string; readonly sentence: string } | undefined;

  readonly #revealed = new Revealed(() => {
    this.requestUpdate();
  });

  constructor() {
    super();
    new FocusKeeper(this);
    this.addEventListener(RevealAddressEvent.type, () => {
      this.#revealed.toggle(ADDRESS);
    });
    this.addEventListener(CopiedEvent.type, (event) => {
      if (this.summary) this.copied = { of: keyOf(this.summary), sentence: (event as CopiedEvent).sentence };
    });
  }

  protected override willUpdate(): void {
    if (this.summary) this.#revealed.of(this.summary);
  }

  override focus(): void {
    const { renderRoot } = this;
    (renderRoot.querySelector('predict-questions') ?? renderRoot.querySelector<HTMLElement>('.region'))?.focus();
  }

  /** Copies the exchange as cURL by another way than the page's own clipboard. */
  async copyWith(write: (text: string) => void): Promise<void> {
    await this.updateComplete;
    await this.renderRoot.querySelector('copy-menu')?.copy('curl', write);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { summary, detail } = this;
    if (!summary) return nothing;
    const { texts } = this.language;
    return html`<div class="region" role="region" tabindex="0" aria-label=${texts.text('exchange')}>
      <div class="title">${this.#heading(summary)} ${this.time ? this.#actions(summary, this.time) : nothing}</div>
      ${summary.pinned || summary.note ? html`<exchange-note .language=${this.language} .summary=${summary}></exchange-note>` : nothing}
      ${this.copied?.of === keyOf(summary) ? html`<p class="note">${icon('check')} <span>${this.copied.sentence}</span></p>` : nothing}
      ${this.problem === undefined ? nothing : html`<p class="note">${icon('error')} <span>${this.problem}</span></p>`}
      ${this.#covering ? this.#covered(this.#covering) : detail ? this.#whole(detail) : nothing}
    </div>`;
  }

  /** Why what came of it is covered; undefined where it is not. */
  get #covering(): Reason | undefined {
    return this.summary && this.predicting?.reason(this.summary);
  }

  /** What is left of it while nobody may see what came of it: what was asked for. */
  #covered(reason: Reason): unknown[] {
    const { detail } = this;
    return [
      covered(this.language, detail, reason),
      detail ? this.#part('request', () => this.#message(detail, 'request')) : nothing,
    ];
  }

  #predicted(exchange: Exchange): TemplateResult | typeof nothing {
    const answers = this.predicting?.answers(exchange);
    return answers
      ? html`<predict-result .language=${this.language} .exchange=${exchange} .answers=${answers}></predict-result>`
      : nothing;
  }

  /** The method and the address, in which tokens are hidden until somebody asks for them. */
  #heading({ method, target }: ExchangeSummary): TemplateResult {
    const given = piecesOfAddress(target);
    const hides = given.some(({ secret }) => secret);
    const shown = this.#revealed.has(ADDRESS);
    const reveal = (): void => {
      this.#revealed.toggle(ADDRESS);
    };
    const name = this.language.texts.text('secret.address');
    const shownAddress = hides && !shown ? masked(this.language, given, false, reveal) : address(target);
    // The heading shows spaces as they are: there are none in it but its own.
    return html`<h2 class="mono"><span class="method">${method}</span> ${shownAddress}</h2>
      ${hides ? revealButton(this.language, name, shown, reveal) : nothing}`;
  }

  #actions(summary: ExchangeSummary, time: PanelTime): TemplateResult {
    const { ask, offline } = this;
    const siteUrl = this.siteUrl && new URL(this.siteUrl).pathname !== '/' ? this.ownUrl : this.siteUrl;
    const detail = this.#covering ? undefined : this.detail;
    return exchangeActions(this.language, {
      summary,
      held: time.held?.id === summary.id,
      detail,
      ask,
      siteUrl,
      offline,
    });
  }

  /** Each part is drawn by itself: a fault in one leaves the others, which a learner then needs all the more. */
  #whole(exchange: Exchange): TemplateResult {
    const notes = this.#part('notes', () => this.#notes(exchange));
    const [faults, remarks] = Array.isArray(notes) ? notes : [notes, nothing];
    // What failed is what one wants to know of a page that says so.
    const failed = orNothing(() => isErrorPage(exchange)) === true;
    return html`
      ${this.#predicted(exchange)} ${servedAs(this.language, exchange, this.overridden)} ${failed ? faults : nothing}
      ${orNothing(() => keyField(this.language, exchange))}
      ${this.#part('verdict', () => this.#verdict(exchange, failed))} ${orNothing(() => this.#tabIcon(exchange))}
      ${this.#part('comparison', () => this.#comparison())} ${failed ? nothing : faults} ${remarks}
      ${this.#part('response', () => this.#message(exchange, 'response'))}
      ${this.#part('body', () => this.#body(exchange))} ${this.#part('script', () => this.#script(exchange))}
      ${this.#part('observed', () => this.#observed(exchange))} ${this.#part('history', () => this.#history())}
      ${this.#part('timing', () => this.#timing(exchange))}
      ${this.#part('request', () => this.#message(exchange, 'request'))}
    `;
  }

  #part<T>(title: TextKey, draw: () => T): T | TemplateResult {
    const name = this.language.texts.text(title);
    return part(
      this.language.texts,
      name,
      draw,
      (sentence) =>
        html`<section aria-label=${name}>
          <h3>${name}</h3>
          ${sentence}
        </section>`,
    );
  }

  #section(name: SectionName & TextKey, draw: () => unknown, head: Partial<SectionHead> = {}): TemplateResult {
    return section(this.sections, { name, title: this.language.texts.text(name), ...head }, draw);
  }

  #notes(exchange: Exchange): unknown[] {
    const notes = ranked(exchange.notes);
    return [faultList(this.language, notes, this), remarkList(this.language, notes, this)];
  }

  #verdict({ verdict }: Exchange, errorPage: boolean): TemplateResult | typeof nothing {
    if (!verdict) return nothing;
    return html`<exchange-verdict
      .language=${this.language}
      .verdict=${verdict}
      ?error-page=${errorPage}
    ></exchange-verdict>`;
  }

  #comparison(): TemplateResult | typeof nothing {
    const { time, summary } = this;
    const compared = time?.compared;
    if (summary && time?.held?.id === summary.id)
      return html`<p class="note">${icon('git-compare')} <span>${this.language.texts.text('compare.held')}</span></p>`;
    if (!compared || !summary) return nothing;
    return html`<exchange-comparison
      .language=${this.language}
      .compared=${compared}
      .chosen=${summary}
      ?held=${time.held !== undefined}
      ?editor=${this.editor}
    ></exchange-comparison>`;
  }

  #history(): TemplateResult | typeof nothing {
    const { time, summary } = this;
    if (!time || !summary) return nothing;
    const { texts, format } = this.language;
    const { history, compared } = time;
    const count = history.earlier.length + history.later.length;
    const { before, after } = compared ?? {};
    return this.#section(
      'history',
      () =>
        html`<exchange-history
          .language=${this.language}
          .history=${history}
          .chosen=${summary}
          .base=${before?.id === summary.id ? after?.id : before?.id}
          .verdictOn=${(of: ExchangeSummary) => time.verdictOn(of)}
        ></exchange-history>`,
      { summary: count === 0 ? '' : texts.counted('history.count', count, { count: format.count(count) }) },
    );
  }

  #tabIcon({ target, request }: Exchange): TemplateResult | typeof nothing {
    if (!isTabIcon(target, request.headers)) return nothing;
    return html`<p class="dim">${this.language.texts.text('tabIcon')}</p>`;
  }

  #message(exchange: Exchange, of: 'response' | 'request'): TemplateResult | typeof nothing {
    const { texts } = this.language;
    const { head, headers } = exchange[of];
    if (head === '') return nothing;
    const label = texts.text(of === 'response' ? 'copyHead.response' : 'copyHead.request');
    const secret =
      orNothing(
        () =>
          headers.some(({ name, value }) => isSecret(name, value)) ||
          (of === 'request' && piecesOfAddress(exchange.target).some((piece) => piece.secret)),
      ) === true;
    const copy = html`<copy-button
      .language=${this.language}
      .text=${head}
      .label=${secret ? texts.text('copyHead.secret', { copy: label }) : label}
    ></copy-button>`;
    return this.#section(
      of,
      () =>
        html`<message-head
            .language=${this.language}
            .exchange=${exchange}
            .of=${of}
            .sections=${this.sections}
            .opened=${this.#opened[of]}
            ?revealed=${this.#revealed.has(ADDRESS)}
            ?editor=${this.editor}
          ></message-head>
          <message-framing .language=${this.language} .exchange=${exchange} .of=${of}></message-framing>
          ${of === 'request' && exchange.request.body.bytes > 0 ? this.#requestBody(exchange) : nothing}`,
      { actions: copy },
    );
  }

  #body(exchange: Exchange): TemplateResult | typeof nothing {
    const { texts, format } = this.language;
    if (exchange.response.head === '') return nothing;
    const { bytes } = exchange.response.body;
    return this.#section('body', () => this.#bodyOf(exchange, 'response', texts.text('size.response')), {
      summary: texts.counted('size.bytes', bytes, { count: format.count(bytes) }),
    });
  }

  #requestBody(exchange: Exchange): TemplateResult {
    const title = this.language.texts.text('size.request');
    return html`<h4>${title}</h4>
      ${this.#bodyOf(exchange, 'request', title)}`;
  }

  #bodyOf(exchange: Exchange, of: 'request' | 'response' | 'output', label: string): TemplateResult {
    return html`<exchange-body
      .language=${this.language}
      .exchange=${exchange}
      .of=${of}
      .label=${label}
      .ask=${this.ask}
    ></exchange-body>`;
  }

  #observed({ observed }: Exchange): TemplateResult | typeof nothing {
    if (!observed) return nothing;
    const quirks = observed.compatMode === 'BackCompat' ? 'observed.quirks' : 'observed.standards';
    return this.#facts('observed', [
      ['observed.contentType', observed.contentType],
      ['observed.compatMode', `${this.language.texts.text(quirks)} (${observed.compatMode})`],
      ['observed.characterSet', observed.characterSet],
    ]);
  }

  #script(exchange: Exchange): TemplateResult | typeof nothing {
    const { script } = exchange;
    if (!script) return nothing;
    return this.#section(
      'script',
      () =>
        html`<script-run .language=${this.language} .exchange=${exchange} .run=${script}
          >${this.#bodyOf(exchange, 'output', this.language.texts.text('output'))}</script-run
        >`,
    );
  }

  #timing(exchange: Exchange): TemplateResult {
    const { texts, format } = this.language;
    const { time, request, bytes, complete } = exchange;
    const { endMs } = exchange.timing;
    const size = (count: number): string => texts.counted('size.bytes', count, { count: format.count(count) });
    const end = complete ? format.duration(endMs) : texts.text('timing.unfinished');
    const facts: Fact[] = [
      ['timing.began', format.moment(time)],
      ['timing.end', complete ? `+${end}` : end],
      ['size.response', size(bytes)],
      request.body.bytes === 0 ? undefined : ['size.request', size(request.body.bytes)],
    ];
    const copy = html`<copy-button
      .language=${this.language}
      .text=${() => this.renderRoot.querySelector<ExchangeFlow>('exchange-flow')?.standalone() ?? ''}
      .label=${texts.text('flow.copy')}
    ></copy-button>`;
    return this.#section(
      'timing',
      () =>
        html`<exchange-flow .language=${this.language} .exchange=${exchange}></exchange-flow>
          ${factList(texts, facts)}`,
      { summary: end, actions: this.sections.isOpen('timing') ? copy : nothing },
    );
  }

  #facts(name: SectionName & TextKey, facts: readonly Fact[], summary?: string): TemplateResult {
    return this.#section(name, () => factList(this.language.texts, facts), summary === undefined ? {} : { summary });
  }
}

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Body, Exchange } from '../../../protocol/types.generated';
import { BodyLoader } from '../../model/body/bodyLoader';
import { charsetWords } from '../../model/body/charsetWords';
import { codingsOf, type Decoded, decoded } from '../../model/body/contentCoding';
import { fileNameOf } from '../../model/body/fileName';
import { hexDump } from '../../model/body/hex';
import { type BodyReading, type BodyView, valuesOf, viewOf } from '../../model/body/reading';
import { type Readings, readingsOf, STARS } from '../../model/body/readings';
import { headerEndOf } from '../../model/body/scriptOutput';
import { Search } from '../../model/body/search';
import { type Sentence, sentencesOn } from '../../model/body/sentences';
import type { Remark } from '../../model/body/textRows';
import { printsCookie } from '../../model/secrets';
import type { TextKey } from '../../model/texts';
import type { Ask } from '../../model/transport';
import { icon, type IconName, iconStyles } from '../../styles/icons';
import { base, buttons } from '../../styles/shared';
import '../copy-button';
import type { Language } from '../language';
import { part, partStyles } from '../part';
import './body-find';
import type { FindEvent, FindStepEvent } from './body-find';
import './body-image';
import { bodyStyles } from './exchange-body.styles';
import './form-fields';
import './hex-lines';
import { coloursOf } from './highlighting';
import './json-tree';
import { SaveEvent } from './save';
import './source-lines';
import type { Colours } from './source-lines';

const VIEWS = {
  preview: 'body.preview',
  source: 'body.source',
  hex: 'body.hex',
} as const satisfies Record<BodyView, TextKey>;

/** How bodies are looked at. The user's choice holds for all of them, as long as the page lives. */
let chosenView: BodyView = 'preview';

/**
 * The body of a request or a response, or what a script printed. It is loaded as soon as the element is there, so an
 * element in a closed section costs nothing.
 */
@customElement('exchange-body')
export class ExchangeBody extends LitElement {
  static override styles = [base, buttons, ...iconStyles, partStyles, bodyStyles];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) exchange!: Exchange;
  @property({ attribute: false }) of: 'request' | 'response' | 'output' = 'response';
  /** What it is, for screen readers. */
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) ask!: Ask;
  /** True while what was compressed is shown as it was sent. */
  @state() private asSent = false;
  @state() private unpacked: (Decoded & { readonly of: Uint8Array }) | undefined;
  @state() private colours: { readonly of: BodyReading; readonly all: Colours } | undefined;
  /** True once somebody asked for what is hidden: secrets in it, or output that holds a cookie. */
  @state() private revealed = false;
  @query('.shown') private shown!: HTMLElement | null;

  #loader: BodyLoader | undefined;
  /** True where the exchange changed since it was drawn. */
  #stale = true;
  #readings: Readings | undefined;
  /** What the readings were made of. */
  #known: readonly unknown[] = [];
  #remarks: readonly Remark[] = [];
  readonly #search = new Search();
  #colouring = new AbortController();
  /** The exchange of which this was shown last: with another one a search ends. */
  #shownId = '';

  constructor() {
    super();
    this.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#colouring.abort();
  }

  protected override willUpdate(changes: PropertyValues<this>): void {
    this.#stale ||= changes.has('exchange') || changes.has('of');
  }

  protected override render(): TemplateResult {
    return part(this.language.texts, this.label, () => {
      if (this.#stale) this.#load();
      this.#stale = false;
      this.#prepare();
      return this.#whole();
    });
  }

  #whole(): TemplateResult {
    const said = this.#said().map(({ text, kind }) => paragraph(text, kind));
    const reading = this.#readings?.shown;
    if (!reading || reading.bytes.length === 0) return html`${said}`;
    if (this.of === 'output' && !this.revealed && printsCookie(reading.text)) return html`${said} ${this.#hidden()}`;
    const view = this.#view(reading);
    const { word } = this.#search;
    return html`${said} ${this.#secrets()}
      <div class="bar">
        ${this.#views(reading, view)} ${this.#asSentButton()} ${this.#charset(reading, view)}
        <div class="tools">
          ${this.#tool('search', 'body.find', this.#startFind)}
          ${
            view === 'preview' && reading.kind.kind === 'image'
              ? nothing
              : html`<copy-button
                  .language=${this.language}
                  .label=${this.#copyLabel()}
                  .text=${() => this.#copied(view)}
                ></copy-button>`
          }
          ${this.#tool('save', 'body.save', this.#save)}
        </div>
      </div>
      ${word === undefined ? nothing : this.#find(reading, view, word)} ${this.#content(reading, view)}`;
  }

  /** In place of output that others in the room may not read. */
  #hidden(): TemplateResult {
    const { texts } = this.language;
    const reveal = (): void => {
      this.revealed = true;
    };
    return html`<p>
      ${texts.text('output.secret')} <button class="link" @click=${reveal}>${texts.text('output.secret.show')}</button>
    </p>`;
  }

  /** That something in it is hidden, and the way to it. */
  #secrets(): TemplateResult | typeof nothing {
    const { texts } = this.language;
    const { sent, shown, hasSecrets } = this.#readings ?? {};
    const hidden = shown !== sent;
    if (!hidden && !(this.revealed && hasSecrets)) return nothing;
    const toggle = (): void => {
      this.revealed = hidden;
    };
    return html`<p class="dim secrets">
      ${hidden ? texts.text('body.secret', { stars: STARS }) : nothing}
      <button class="link" aria-expanded=${!hidden} @click=${toggle}>
        ${texts.text(hidden ? 'body.secret.show' : 'body.secret.hide')}
      </button>
    </p>`;
  }

  #copyLabel(): string {
    const { texts } = this.language;
    const label = texts.text('body.copy');
    return this.#readings?.hasSecrets ? texts.text('copyHead.secret', { copy: label }) : label;
  }

  /** What was sent, also what is hidden. */
  #copied(view: BodyView): string {
    const sent = this.#readings?.sent;
    if (!sent) return '';
    return view === 'hex' ? hexDump(sent.bytes) : sent.text;
  }

  protected override updated(): void {
    const reading = this.#readings?.shown;
    const view = reading && this.#view(reading);
    if (reading && view === 'source' && this.colours?.of !== reading) void this.#colour(reading);
  }

  #load(): void {
    const { id, time } = this.exchange;
    if (this.#shownId !== `${id} ${time}`) {
      this.#shownId = `${id} ${time}`;
      this.#search.find(undefined);
      this.asSent = false;
      this.revealed = false;
    }
    this.#loader ??= new BodyLoader(this.ask, () => this.requestUpdate());
    this.#loader.show({ id, time, of: this.of }, this.#sizes());
  }

  #sizes(): Body {
    if (this.of === 'output') return this.exchange.script?.printed ?? { bytes: 0, kept: 0 };
    return this.exchange[this.of].body;
  }

  #codings(): string[] {
    return this.of === 'output' || this.exchange[this.of].decoded
      ? []
      : codingsOf(valuesOf(this.exchange[this.of].headers, 'Content-Encoding'));
  }

  /** Works out what is to be shown, unless that was done. */
  #prepare(): void {
    const loader = this.#loader;
    if (!loader || loader.loading) return;
    const { bytes } = loader;
    let read = bytes;
    if (!this.asSent && bytes.length > 0 && this.#codings().length > 0) {
      if (this.unpacked?.of !== bytes) {
        void this.#unpack(bytes);
        return;
      }
      read = this.unpacked.bytes;
    }
    const coded = this.#codings().length > 0 && (this.asSent || this.unpacked?.outcome === 'not');
    const { verdict, inserted } = this.exchange;
    const known = [read, verdict?.charset?.label, verdict?.charset?.by, inserted?.offset, this.revealed];
    if (known.every((each, index) => each === this.#known[index])) return;
    this.#known = known;
    this.#readings = readingsOf(this.exchange, this.of, read, { coded, revealed: this.revealed });
    this.#remarks = this.#remarksOn(this.#readings.shown);
    this.#colouring.abort();
  }

  async #unpack(bytes: Uint8Array): Promise<void> {
    const unpacked = await decoded(bytes, this.#codings());
    if (this.#loader?.bytes === bytes) this.unpacked = { ...unpacked, of: bytes };
  }

  #remarksOn(reading: BodyReading): readonly Remark[] {
    if (this.of !== 'output') return [];
    const known = this.exchange.script?.headerBytes;
    const end = headerEndOf(reading.text, typeof known === 'number' ? reading.sourceFrom : undefined);
    return end ? [{ at: end.at, text: this.language.texts.text(end.text) }] : [];
  }

  async #colour(reading: BodyReading): Promise<void> {
    const { language } = reading;
    if (language === undefined) return;
    this.#colouring = new AbortController();
    const all = await coloursOf(reading.text.slice(reading.sourceFrom), language, this.#colouring.signal);
    if (all && this.#readings?.shown === reading) this.colours = { of: reading, all };
  }

  /** Which view is shown: a search goes through text or bytes. */
  #view(reading: BodyReading): BodyView {
    const view = viewOf(this.of === 'output' && chosenView === 'preview' ? 'source' : chosenView, reading.views);
    if (this.#search.word === undefined || view !== 'preview') return view;
    return reading.views.includes('source') ? 'source' : 'hex';
  }

  #said(): readonly Sentence[] {
    const { exchange, of, asSent, unpacked } = this;
    const sizes = this.#sizes();
    const codings = this.#codings();
    const told = {
      exchange,
      of,
      sizes,
      codings,
      loader: this.#loader,
      reading: this.#readings?.shown,
      asSent,
      unpacked,
    };
    return sentencesOn(told, this.language.texts, this.language.format);
  }

  #views(reading: BodyReading, view: BodyView): TemplateResult | typeof nothing {
    const { texts } = this.language;
    if (reading.views.length < 2) return nothing;
    return html`<div class="views" role="group" aria-label=${texts.text('body.view')}>
      ${reading.views.map(
        (each) =>
          html`<button class="choice" aria-pressed=${each === view} @click=${() => this.#choose(each)}>
            ${texts.text(VIEWS[each])}
          </button>`,
      )}
    </div>`;
  }

  #choose(view: BodyView): void {
    chosenView = view;
    if (view === 'preview') this.#search.find(undefined);
    this.requestUpdate();
  }

  #asSentButton(): TemplateResult | typeof nothing {
    if (this.#codings().length === 0 || this.unpacked?.outcome === 'not') return nothing;
    const toggle = (): void => {
      this.asSent = !this.asSent;
    };
    return html`<button class="choice" aria-pressed=${this.asSent} @click=${toggle}>
      ${this.language.texts.text('body.asSent')}
    </button>`;
  }

  #charset(reading: BodyReading, view: BodyView): TemplateResult | typeof nothing {
    const words = charsetWords(reading, view, this.language.texts);
    return words === undefined ? nothing : html`<span class="charset dim">${words}</span>`;
  }

  #tool(name: IconName, text: TextKey, click: () => void): TemplateResult {
    const title = this.language.texts.text(text);
    return html`<button class="tool" title=${title} aria-label=${title} @click=${click}>${icon(name)}</button>`;
  }

  #content(reading: BodyReading, view: BodyView): TemplateResult {
    const { language, label } = this;
    const finds = this.#search.spans(reading, view);
    const current = finds[this.#search.index];
    const insertedTitle = language.texts.text('body.inserted');
    if (view === 'source') {
      return html`<source-lines
        class="shown"
        .label=${label}
        .text=${reading.text}
        .colours=${this.colours?.of === reading ? this.colours.all : undefined}
        .coloursFrom=${reading.sourceFrom}
        .inserted=${reading.inserted}
        .insertedTitle=${insertedTitle}
        .remarks=${this.#remarks}
        .finds=${finds}
        .current=${current}
      ></source-lines>`;
    }
    if (view === 'hex') {
      const { inserted } = this.exchange;
      const span = { from: inserted?.offset ?? 0, to: (inserted?.offset ?? 0) + (inserted?.bytes ?? 0) };
      return html`<hex-lines
        class="shown"
        .label=${label}
        .bytes=${reading.bytes}
        .inserted=${this.of === 'response' ? span : undefined}
        .insertedTitle=${insertedTitle}
        .finds=${finds}
        .current=${current}
      ></hex-lines>`;
    }
    return this.#preview(reading);
  }

  #preview(reading: BodyReading): TemplateResult {
    const { language, label } = this;
    const { kind } = reading;
    switch (kind.kind) {
      case 'image':
        return html`<body-image
          class="shown"
          .language=${language}
          .bytes=${reading.bytes}
          .type=${kind.type}
        ></body-image>`;
      case 'json':
        return html`<json-tree class="shown" .language=${language} .label=${label} .tree=${reading.tree}></json-tree>`;
      default:
        return reading.fields
          ? html`<form-fields
              class="shown"
              .language=${language}
              .label=${label}
              .fields=${reading.fields}
            ></form-fields>`
          : paragraph(language.texts.text('body.form.broken'), 'warning');
    }
  }

  #find(reading: BodyReading, view: BodyView, word: string): TemplateResult {
    const count = this.#search.spans(reading, view).length;
    const end = (): void => {
      this.#lookFor(undefined);
      void this.updateComplete.then(() => this.shown?.focus());
    };
    const step = ({ by }: FindStepEvent): void => {
      this.#search.step(by, count);
      this.requestUpdate();
    };
    return html`<body-find
      .language=${this.language}
      .word=${word}
      .count=${count}
      .index=${this.#search.index}
      @vitrina-find=${(event: FindEvent) => this.#lookFor(event.word)}
      @vitrina-find-step=${step}
      @vitrina-end-find=${end}
    ></body-find>`;
  }

  #lookFor(word: string | undefined): void {
    this.#search.find(word);
    this.requestUpdate();
  }

  readonly #startFind = (): void => {
    this.#lookFor(this.#search.word ?? '');
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('body-find')?.focus());
  };

  readonly #save = (): void => {
    const sent = this.#readings?.sent;
    if (!sent) return;
    const name = fileNameOf(this.exchange.target, this.of, sent.type.essence);
    this.dispatchEvent(new SaveEvent(name, sent.bytes));
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'f') return;
    if (!this.#readings || this.#readings.shown.bytes.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    this.#startFind();
  };
}

function paragraph(sentence: string, kind?: 'info' | 'warning' | 'error'): TemplateResult {
  return html`<p class=${kind ?? 'dim'}>${kind ? icon(kind) : nothing}<span>${sentence}</span></p>`;
}

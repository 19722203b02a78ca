import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { live } from 'lit/directives/live.js';
import { type BodyKind, type Draft, rawOf, uncovered, withBody } from '../../model/compose/draft';
import { applied, type Template, TEMPLATES } from '../../model/compose/templates';
import type { TextKey } from '../../model/texts';
import { icon, iconStyles } from '../../styles/icons';
import { base, buttons } from '../../styles/shared';
import type { Language } from '../language';
import { DraftEvent, SendDraftEvent } from './compose-events';
import { enterButton, formKeys, showProblem } from './form-keys';
import { composerStyles } from './request-composer.styles';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const BODIES = {
  same: 'compose.body.same',
  none: 'compose.body.none',
  text: 'compose.body.text',
  form: 'compose.body.form',
  upload: 'compose.body.upload',
} as const satisfies Record<BodyKind, TextKey>;

/** The form in which a request is written: that of an exchange changed, or one from nothing. */
@customElement('request-composer')
export class RequestComposer extends LitElement {
  static override styles = [base, buttons, ...iconStyles, composerStyles];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) draft!: Draft;
  /** Why it could not be sent, in words of the server. */
  @property({ attribute: false }) problem: string | undefined;
  @property({ type: Boolean }) sending = false;
  @query('#target, #raw') private first!: HTMLElement | null;

  override focus(): void {
    void this.updateComplete.then(() => this.first?.focus());
  }

  protected override firstUpdated(): void {
    this.focus();
  }

  protected override updated(changes: PropertyValues<this>): void {
    if (changes.has('problem')) showProblem(this);
  }

  protected override render(): TemplateResult {
    const { draft } = this;
    const { texts } = this.language;
    const title = texts.text(draft.of === undefined ? 'compose.new' : 'compose.edit');
    return html`<form aria-label=${title} @submit=${this.#submit} @keydown=${this.#key}>
      <h2>${title}</h2>
      ${draft.raw === undefined ? this.#parts() : this.#raw(draft.raw)}
      <label class="check"
        ><input type="checkbox" .checked=${live(draft.raw !== undefined)} @change=${this.#toggleRaw} />
        <span>${texts.text('compose.raw')}</span></label
      >
      ${this.#hidden()}
      ${
        this.problem === undefined
          ? nothing
          : html`<p class="problem" role="alert">${icon('error')}<span>${this.problem}</span></p>`
      }
      <div class="buttons">
        ${enterButton()}
        <vscode-button type="submit" ?disabled=${this.sending}>${texts.text('compose.send')}</vscode-button>
        <vscode-button secondary @click=${this.#cancel}>${texts.text('compose.cancel')}</vscode-button>
      </div>
    </form>`;
  }

  /** That something is hidden, and the way to it. */
  #hidden(): TemplateResult | typeof nothing {
    const { texts } = this.language;
    if (this.draft.hidden.length === 0) return nothing;
    const show = (): void => {
      this.#change(uncovered(this.draft));
      this.focus();
    };
    return html`<p class="hint">
      ${texts.text('compose.hidden')}
      <button type="button" class="link" @click=${show}>${texts.text('body.secret.show')}</button>
    </p>`;
  }

  #parts(): TemplateResult {
    const { draft } = this;
    const { texts } = this.language;
    return html`<div class="line">
        <label class="method"
          >${texts.text('column.method')}
          <input
            name="method"
            list="methods"
            autocomplete="off"
            spellcheck="false"
            .value=${live(draft.method)}
            @input=${this.#typed((method) => ({ method }))}
          />
          <datalist id="methods">${METHODS.map((method) => html`<option value=${method}></option>`)}</datalist>
        </label>
        <label
          >${texts.text('compose.target')}
          <input
            id="target"
            name="target"
            autocomplete="off"
            spellcheck="false"
            .value=${live(draft.target)}
            @input=${this.#typed((target) => ({ target }))}
        /></label>
        <label
          >${texts.text('compose.template')}
          <select name="template" @change=${this.#apply}>
            <option value="">${texts.text('compose.template.none')}</option>
            ${Object.entries(TEMPLATES).map(([name, text]) => html`<option value=${name}>${texts.text(text)}</option>`)}
          </select></label
        >
      </div>
      <label
        >${texts.text('compose.headers')}
        <textarea
          name="headers"
          rows="6"
          spellcheck="false"
          aria-describedby="headers-hint"
          .value=${live(draft.headers)}
          @input=${this.#typed((headers) => ({ headers }))}
        ></textarea>
      </label>
      <p id="headers-hint" class="hint">${texts.text('compose.headers.hint')}</p>
      ${this.#body()}`;
  }

  #body(): TemplateResult {
    const { draft } = this;
    const { texts } = this.language;
    const kinds = Object.entries(BODIES).filter(([kind]) => kind !== 'same' || draft.of !== undefined);
    return html`<label
        >${texts.text('body')}
        <select name="body" .value=${live(draft.body)} @change=${this.#chooseBody}>
          ${kinds.map(
            ([kind, text]) => html`<option value=${kind} ?selected=${draft.body === kind}>${texts.text(text)}</option>`,
          )}
        </select>
      </label>
      ${draft.body === 'text' || draft.body === 'form' ? this.#text() : nothing}
      ${draft.body === 'upload' ? this.#upload() : nothing}`;
  }

  #text(): TemplateResult {
    const { draft } = this;
    const label = draft.body === 'form' ? 'compose.fields' : 'compose.text';
    return html`<label
      >${this.language.texts.text(label)}
      <textarea
        name="text"
        rows="5"
        spellcheck="false"
        .value=${live(draft.text)}
        @input=${this.#typed((text) => ({ text }))}
      ></textarea>
    </label>`;
  }

  #upload(): TemplateResult {
    const { draft } = this;
    const { texts } = this.language;
    return html`<div class="line">
      <label
        >${texts.text('compose.field')}
        <input name="field" .value=${live(draft.field)} @input=${this.#typed((field) => ({ field }))}
      /></label>
      <label
        >${texts.text('compose.file')}
        <input
          name="file"
          type="file"
          .files=${guard([draft.file], () => listOf(draft.file))}
          @change=${this.#chooseFile}
      /></label>
    </div>`;
  }

  #raw(raw: string): TemplateResult {
    const { texts } = this.language;
    return html`<label
        >${texts.text('compose.bytes')}
        <textarea
          id="raw"
          name="raw"
          rows="12"
          spellcheck="false"
          aria-describedby="raw-hint"
          .value=${live(raw)}
          @input=${this.#typed((text) => ({ raw: text }))}
        ></textarea>
      </label>
      <p id="raw-hint" class="hint">${texts.text('compose.raw.hint')}</p>`;
  }

  #change(draft: Draft | undefined): void {
    if (draft) this.draft = draft; // the next key may come before the page is drawn again
    this.dispatchEvent(new DraftEvent(draft));
  }

  #typed(change: (text: string) => Partial<Draft>) {
    return ({ target }: { target: EventTarget | null }): void => {
      this.#change({ ...this.draft, ...change((target as HTMLInputElement | HTMLTextAreaElement).value) });
    };
  }

  readonly #apply = ({ target }: Event): void => {
    const select = target as HTMLSelectElement;
    if (select.value !== '') this.#change(applied(this.draft, select.value as Template));
    select.value = '';
  };

  readonly #chooseBody = ({ target }: Event): void => {
    this.#change(withBody(this.draft, (target as HTMLSelectElement).value as BodyKind));
  };

  readonly #chooseFile = ({ target }: Event): void => {
    const [file] = (target as HTMLInputElement).files ?? [];
    if (file) this.#change({ ...this.draft, file });
  };

  readonly #toggleRaw = (): void => {
    const { draft } = this;
    this.#change({ ...draft, raw: draft.raw === undefined ? rawOf(draft) : undefined });
    this.focus();
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    if (!this.sending) this.dispatchEvent(new SendDraftEvent());
  };

  readonly #cancel = (): void => {
    this.#change(undefined);
  };

  readonly #key = formKeys(this.#cancel);
}

/** What a field for a file holds: a draft that is gone on with still has its file. */
function listOf(file: File | undefined): FileList {
  const list = new DataTransfer();
  if (file) list.items.add(file);
  return list.files;
}

declare global {
  interface HTMLElementTagNameMap {
    'request-composer': RequestComposer;
  }
}

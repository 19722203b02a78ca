import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { withField } from '../../model/compose/headerLines';
import { FIELDS, hasStatus, type OverrideDraft, type TypeChoice } from '../../model/override/draft';
import { TYPES } from '../../model/override/override';
import { icon, iconStyles } from '../../styles/icons';
import { base, buttons } from '../../styles/shared';
import { enterButton, formKeys, showProblem } from '../compose/form-keys';
import { composerStyles } from '../compose/request-composer.styles';
import type { Language } from '../language';
import { ApplyOverrideEvent, OverrideDraftEvent } from './override-events';

/** The statuses that the field proposes. */
const STATUSES = [200, 204, 206, 301, 302, 304, 401, 403, 404, 410, 429, 500, 503];

/** The form that says how a path is served. */
@customElement('override-form')
export class OverrideForm extends LitElement {
  static override styles = [base, buttons, ...iconStyles, composerStyles];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) draft!: OverrideDraft;
  /** Why it was refused, in words of the server. */
  @property({ attribute: false }) problem: string | undefined;
  /** What was written as a status and is none; until something else is written. */
  @state() private noStatus: string | undefined;
  @query('[name=type]') private first!: HTMLElement | null;

  override focus(): void {
    void this.updateComplete.then(() => this.first?.focus());
  }

  protected override firstUpdated(): void {
    this.focus();
  }

  protected override updated(changes: PropertyValues): void {
    if (changes.has('problem') || changes.has('noStatus')) showProblem(this);
  }

  protected override render(): TemplateResult {
    const { draft, noStatus: status } = this;
    const { texts } = this.language;
    const problem = status === undefined ? this.problem : texts.text('serveAs.noStatus', { status });
    return html`<form aria-label=${texts.text('serveAs')} @submit=${this.#submit} @keydown=${this.#key}>
      <h2>${texts.text('serveAs')}</h2>
      <p class="hint">${texts.text('serveAs.hint')}</p>
      <label
        >${texts.text('column.path')}
        <input
          name="path"
          autocomplete="off"
          spellcheck="false"
          .value=${live(draft.path)}
          @input=${this.#typed((path) => ({ path }))}
      /></label>
      <div class="line">${this.#type()} ${this.#status()}</div>
      ${this.#fields()}
      ${problem === undefined ? nothing : html`<p class="problem" role="alert">${icon('error')}<span>${problem}</span></p>`}
      <div class="buttons">
        ${enterButton()}
        <vscode-button type="submit">${texts.text('serveAs.apply')}</vscode-button>
        <vscode-button secondary @click=${this.#cancel}>${texts.text('compose.cancel')}</vscode-button>
      </div>
    </form>`;
  }

  #type(): TemplateResult {
    const { type, ownType } = this.draft;
    const { texts } = this.language;
    const option = (value: TypeChoice, label: string): TemplateResult =>
      html`<option value=${value} ?selected=${type === value}>${label}</option>`;
    return html`<label
        >Content-Type
        <select name="type" .value=${live(type)} @change=${this.#typed((value) => ({ type: value as TypeChoice }))}>
          ${option('same', texts.text('serveAs.same'))} ${TYPES.map((each) => option(each, each))}
          ${option('none', texts.text('serveAs.none'))} ${option('own', texts.text('serveAs.own'))}
        </select></label
      >
      ${
        type === 'own'
          ? html`<label
              >${texts.text('serveAs.own.type')}
              <input
                name="own"
                autocomplete="off"
                spellcheck="false"
                .value=${live(ownType)}
                @input=${this.#typed((value) => ({ ownType: value }))}
            /></label>`
          : nothing
      }`;
  }

  #status(): TemplateResult {
    const { texts } = this.language;
    return html`<label
      >${texts.text('column.status')}
      <input
        name="status"
        list="statuses"
        inputmode="numeric"
        autocomplete="off"
        placeholder=${texts.text('serveAs.same')}
        .value=${live(this.draft.status)}
        @input=${this.#typed((status) => ({ status }))}
      />
      <datalist id="statuses">${STATUSES.map((status) => html`<option value=${status}></option>`)}</datalist>
    </label>`;
  }

  #fields(): TemplateResult {
    const { texts } = this.language;
    return html`<label
        >${texts.text('serveAs.field')}
        <select name="field" @change=${this.#add}>
          <option value="">${texts.text('serveAs.field.choose')}</option>
          ${Object.entries(FIELDS).map(([key, [name, value]]) => html`<option value=${key}>${name}: ${value}</option>`)}
        </select></label
      >
      <label
        >${texts.text('serveAs.fields')}
        <textarea
          name="fields"
          rows="3"
          spellcheck="false"
          .value=${live(this.draft.fields)}
          @input=${this.#typed((fields) => ({ fields }))}
        ></textarea>
      </label>`;
  }

  #change(draft: OverrideDraft | undefined): void {
    this.noStatus = undefined;
    if (draft) this.draft = draft; // the next key may come before the page is drawn again
    this.dispatchEvent(new OverrideDraftEvent(draft));
  }

  #typed(change: (text: string) => Partial<OverrideDraft>) {
    return ({ target }: { target: EventTarget | null }): void => {
      this.#change({ ...this.draft, ...change((target as HTMLInputElement).value) });
    };
  }

  readonly #add = ({ target }: Event): void => {
    const select = target as HTMLSelectElement;
    const { draft } = this;
    if (select.value !== '') {
      const [name, value] = FIELDS[select.value as keyof typeof FIELDS];
      this.#change({ ...draft, fields: withField(draft.fields, name, value) });
    }
    select.value = '';
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    if (hasStatus(this.draft)) this.dispatchEvent(new ApplyOverrideEvent());
    else this.noStatus = this.draft.status.trim();
  };

  readonly #cancel = (): void => {
    this.#change(undefined);
  };

  readonly #key = formKeys(this.#cancel);
}

declare global {
  interface HTMLElementTagNameMap {
    'override-form': OverrideForm;
  }
}

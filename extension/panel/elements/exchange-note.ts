import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ExchangeSummary } from '../../protocol/types.generated';
import { base } from '../styles/shared';
import type { Language } from './language';

/** Asks for a note to be kept with an exchange. */
export class NoteEvent extends Event {
  static readonly type = 'vitrina-note';
  readonly id: string;
  readonly note: string;

  constructor(id: string, note: string) {
    super(NoteEvent.type, { bubbles: true, composed: true });
    this.id = id;
    this.note = note;
  }
}

/** As many characters as the server keeps of a note. */
const MOST = 4000;

/** What a person writes on a pinned exchange: kept when the field is left, and with Ctrl+Enter. */
@customElement('exchange-note')
export class ExchangeNote extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding: 6px 12px 2px;
      }
      label {
        display: flex;
        flex-direction: column;
        gap: 2px;
        max-width: 60em;
      }
      textarea {
        width: 100%;
        min-height: 26px;
        padding: 3px 5px;
        resize: vertical;
        field-sizing: content;
        max-height: 12em;
        color: var(--vscode-input-foreground, inherit);
        background: var(--vscode-input-background, var(--vscode-editor-background));
        border: 1px solid var(--vscode-input-border, var(--vscode-descriptionForeground));
        border-radius: 2px;
        font: inherit;
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) summary!: ExchangeSummary;
  /** What is written and not yet kept. */
  @state() private draft: { readonly id: string; readonly text: string } | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#keep();
  }

  /** What was written on another exchange is kept before this one takes its place. */
  protected override willUpdate(changes: PropertyValues<this>): void {
    if (changes.has('summary') && this.draft && this.draft.id !== this.summary.id) this.#keep();
    if (this.draft?.text === (this.summary.note ?? '')) this.draft = undefined;
  }

  protected override render(): TemplateResult {
    const { texts } = this.language;
    const { id, note = '' } = this.summary;
    const shown = this.draft?.id === id ? this.draft.text : note;
    return html`<label
      ><span class="dim">${texts.text('note.own')}</span
      ><textarea
        rows="1"
        maxlength=${MOST}
        placeholder=${texts.text('note.hint')}
        .value=${shown}
        @input=${this.#write}
        @change=${this.#keep}
        @keydown=${this.#key}
      ></textarea>
    </label>`;
  }

  readonly #write = (event: Event): void => {
    this.draft = { id: this.summary.id, text: (event.target as HTMLTextAreaElement).value };
  };

  readonly #keep = (): void => {
    const { draft } = this;
    if (draft) this.#send(draft.id, draft.text);
  };

  /** To the page itself, since this element may be out of it already. */
  #send(id: string, text: string): void {
    (this.isConnected ? this : document.querySelector('vitrina-panel'))?.dispatchEvent(new NoteEvent(id, text));
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.#keep();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'exchange-note': ExchangeNote;
  }
}

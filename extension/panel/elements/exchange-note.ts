import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ExchangeSummary } from '../../protocol/types.generated';
import { type Identity, identityOf, isSame } from '../model/identity';
import { base } from '../styles/shared';
import type { Language } from './language';

/** Asks for a note to be kept with an exchange. */
export class NoteEvent extends Event {
  static readonly type = 'vitrina-note';
  readonly on: Identity;
  readonly note: string;

  constructor(on: Identity, note: string) {
    super(NoteEvent.type, { bubbles: true, composed: true });
    this.on = on;
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
  /** What is written, until the exchange itself has it; `sent` once that was asked for. */
  @state() private draft: { readonly on: Identity; readonly text: string; readonly sent: boolean } | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#keep();
  }

  /** What was written on another exchange is kept before this one takes its place. */
  protected override willUpdate(changes: PropertyValues<this>): void {
    if (changes.has('summary') && this.draft && !isSame(this.draft.on, this.summary)) {
      this.#keep();
      this.draft = undefined;
    }
    if (this.draft?.text === (this.summary.note ?? '')) this.draft = undefined;
  }

  protected override render(): TemplateResult {
    const { texts } = this.language;
    const shown = this.draft?.text ?? this.summary.note ?? '';
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
    const { value } = event.target as HTMLTextAreaElement;
    this.draft = { on: identityOf(this.summary), text: value, sent: false };
  };

  readonly #keep = (): void => {
    if (this.draft && !this.draft.sent) this.#send(this.draft);
  };

  /** To the page itself, since this element may be out of it already. */
  #send({ on, text }: { readonly on: Identity; readonly text: string }): void {
    this.draft = { on, text, sent: true };
    (this.isConnected ? this : document.querySelector('vitrina-panel'))?.dispatchEvent(new NoteEvent(on, text));
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (this.draft) this.#send(this.draft); // again, where it was refused
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'exchange-note': ExchangeNote;
  }
}

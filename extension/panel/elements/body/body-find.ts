import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { icon, iconStyles } from '../../styles/icons';
import { base, buttons } from '../../styles/shared';
import type { Language } from '../language';

/** Asks to look for a word. */
export class FindEvent extends Event {
  static readonly type = 'vitrina-find';
  readonly word: string;

  constructor(word: string) {
    super(FindEvent.type);
    this.word = word;
  }
}

/** Asks to go to the next match, or with -1 to the one before. */
export class FindStepEvent extends Event {
  static readonly type = 'vitrina-find-step';
  readonly by: 1 | -1;

  constructor(by: 1 | -1) {
    super(FindStepEvent.type);
    this.by = by;
  }
}

/** Asks to end the search. */
export class EndFindEvent extends Event {
  static readonly type = 'vitrina-end-find';

  constructor() {
    super(EndFindEvent.type);
  }
}

/** The field to look for a word with, and how often it was found. */
@customElement('body-find')
export class BodyFind extends LitElement {
  static override styles = [
    base,
    buttons,
    ...iconStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 4px;
        padding: 2px 12px;
      }
      input {
        flex: 1 1 8em;
        min-width: 6em;
        padding: 2px 6px;
        font: inherit;
        color: var(--vscode-input-foreground, inherit);
        background: var(--vscode-input-background, var(--vscode-editor-background));
        border: 1px solid var(--vscode-input-border, var(--vscode-panel-border, currentcolor));
        border-radius: 2px;
      }
      .count {
        min-width: 6em;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) word = '';
  @property({ attribute: false }) count = 0;
  /** Which of them is looked at, from 0. */
  @property({ attribute: false }) index = 0;
  @query('input') private input!: HTMLInputElement;

  override focus(): void {
    this.input.focus();
    this.input.select();
  }

  protected override render(): TemplateResult {
    const { texts, format } = this.language;
    const { count } = this;
    const place = { index: format.count(this.index + 1), count: format.count(count) };
    const told =
      count > 0 ? texts.text('body.find.count', place) : this.word === '' ? '' : texts.text('body.find.none');
    return html`<input
        type="search"
        aria-label=${texts.text('body.find')}
        .value=${this.word}
        @input=${this.#typed}
        @keydown=${this.#key}
      />
      <span class="count dim" role="status">${told}</span>
      ${this.#button('arrow-up', 'body.find.previous', () => this.dispatchEvent(new FindStepEvent(-1)), count === 0)}
      ${this.#button('arrow-down', 'body.find.next', () => this.dispatchEvent(new FindStepEvent(1)), count === 0)}
      ${this.#button('close', 'body.find.close', () => this.dispatchEvent(new EndFindEvent()), false)}`;
  }

  #button(
    name: 'arrow-up' | 'arrow-down' | 'close',
    text: 'body.find.previous' | 'body.find.next' | 'body.find.close',
    click: () => void,
    disabled: boolean,
  ): TemplateResult {
    const title = this.language.texts.text(text);
    return html`<button class="tool" title=${title} aria-label=${title} ?disabled=${disabled} @click=${click}>
      ${icon(name)}
    </button>`;
  }

  readonly #typed = (): void => {
    this.dispatchEvent(new FindEvent(this.input.value));
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Enter') this.dispatchEvent(new FindStepEvent(event.shiftKey ? -1 : 1));
    else if (event.key === 'Escape') this.dispatchEvent(new EndFindEvent());
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

import '@vscode-elements/elements/dist/vscode-button/index.js';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Exchange } from '../../../protocol/types.generated';
import { type Question, type QuestionName, questionsOn } from '../../model/predict/questions';
import { icon, iconStyles } from '../../styles/icons';
import { base, buttons } from '../../styles/shared';
import type { Language } from '../language';
import { SayEvent } from '../say';
import { choiceText, questionText } from './choices';
import { PredictEvent, UncoverEvent } from './predict-events';

type Chosen = Readonly<Partial<Record<QuestionName, string>>>;

/**
 * The questions about a covered exchange. Each is a group of radio buttons; a digit chooses in the question that has the
 * focus, or else in the first without an answer, and goes on to the next.
 */
@customElement('predict-questions')
export class PredictQuestions extends LitElement {
  static override styles = [
    base,
    buttons,
    ...iconStyles,
    css`
      :host {
        display: block;
        padding: 4px 12px 8px;
      }
      .lead {
        display: flex;
        gap: 6px;
        margin: 0 0 6px;
      }
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr));
        gap: 8px 20px;
      }
      fieldset {
        min-width: 0;
        margin: 0;
        padding: 0;
        border: none;
      }
      legend {
        margin: 0 0 2px;
        padding: 0;
        font-weight: 600;
      }
      label {
        display: flex;
        align-items: center;
        gap: 6px;
        min-height: 24px;
        padding: 1px 6px;
        border-radius: 4px;
        cursor: pointer;
        overflow-wrap: anywhere;
      }
      label:hover {
        background: var(--vscode-list-hoverBackground);
      }
      label:has(:checked) {
        background: var(--vscode-inputOption-activeBackground);
        color: var(--vscode-inputOption-activeForeground);
      }
      label:has(:focus-visible) {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: -1px;
      }
      input {
        flex: none;
        margin: 0;
        outline: none;
        accent-color: var(--vscode-focusBorder);
      }
      kbd {
        flex: none;
        min-width: 1.5em;
        margin-inline-start: auto;
        padding: 0 0.3em;
        border: 1px solid var(--vscode-panel-border, currentcolor);
        border-radius: 3px;
        font: inherit;
        font-size: 0.9em;
        text-align: center;
        color: inherit;
      }
      .end {
        display: flex;
        flex-wrap: wrap;
        grid-column: 1 / -1;
        align-items: center;
        gap: 6px 14px;
      }
      .end .link {
        min-height: 24px;
      }
      .problem {
        flex-basis: 100%;
        margin: 0;
      }
      @media (forced-colors: active) {
        label:has(:checked) {
          outline: 1px solid Highlight;
          outline-offset: -1px;
        }
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  /** What is asked about; none of what is covered of it gets into the page. */
  @property({ attribute: false }) exchange!: Exchange;
  @state() private chosen: Chosen = {};
  /** True once somebody wanted to look without an answer to each question. */
  @state() private incomplete = false;

  /** Where the result comes in place of the questions. */
  #root: ShadowRoot | undefined;
  /** True once somebody is done with the questions. */
  #done = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#root = this.getRootNode() as ShadowRoot;
  }

  /** What had the focus is gone: it goes on to what has come in its place. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    const root = this.#root;
    if (!this.#done) return;
    queueMicrotask(() => {
      (root?.querySelector<HTMLElement>('predict-result') ?? root?.querySelector<HTMLElement>('.region'))?.focus();
    });
  }

  override focus(): void {
    void this.updateComplete.then(() => {
      this.#focusOn(this.#open() ?? questionsOn(this.exchange)[0]?.name);
    });
  }

  /** Somebody who went to the details before the questions were there goes on to them. */
  protected override firstUpdated(): void {
    const at = this.#root?.activeElement;
    if (at?.matches('.region')) this.focus();
  }

  protected override willUpdate(changes: PropertyValues<this>): void {
    const before = changes.get('exchange');
    if (!before || (before.id === this.exchange.id && before.time === this.exchange.time)) return;
    this.chosen = {};
    this.incomplete = false;
    this.#done = false;
  }

  protected override render(): TemplateResult {
    const { texts } = this.language;
    return html`<p class="lead">${icon('eye-closed')}<span>${texts.text('predict.covered')}</span></p>
      <form aria-label=${texts.text('predict')} @submit=${this.#submit} @keydown=${this.#key}>
        ${questionsOn(this.exchange).map((question) => this.#question(question))}
        <div class="end">
          ${this.incomplete ? html`<p class="problem" role="alert">${texts.text('predict.incomplete')}</p>` : nothing}
          <vscode-button @click=${this.#check}>${texts.text('predict.check')}</vscode-button>
          <button type="button" class="link" @click=${() => this.#leave(new UncoverEvent())}>
            ${texts.text('predict.show')}
          </button>
        </div>
      </form>`;
  }

  #question({ name, choices }: Question): TemplateResult {
    const { texts } = this.language;
    const choice = (value: string, index: number): TemplateResult =>
      html`<label>
        <input
          type="radio"
          name=${name}
          .value=${value}
          .checked=${live(this.chosen[name] === value)}
          @change=${() => this.#choose(name, value)}
        />
        <span class=${name === 'type' ? 'mono' : ''}>${choiceText(texts, name, value, this.exchange)}</span>
        <kbd aria-hidden="true">${index + 1}</kbd>
      </label>`;
    return html`<fieldset data-name=${name}>
      <legend>${questionText(texts, name, this.exchange)}</legend>
      ${choices.map(choice)}
    </fieldset>`;
  }

  #choose(name: QuestionName, value: string): void {
    this.chosen = { ...this.chosen, [name]: value };
    if (this.#open() === undefined) this.incomplete = false;
  }

  /** The first question without an answer. */
  #open(): QuestionName | undefined {
    return questionsOn(this.exchange).find(({ name }) => this.chosen[name] === undefined)?.name;
  }

  #focusOn(name: QuestionName | undefined): void {
    const group = name === undefined ? null : this.renderRoot.querySelector(`fieldset[data-name=${name}]`);
    const target = group?.querySelector<HTMLElement>(':checked') ?? group?.querySelector<HTMLElement>('input');
    (target ?? this.renderRoot.querySelector<HTMLElement>('vscode-button'))?.focus();
  }

  readonly #check = (): void => {
    const open = this.#open();
    this.incomplete = open !== undefined;
    if (open === undefined) this.#leave(new PredictEvent(this.chosen));
    else this.#focusOn(open);
  };

  #leave(event: PredictEvent | UncoverEvent): void {
    this.#done = true;
    this.dispatchEvent(event);
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.#check();
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) this.#check();
    else if (!this.#digit(event)) return;
    event.preventDefault();
  };

  #digit({ key, target }: KeyboardEvent): boolean {
    const name = (target as Element).closest<HTMLElement>('fieldset')?.dataset['name'] ?? this.#open();
    const question = questionsOn(this.exchange).find((each) => each.name === name);
    const value = question?.choices[Number(key) - 1];
    if (!question || value === undefined) return false;
    this.#choose(question.name, value);
    const { texts } = this.language;
    this.dispatchEvent(new SayEvent(choiceText(texts, question.name, value, this.exchange)));
    this.#focusOn(this.#open());
    return true;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'predict-questions': PredictQuestions;
  }
}

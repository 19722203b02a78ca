import '@vscode-elements/elements/dist/vscode-button/index.js';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LessonChoice as Choice } from '../../../protocol/types.generated';
import { textOfSpans } from '../../model/lesson/plainText';
import { icon, iconStyles } from '../../styles/icons';
import { base } from '../../styles/shared';
import { blockStyles, type Drawn, drawSpans } from './blocks';
import { AnswerEvent } from './lesson-events';

/** The question of a step: a group of radio buttons, and once it is answered what was right. The first answer counts. */
@customElement('lesson-choice')
export class LessonChoice extends LitElement {
  static override styles = [
    base,
    ...iconStyles,
    ...blockStyles,
    css`
      :host {
        display: block;
        margin: 0 0 8px;
        padding: 6px 8px;
        border: 1px solid var(--vscode-panel-border, currentcolor);
        border-radius: 4px;
      }
      fieldset {
        min-width: 0;
        margin: 0;
        padding: 0;
        border: none;
      }
      legend {
        margin: 0 0 4px;
        padding: 0;
        font-weight: 600;
      }
      label,
      .option {
        display: flex;
        align-items: baseline;
        gap: 8px;
        min-height: 24px;
        padding: 2px 6px;
        border-radius: 4px;
      }
      label {
        cursor: pointer;
      }
      label:hover {
        background: var(--vscode-list-hoverBackground);
      }
      label:has(:checked) {
        background: var(--vscode-inputOption-activeBackground);
        color: var(--vscode-inputOption-activeForeground);
      }
      label:has(:checked) code {
        background: none;
      }
      label:has(:focus-visible) {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: -1px;
      }
      label > span,
      .option > span:not(.icon) {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      input {
        flex: none;
        margin: 0;
        outline: none;
        accent-color: var(--vscode-focusBorder);
        transform: translateY(1px);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .option .icon {
        align-self: start;
        margin-top: 1px;
      }
      .option .icon-check {
        color: var(--vscode-gitDecoration-addedResourceForeground);
      }
      .option .icon-close {
        color: var(--vscode-list-errorForeground);
      }
      .option.right {
        font-weight: 600;
      }
      .mark {
        font-weight: normal;
      }
      vscode-button {
        margin-top: 4px;
      }
      .problem,
      .result {
        margin: 4px 0 0;
      }
      .result {
        font-weight: 600;
      }
      @media (forced-colors: active) {
        label:has(:checked) {
          outline: 1px solid Highlight;
          outline-offset: -1px;
        }
      }
    `,
  ];

  @property({ attribute: false }) drawn!: Drawn;
  @property({ attribute: false }) step = '';
  @property({ attribute: false }) choice!: Choice;
  /** What is marked and not sent. */
  @state() private marked: number | undefined;
  @state() private missing = false;
  /** True where the answer was sent from here, and what was right takes the focus. */
  #sent = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('step')) return;
    this.marked = undefined;
    this.missing = this.#sent = false;
  }

  protected override updated(): void {
    if (!this.#sent || this.choice.chosen === undefined) return;
    this.#sent = false;
    // Who listens hears what has the focus; what came true by it is said beside.
    this.renderRoot.querySelector<HTMLElement>('.result')?.focus();
  }

  protected override render(): TemplateResult {
    return this.choice.chosen === undefined ? this.#asking() : this.#answered();
  }

  #asking(): TemplateResult {
    const { texts } = this.drawn.language;
    return html`<form @submit=${this.#submit}>
      <fieldset>
        <legend>${drawSpans(this.drawn, this.choice.question)}</legend>
        ${this.choice.options.map(
          (option, index) =>
            html`<label
              ><input
                type="radio"
                name="option"
                value=${index}
                .checked=${this.marked === index}
                @change=${() => {
                  this.marked = index;
                  this.missing = false;
                }}
                @keydown=${this.#key}
              /><span>${drawSpans(this.drawn, option)}</span></label
            >`,
        )}
      </fieldset>
      <vscode-button @click=${this.#send}>${texts.text('lesson.answer')}</vscode-button>
      ${this.missing ? html`<p class="problem" role="alert">${texts.text('lesson.unanswered')}</p>` : nothing}
    </form>`;
  }

  #answered(): TemplateResult {
    const { texts } = this.drawn.language;
    const { question, options, chosen, right } = this.choice;
    const entry = (option: Choice['options'][number], index: number): TemplateResult => {
      const marks = [
        ...(index === chosen ? [texts.text('lesson.option.chosen')] : []),
        ...(index === right ? [texts.text('lesson.option.right')] : []),
      ];
      const sign =
        index === right ? icon('check') : index === chosen ? icon('close') : html`<span class="icon"></span>`;
      return html`<li class="option ${index === right ? 'right' : ''}">
        ${sign}<span
          >${drawSpans(this.drawn, option)}
          ${marks.length > 0 ? html`<span class="mark dim">(${marks.join(', ')})</span>` : nothing}</span
        >
      </li>`;
    };
    return html`<div role="group" aria-labelledby="question">
      <p id="question"><strong>${drawSpans(this.drawn, question)}</strong></p>
      <ul>
        ${options.map(entry)}
      </ul>
      <p class="result" tabindex="-1">${this.#result()}</p>
    </div>`;
  }

  #result(): string {
    const { texts } = this.drawn.language;
    const { chosen, right, options } = this.choice;
    if (chosen === right) return texts.text('lesson.right');
    return texts.text('lesson.wrong', { right: textOfSpans(options[right ?? -1] ?? []) });
  }

  /** Enter in the group answers, as in any form. */
  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    this.#send();
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.#send();
  };

  readonly #send = (): void => {
    if (this.marked === undefined) {
      this.missing = true;
      return;
    }
    this.#sent = true;
    this.dispatchEvent(new AnswerEvent(this.step, this.marked));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lesson-choice': LessonChoice;
  }
}

import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Exchange } from '../../../protocol/types.generated';
import { type Answer, isRight } from '../../model/predict/predicting';
import { icon, iconStyles } from '../../styles/icons';
import { base } from '../../styles/shared';
import type { Language } from '../language';
import { SayEvent } from '../say';
import { choiceText, questionText } from './choices';

/** What was expected of an exchange, and what came. */
@customElement('predict-result')
export class PredictResult extends LitElement {
  static override styles = [
    base,
    ...iconStyles,
    css`
      :host {
        display: block;
        margin: 4px 12px 8px;
      }
      .result {
        padding: 4px 8px;
        border: 1px solid var(--vscode-panel-border, currentcolor);
        border-radius: 4px;
      }
      .title {
        margin: 0;
        font-weight: 600;
      }
      ul {
        margin: 2px 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        gap: 6px;
        padding: 1px 0;
        overflow-wrap: anywhere;
      }
      li .icon {
        margin-top: 1px;
      }
      .icon-check {
        color: var(--vscode-gitDecoration-addedResourceForeground);
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) exchange!: Exchange;
  @property({ attribute: false }) answers: readonly Answer[] = [];

  /** Takes the focus, and says it all. */
  override focus(): void {
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>('.result')?.focus();
      const said = [this.#title(), ...this.answers.map((answer) => this.#sentence(answer))];
      this.dispatchEvent(new SayEvent(said.join(' ')));
    });
  }

  protected override render(): TemplateResult {
    return html`<div class="result" role="group" tabindex="-1" aria-label=${this.#title()}>
      <p class="title">${this.#title()}</p>
      <ul>
        ${this.answers.map(
          (answer) => html`<li>${icon(isRight(answer) ? 'check' : 'close')}<span>${this.#sentence(answer)}</span></li>`,
        )}
      </ul>
    </div>`;
  }

  #title(): string {
    const { texts, format } = this.language;
    const right = this.answers.filter(isRight).length;
    return texts.text('predict.result', { right: format.count(right), asked: format.count(this.answers.length) });
  }

  /** “What type? Right: text/html.” */
  #sentence(answer: Answer): string {
    const { texts } = this.language;
    const say = (choice: string): string => choiceText(texts, answer.name, choice, this.exchange);
    const values = { chosen: say(answer.chosen), right: say(answer.right) };
    const told = texts.text(isRight(answer) ? 'predict.right' : 'predict.wrong', values);
    return `${questionText(texts, answer.name, this.exchange)} ${told}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'predict-result': PredictResult;
  }
}

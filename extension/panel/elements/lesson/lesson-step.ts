import '@vscode-elements/elements/dist/vscode-button/index.js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Block, LessonLine, LessonStep as Step } from '../../../protocol/types.generated';
import { isAsking } from '../../model/lesson/lessonSteps';
import { icon, iconStyles } from '../../styles/icons';
import { base, buttons } from '../../styles/shared';
import { unbroken } from '../unbroken';
import { blockStyles, type Drawn, drawBlocks } from './blocks';
import './lesson-choice';
import { NextStepEvent, ReadStepEvent, ToggleStepEvent } from './lesson-events';

/** A step of a lesson: its title, which opens to what is to be done, and to what came of it. */
@customElement('lesson-step')
export class LessonStep extends LitElement {
  static override styles = [
    base,
    buttons,
    ...iconStyles,
    ...blockStyles,
    css`
      :host {
        display: block;
        border-top: 1px solid var(--vscode-panel-border, transparent);
      }
      h3 {
        margin: 0;
        font-size: inherit;
        font-weight: 600;
      }
      .fold {
        display: flex;
        gap: 6px;
        width: 100%;
        min-height: 26px;
        padding: 4px 10px 4px 6px;
        text-align: start;
        font-weight: inherit;
      }
      .fold:hover {
        background: var(--vscode-list-hoverBackground);
      }
      .fold .name {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .fold .icon {
        margin-top: 1px;
      }
      .icon-pass,
      .icon-check {
        color: var(--vscode-gitDecoration-addedResourceForeground);
      }
      :host(:not([here])) h3:not(.open) {
        font-weight: normal;
      }
      .body {
        padding: 4px 12px 8px 28px;
        overflow-wrap: anywhere;
      }
      .lines {
        margin: 0 0 8px;
        padding: 0;
        list-style: none;
      }
      .lines li {
        display: flex;
        gap: 6px;
        padding: 1px 0;
      }
      .lines .icon {
        margin-top: 1px;
      }
      .lines .icon-circle-large {
        color: var(--vscode-descriptionForeground);
      }
      .lines span:not(.icon) {
        min-width: 0;
      }
      .seen {
        display: block;
      }
      .lead {
        margin: 0 0 2px;
      }
      .covered {
        display: flex;
        gap: 6px;
      }
      .box {
        display: flex;
        gap: 6px;
        margin: 0 0 8px;
        padding: 6px 8px 0;
        border-inline-start: 3px solid var(--vscode-focusBorder);
        background: var(--vscode-textCodeBlock-background);
      }
      .box > div {
        flex: 1;
        min-width: 0;
      }
      .box.after {
        border-inline-start-color: var(--vscode-gitDecoration-addedResourceForeground);
        background: none;
      }
      .box code,
      .box pre {
        background: none;
      }
      .box.hint > .icon {
        color: var(--vscode-list-warningForeground);
      }
      @container (max-width: 340px) {
        .body {
          padding-inline: 12px;
        }
      }
    `,
  ];

  @property({ attribute: false }) drawn!: Drawn;
  @property({ attribute: false }) step!: Step;
  /** Its number, from 1. */
  @property({ type: Number }) number = 1;
  @property({ type: Boolean }) open = false;
  /** True for the step where the student is. */
  @property({ type: Boolean, reflect: true }) here = false;
  /** True where the lesson keeps back what would answer its questions. */
  @property({ type: Boolean }) predict = false;
  /** True where there is another step to go on to. */
  @property({ type: Boolean }) more = false;

  override focus(): void {
    void this.updateComplete.then(() => {
      // The title, not its button: the key that led here would press that at once.
      this.renderRoot.querySelector<HTMLElement>('h3')?.focus({ preventScroll: true });
      this.scrollIntoView({ block: 'start' });
    });
  }

  protected override render(): TemplateResult {
    const { texts } = this.drawn.language;
    const { id, title, done } = this.step;
    const toggle = (): boolean => this.dispatchEvent(new ToggleStepEvent(id));
    const state = [
      ...(done ? [texts.text('lesson.step.done')] : []),
      ...(this.here && !done ? [texts.text('lesson.step.here')] : []),
    ];
    return html`<h3 class=${this.open ? 'open' : ''} tabindex="-1">
        <button
          class="fold"
          aria-expanded=${this.open}
          aria-controls=${this.open ? 'body' : nothing}
          aria-current=${this.here ? 'step' : nothing}
          @click=${toggle}
        >
          ${icon(this.open ? 'chevron-down' : 'chevron-right')}${icon(done ? 'pass' : 'circle-large')}
          <span class="name"
            >${this.number}.
            ${title}${
              state.length > 0 ? html`<span class="visually-hidden"> (${state.join(', ')})</span>` : nothing
            }</span
          >
        </button>
      </h3>
      ${this.open ? html`<div class="body" id="body">${this.#body()}</div>` : nothing}`;
  }

  #body(): unknown[] {
    const { id, blocks, choice, hints } = this.step;
    return [
      ...drawBlocks(this.drawn, blocks),
      choice ? html`<lesson-choice .drawn=${this.drawn} .step=${id} .choice=${choice}></lesson-choice>` : nothing,
      this.#check(),
      ...hints.map((hint) => this.#box('hint', hint)),
      this.step.afterwards.length > 0 ? this.#box('after', this.step.afterwards) : nothing,
      this.#buttons(),
    ];
  }

  /** What a step asserts tells the answer to its question: it waits for that. */
  #check(): TemplateResult | typeof nothing {
    const { texts } = this.drawn.language;
    const { lines } = this.step;
    if (lines.length === 0) return nothing;
    if (this.predict && isAsking(this.step))
      return html`<p class="dim covered">${icon('eye-closed')}<span>${texts.text('lesson.check.covered')}</span></p>`;
    return html`<p class="dim lead" id="check">${texts.text('lesson.check')}</p>
      <ul class="lines" aria-labelledby="check">
        ${lines.map((line) => this.#line(line))}
      </ul>`;
  }

  #line({ text, holds, seen }: LessonLine): TemplateResult {
    const { texts } = this.drawn.language;
    const done = holds || this.step.done;
    return html`<li>
      ${icon(done ? 'check' : 'circle-large')}
      <span
        ><span class="visually-hidden">${texts.text(done ? 'lesson.line.holds' : 'lesson.line.open')}: </span
        >${words(text)}${!done && seen !== '' ? html`<span class="seen dim">${words(seen)}</span>` : nothing}</span
      >
    </li>`;
  }

  #box(kind: 'hint' | 'after', blocks: readonly Block[]): TemplateResult {
    const { texts } = this.drawn.language;
    const label = texts.text(kind === 'hint' ? 'lesson.hint' : 'lesson.step.done');
    return html`<div class="box ${kind}" role="note" aria-label=${label}>
      ${icon(kind === 'hint' ? 'lightbulb' : 'pass')}
      <div>${drawBlocks(this.drawn, blocks)}</div>
    </div>`;
  }

  #buttons(): TemplateResult | typeof nothing {
    const { texts } = this.drawn.language;
    const { id, done, toRead } = this.step;
    if (toRead && !done)
      return html`<vscode-button @click=${() => this.dispatchEvent(new ReadStepEvent(id))}
        >${texts.text('lesson.markRead')}</vscode-button
      >`;
    if (!this.here || !done || !this.more) return nothing;
    return html`<vscode-button @click=${() => this.dispatchEvent(new NextStepEvent())}
      >${texts.text('lesson.next')}</vscode-button
    >`;
  }
}

/** A sentence whose names and addresses break at no hyphen. */
const words = (sentence: string): unknown[] =>
  sentence.split(/(\s+)/).map((word) => (word.includes('-') ? unbroken(word) : word));

declare global {
  interface HTMLElementTagNameMap {
    'lesson-step': LessonStep;
  }
}

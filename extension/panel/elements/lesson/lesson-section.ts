import '@vscode-elements/elements/dist/vscode-button/index.js';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Lesson } from '../../../protocol/types.generated';
import { INTRO, type LessonModel } from '../../model/lesson/lessonModel';
import { progressOf } from '../../model/lesson/lessonSteps';
import { icon, iconStyles } from '../../styles/icons';
import { base, buttons } from '../../styles/shared';
import type { Language } from '../language';
import { part, partStyles } from '../part';
import { SayEvent } from '../say';
import { blockStyles, type Drawn, drawBlocks } from './blocks';
import { RestartLessonEvent, ToggleStepEvent } from './lesson-events';
import type { LinkHost } from './lesson-link';
import { newsText } from './lesson-news';
import './lesson-step';

/** The lesson: what it is about, how far the student is, and its steps. It says when a step comes true. */
@customElement('lesson-section')
export class LessonSection extends LitElement {
  static override styles = [
    base,
    buttons,
    ...iconStyles,
    partStyles,
    ...blockStyles,
    css`
      :host {
        display: block;
        height: 100%;
        min-height: 0;
        background: var(--vscode-editor-background);
        container-type: inline-size;
      }
      .region {
        /* What is only for screen readers lies in here, and does not lengthen the page. */
        position: relative;
        height: 100%;
        overflow: hidden auto;
      }
      .head {
        padding: 8px 12px 6px;
      }
      .title {
        display: flex;
        align-items: start;
        gap: 6px;
      }
      h2 {
        flex: 1;
        min-width: 0;
        margin: 0;
        font-size: 1.1em;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .title .icon-mortar-board {
        margin-top: 2px;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 10px;
        margin-top: 4px;
      }
      progress {
        flex: 1 1 60px;
        max-width: 160px;
        height: 6px;
        appearance: none;
        border: none;
        border-radius: 3px;
        background: var(--vscode-input-border, var(--vscode-panel-border, #8884));
        overflow: hidden;
      }
      progress::-webkit-progress-bar {
        background: none;
      }
      progress::-webkit-progress-value {
        background: var(--vscode-focusBorder);
      }
      progress::-moz-progress-bar {
        background: var(--vscode-focusBorder);
      }
      @media (forced-colors: active) {
        progress {
          border: 1px solid CanvasText;
        }
        progress::-webkit-progress-value {
          background: Highlight;
        }
      }
      .asked {
        margin: 6px 0 2px;
        padding: 6px 8px;
        border: 1px solid var(--vscode-focusBorder);
        border-radius: 4px;
      }
      .asked p {
        margin: 0 0 6px;
      }
      .asked .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      .note {
        display: flex;
        gap: 6px;
        margin: 0;
        padding: 4px 12px;
        overflow-wrap: anywhere;
      }
      .intro {
        border-top: 1px solid var(--vscode-panel-border, transparent);
      }
      .intro h3 {
        margin: 0;
        font-size: inherit;
        font-weight: normal;
      }
      .fold {
        display: flex;
        gap: 6px;
        width: 100%;
        min-height: 26px;
        padding: 4px 10px 4px 6px;
        text-align: start;
      }
      .fold:hover {
        background: var(--vscode-list-hoverBackground);
      }
      .intro > div {
        padding: 4px 12px 2px 28px;
        overflow-wrap: anywhere;
      }
      ol.steps {
        margin: 0;
        padding: 0 0 12px;
        list-style: none;
      }
      .finished {
        border-top: 1px solid var(--vscode-panel-border, transparent);
        padding-block: 8px;
        font-weight: 600;
      }
      .finished .icon {
        color: var(--vscode-gitDecoration-addedResourceForeground);
      }
      .faults {
        margin: 0;
        padding: 0 12px 8px 34px;
        overflow-wrap: anywhere;
      }
      @container (max-width: 340px) {
        .intro > div {
          padding-inline: 12px;
        }
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) model!: LessonModel;
  /** Another number whenever the model changed. */
  @property({ type: Number }) revision = 0;
  @property({ attribute: false }) siteUrl: string | undefined;
  /** True inside VS Code. */
  @property({ type: Boolean }) editor = false;
  /** True while the student is asked whether to start again. */
  @state() private asking = false;
  /** The step that had the student when this was drawn last. */
  #here: string | undefined;
  #drawn: Drawn | undefined;

  protected override updated(changed: PropertyValues<this>): void {
    const said = this.model.takeNews().map((news) => newsText(this.language, this.model, news));
    if (said.length > 0) this.dispatchEvent(new SayEvent(said.join(' ')));
    if ((changed as PropertyValues).get('asking') === false)
      this.renderRoot.querySelector<HTMLElement>('.asked')?.focus();
    this.#followFocus();
  }

  protected override render(): TemplateResult {
    const { texts } = this.language;
    const { lesson, problem } = this.model;
    return html`<div
      class="region"
      role="region"
      aria-label=${texts.text('lesson')}
      lang=${lesson?.language ?? nothing}
    >
      ${lesson ? part(texts, texts.text('lesson'), () => this.#lesson(lesson)) : this.#broken()}
      ${problem === undefined ? nothing : html`<p class="note" role="alert">${icon('error')}<span>${problem}</span></p>`}
    </div>`;
  }

  #lesson(lesson: Lesson): TemplateResult {
    const { texts } = this.language;
    const drawn = this.#drawing();
    const { done, total } = progressOf(lesson);
    return html`<div class="head">${this.#head(lesson)} ${this.asking ? this.#restart() : nothing}</div>
      ${lesson.intro.length > 0 ? this.#intro(lesson, drawn) : nothing}
      <ol class="steps" aria-label=${texts.text('lesson.steps')}>
        ${repeat(
          lesson.steps,
          ({ id }) => id,
          (step, index) =>
            html`<li>
              <lesson-step
                .drawn=${drawn}
                .step=${step}
                .number=${index + 1}
                ?open=${this.model.isOpen(step.id)}
                ?here=${this.model.here === step.id}
                ?predict=${lesson.predict}
                ?more=${done < total}
              ></lesson-step>
            </li>`,
        )}
      </ol>
      ${
        total > 0 && done === total
          ? html`<p class="note finished">${icon('pass')}<span>${texts.text('lesson.finished')}</span></p>`
          : nothing
      }`;
  }

  #head(lesson: Lesson): TemplateResult {
    const { texts, format } = this.language;
    const { done, total } = progressOf(lesson);
    const counts = { done: format.count(done), total: format.count(total) };
    const { minutes } = lesson;
    const again = texts.text('lesson.restart');
    return html`<div class="title">
        ${icon('mortar-board')}
        <h2>${lesson.title}</h2>
        <button
          class="tool"
          title=${again}
          aria-label=${again}
          aria-expanded=${this.asking}
          @click=${() => {
            this.asking = !this.asking;
          }}
        >
          ${icon('debug-restart')}
        </button>
      </div>
      <div class="facts dim">
        <progress
          max=${Math.max(total, 1)}
          value=${done}
          aria-label=${texts.text('lesson.progress.steps', counts)}
        ></progress>
        <span class="count">${texts.text('lesson.progress', counts)}</span>
        ${
          minutes > 0
            ? html`<span>${texts.counted('lesson.minutes', minutes, { count: format.count(minutes) })}</span>`
            : nothing
        }
      </div>`;
  }

  #restart(): TemplateResult {
    const { texts } = this.language;
    const leave = (begin: boolean): void => {
      this.asking = false;
      this.renderRoot.querySelector<HTMLElement>('.title .tool')?.focus();
      if (begin) this.dispatchEvent(new RestartLessonEvent());
    };
    const key = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') leave(false);
    };
    return html`<div class="asked" role="group" tabindex="-1" aria-labelledby="question" @keydown=${key}>
      <p id="question">${texts.text('lesson.restart.question')}</p>
      <div class="buttons">
        <vscode-button @click=${() => leave(true)}>${texts.text('lesson.restart')}</vscode-button>
        <vscode-button secondary @click=${() => leave(false)}>${texts.text('lesson.restart.no')}</vscode-button>
      </div>
    </div>`;
  }

  #intro({ intro }: Lesson, drawn: Drawn): TemplateResult {
    const open = this.model.isOpen(INTRO);
    return html`<section class="intro">
      <h3>
        <button
          class="fold"
          aria-expanded=${open}
          aria-controls=${open ? 'intro' : nothing}
          @click=${() => this.dispatchEvent(new ToggleStepEvent(INTRO))}
        >
          ${icon(open ? 'chevron-down' : 'chevron-right')}<span>${this.language.texts.text('lesson.intro')}</span>
        </button>
      </h3>
      ${open ? html`<div id="intro">${drawBlocks(drawn, intro)}</div>` : nothing}
    </section>`;
  }

  /** A teacher sees what is wrong with the file; a student has no lesson then. */
  #broken(): TemplateResult {
    return html`<p class="note">${icon('error')}<span>${this.language.texts.text('lesson.broken')}</span></p>
      <ul class="faults">
        ${this.model.problems.map(
          ({ path, line, column, message }) =>
            html`<li><span class="mono">${path.replace(/^.*[\\/]/s, '')}:${line}:${column}</span> ${message}</li>`,
        )}
      </ul>`;
  }

  /** The same object as long as it says the same: the steps are then not drawn again. */
  #drawing(): Drawn {
    const { language, siteUrl, editor } = this;
    const host: LinkHost = { siteUrl, editor };
    if (this.#drawn?.language !== language || this.#drawn.host.siteUrl !== siteUrl) this.#drawn = { language, host };
    return this.#drawn;
  }

  /** Who went on to another step, by a button that is gone then, is taken there. */
  #followFocus(): void {
    const { here } = this.model;
    const before = this.#here;
    this.#here = here;
    if (before === undefined || here === undefined || before === here) return;
    if (this.shadowRoot?.activeElement?.localName !== 'lesson-step') return;
    const steps = [...this.renderRoot.querySelectorAll('lesson-step')];
    steps.find(({ step }) => step.id === here)?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lesson-section': LessonSection;
  }
}

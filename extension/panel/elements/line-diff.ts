// The difference of two texts, by their lines.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DiffLine, LineDiff } from '../model/comparisonLines';
import { base, buttons } from '../styles/shared';
import type { Language } from './language';
import { pictured } from '../model/visible';

/** How many lines are shown at first, and at most. */
const FEW = 8;
const MOST = 600;

/** How many letters are shown of what is the same before and behind a difference in a long line. */
const AROUND = 60;
const LONG = 240;

const SIGNS = { same: ' ', removed: '−', added: '+', gap: '⋯' } as const;

@customElement('line-diff')
export class LineDiffElement extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
      }
      ol {
        margin: 2px 0;
        padding: 2px 0;
        list-style: none;
        border: 1px solid var(--vscode-panel-border, transparent);
        border-radius: 4px;
        overflow: hidden;
      }
      li {
        display: grid;
        grid-template-columns: 3.2em 1.4em minmax(0, 1fr);
        padding-inline-end: 4px;
      }
      .number {
        text-align: end;
        color: var(--vscode-descriptionForeground);
        user-select: none;
      }
      .sign {
        text-align: center;
        user-select: none;
      }
      .text {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .removed {
        background: var(--vscode-diffEditor-removedLineBackground);
      }
      .added {
        background: var(--vscode-diffEditor-insertedLineBackground);
      }
      .removed .number,
      .added .number {
        color: inherit;
      }
      mark {
        color: inherit;
        background: none;
        font-weight: 700;
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      .gap {
        color: var(--vscode-descriptionForeground);
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) diff!: LineDiff;
  /** Said of the whole by screen readers. */
  @property({ attribute: false }) label = '';
  @state() private all = false;

  protected override render(): TemplateResult {
    const { texts, format } = this.language;
    const { lines } = this.diff;
    const shown = lines.slice(0, this.all ? MOST : FEW);
    const left = Math.min(lines.length, MOST) - shown.length;
    return html`<ol class="mono" aria-label=${this.label}>
        ${shown.map((line) => this.#line(line))}
      </ol>
      ${
        left > 0
          ? html`<button class="link" @click=${() => (this.all = true)}>
              ${texts.counted('diff.more', left, { count: format.count(left) })}
            </button>`
          : nothing
      }
      ${this.all && lines.length > MOST ? html`<p class="dim">${texts.text('diff.cut')}</p>` : nothing}`;
  }

  #line(line: DiffLine): TemplateResult {
    const { texts } = this.language;
    const { kind } = line;
    if (kind === 'gap') return html`<li class="gap" aria-hidden="true"><span></span><span class="sign">⋯</span></li>`;
    const said = kind === 'same' ? nothing : texts.text(kind === 'added' ? 'diff.added' : 'diff.removed');
    return html`<li class=${kind}>
      <span class="number">${line.after ?? line.before}</span
      ><span class="sign"
        ><span aria-hidden="true">${SIGNS[kind]}</span><span class="visually-hidden">${said}</span></span
      ><span class="text">${textOf(line)}</span>
    </li>`;
  }
}

/** The text with what differs emphasised. Of a long line that and a little around it is shown. */
function textOf({ text, mark }: DiffLine): unknown {
  if (!mark) return shownText(text.length > LONG ? `${text.slice(0, LONG)}…` : text);
  const [from, to] = mark;
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const long = text.length > LONG;
  const middle = text.slice(from, to);
  const shown = [
    long && before.length > AROUND ? `…${before.slice(-AROUND)}` : before,
    long && middle.length > LONG ? `${middle.slice(0, LONG)}…` : middle,
    long && after.length > AROUND ? `${after.slice(0, AROUND)}…` : after,
  ].map(shownText);
  return html`${shown[0]}<mark>${shown[1]}</mark>${shown[2]}`;
}

/** A carriage return is seen by nobody, and may be all that differs. */
const shownText = (text: string): string => pictured(text).replace(/\r/g, '␍');

declare global {
  interface HTMLElementTagNameMap {
    'line-diff': LineDiffElement;
  }
}

import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type Segment, segmentsOf, type Span, type Token, touching } from '../../model/body/segments';
import { type Remark, TextRows } from '../../model/body/textRows';
import { icon, iconStyles } from '../../styles/icons';
import { base } from '../../styles/shared';
import { rowStyles, WindowedRows } from './windowed-rows';
import { pictured } from '../../model/visible';

/** Gives the colours of a part of a text. */
export interface Colours {
  tokens(span: Span): Token[];
}

/** A text as it is, line by line, in colours where they are known. Long lines go on in the next row. */
@customElement('source-lines')
export class SourceLines extends WindowedRows {
  static override styles = [
    base,
    ...iconStyles,
    rowStyles,
    css`
      .row {
        tab-size: 4;
      }
      .number {
        flex: none;
        padding-inline-end: 1ch;
        text-align: end;
        color: var(--vscode-descriptionForeground);
        user-select: none;
      }
      .remark {
        padding-inline: 1ch;
        border-radius: 3px;
        color: var(--vscode-badge-foreground);
        background: var(--vscode-badge-background);
        font-family: var(--vscode-font-family);
        overflow: hidden;
        text-overflow: ellipsis;
        user-select: none;
      }
      .remark .icon {
        font-size: inherit;
        color: inherit;
      }
      .comment {
        color: var(--vscode-descriptionForeground);
        font-style: italic;
      }
      .keyword {
        color: var(--vscode-debugTokenExpression-boolean);
      }
      .string {
        color: var(--vscode-debugTokenExpression-string);
      }
      .number-value {
        color: var(--vscode-debugTokenExpression-number);
      }
      .name {
        color: var(--vscode-debugTokenExpression-name);
      }
      /* No theme promises that its colours can be read on the background of what was inserted. */
      ins > :is(.comment, .keyword, .string, .number-value, .name) {
        color: inherit;
      }
    `,
  ];

  @property({ attribute: false }) text = '';
  @property({ attribute: false }) colours: Colours | undefined;
  /** Where the text begins of which the colours are. */
  @property({ attribute: false }) coloursFrom = 0;
  /** What Vitrina put into it, and what that is called. */
  @property({ attribute: false }) inserted: Span | undefined;
  @property({ attribute: false }) insertedTitle = '';
  @property({ attribute: false }) remarks: readonly Remark[] = [];
  /** Where the text has what is looked for, and which of those is looked at. */
  @property({ attribute: false }) finds: readonly Span[] = [];
  @property({ attribute: false }) current: Span | undefined;
  #rows: TextRows | undefined;
  #columns = 0;
  #digits = 1;

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (changes.has('text')) this.#digits = String(lineCount(this.text)).length;
    // The number, a letter between, and the one that a scroll bar may cover.
    const columns = Math.max(8, this.columns - this.#digits - 2);
    if (!this.#rows || columns !== this.#columns || changes.has('text') || changes.has('remarks')) {
      this.#columns = columns;
      this.#rows = new TextRows(this.text, columns, this.remarks);
    }
    if (changes.has('current') && this.current) this.shown = { row: this.#rows.rowAt(this.current.from) };
  }

  protected override count(): number {
    return this.#rows?.count ?? 0;
  }

  protected override row(index: number): TemplateResult {
    const row = this.#rows?.row(index) ?? { from: 0, to: 0, line: undefined, remark: undefined };
    const number = String(row.line ?? '').padStart(this.#digits);
    const segments = segmentsOf(row, this.#tokens(row), this.inserted, touching(this.finds, row));
    const current = this.current !== undefined && row.from <= this.current.from && this.current.from < row.to;
    return html`<div class=${current ? 'row current' : 'row'}>
      <span class="number" aria-hidden="true">${number}</span
      ><span class="code">${row.from < row.to ? segments.map((segment) => this.#segment(segment)) : nothing}</span>${
        row.remark === undefined
          ? nothing
          : html`<span class="remark" title=${row.remark}>${icon('arrow-left')} ${row.remark}</span>`
      }
    </div>`;
  }

  #tokens(row: Span): Token[] {
    const from = this.coloursFrom;
    if (!this.colours || row.to <= from) return [];
    return this.colours
      .tokens({ from: Math.max(row.from - from, 0), to: row.to - from })
      .map((token) => ({ from: token.from + from, to: token.to + from, style: token.style }));
  }

  #segment({ from, to, style, inserted, found }: Segment): TemplateResult {
    const text = pictured(this.text.slice(from, to));
    const colour = style === 'number' ? 'number-value' : style;
    const shown = html`<span class=${found ? `${colour} found` : colour}>${text}</span>`;
    return inserted ? html`<ins title=${this.insertedTitle}>${shown}</ins>` : shown;
  }
}

/** How many lines there are, at most: it decides how wide their numbers are. */
function lineCount(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

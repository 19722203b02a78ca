import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { hexLine, hexLineCount, offsetText } from '../../model/body/hex';
import { type Segment, segmentsOf, type Span, touching } from '../../model/body/segments';
import { base } from '../../styles/shared';
import { rowStyles, WindowedRows } from './windowed-rows';

/** How many bytes a line may have. */
const WIDTHS = [16, 8, 4, 2];

/** Bytes in hexadecimal digits, beside their characters: as many in a line as fit. */
@customElement('hex-lines')
export class HexLines extends WindowedRows {
  static override styles = [
    base,
    rowStyles,
    css`
      .offset {
        flex: none;
        padding-inline-end: 1ch;
        color: var(--vscode-descriptionForeground);
        user-select: none;
      }
      .digits {
        flex: none;
      }
    `,
  ];

  @property({ attribute: false }) bytes = new Uint8Array();
  /** What Vitrina put into them, and what that is called. */
  @property({ attribute: false }) inserted: Span | undefined;
  @property({ attribute: false }) insertedTitle = '';
  /** Where the bytes are that are looked for, and which of those are looked at. */
  @property({ attribute: false }) finds: readonly Span[] = [];
  @property({ attribute: false }) current: Span | undefined;
  #width = 16;

  protected override willUpdate(changes: PropertyValues<this>): void {
    const offset = offsetText(0, this.bytes.length).length + 1;
    // A byte takes two digits, a space and its character; what a scroll bar may cover stays free.
    this.#width = WIDTHS.find((width) => offset + width * 4 + 1 <= this.columns) ?? 2;
    if (changes.has('current') && this.current) this.shown = { row: Math.floor(this.current.from / this.#width) };
  }

  protected override count(): number {
    return hexLineCount(this.bytes.length, this.#width);
  }

  protected override row(index: number): TemplateResult {
    const { offset, digits, letters } = hexLine(this.bytes, index, this.#width);
    const row = { from: offset, to: offset + digits.length };
    const segments = segmentsOf(row, [], this.inserted, touching(this.finds, row));
    const part = (texts: readonly string[], { from, to }: Span): string =>
      texts.slice(from - offset, to - offset).join('');
    const spaced = digits.map((pair) => `${pair} `);
    const fill = '   '.repeat(this.#width - digits.length);
    const current = this.current !== undefined && row.from <= this.current.from && this.current.from < row.to;
    return html`<div class=${current ? 'row current' : 'row'}>
      <span class="offset" aria-hidden="true">${offsetText(offset, this.bytes.length)}</span
      ><span class="digits">${segments.map((segment) => this.#segment(segment, part(spaced, segment)))}${fill}</span
      ><span>${segments.map((segment) => this.#segment(segment, part(letters, segment)))}</span>
    </div>`;
  }

  #segment({ inserted, found }: Segment, text: string): TemplateResult {
    const shown = html`<span class=${found ? 'found' : ''}>${text}</span>`;
    return inserted ? html`<ins title=${this.insertedTitle}>${shown}</ins>` : shown;
  }
}

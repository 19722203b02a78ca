import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

export const rowStyles = css`
  :host {
    display: block;
  }
  .scroller {
    position: relative;
    max-height: max(9em, min(26em, 45vh));
    overflow: hidden auto;
    background: var(--vscode-editor-background);
    border-block: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border, transparent));
  }
  .spacer {
    overflow: hidden;
  }
  .row {
    display: flex;
    height: 1lh;
    overflow: hidden;
    white-space: pre;
  }
  .probe {
    position: absolute;
    visibility: hidden;
    white-space: pre;
  }
  .found {
    background: var(--vscode-editor-findMatchHighlightBackground, #ea5c0055);
    outline: 1px solid var(--vscode-editor-findMatchHighlightBorder, transparent);
  }
  .current .found {
    outline: 1px solid var(--vscode-focusBorder);
  }
  ins {
    background: var(--vscode-diffEditor-insertedTextBackground, #9ccc2c40);
    text-decoration: underline dotted;
  }
`;

/** How many letters are measured, since one may be a fraction of a pixel wide. */
const MEASURED = 20;

/** Rows drawn beyond each edge, so that a fast scroll does not show emptiness before the next frame. */
const MARGIN = 8;

/** A list of any length, of rows of one height in letters of one width, of which only those in view are drawn. */
export abstract class WindowedRows extends LitElement {
  /** What the list is, for screen readers. */
  @property({ attribute: false }) label = '';
  /** The row that is to be in view; changed by whoever wants it there. */
  @property({ attribute: false }) shown: { readonly row: number } | undefined;
  /** How many letters fit beside each other. */
  @state() protected columns = 0;
  @state() private offset = 0;
  @state() private viewHeight = 0;
  @state() private rowHeight = 0;
  @query('.scroller') protected scroller!: HTMLElement;
  @query('.spacer') private spacer!: HTMLElement;
  @query('.window') private drawn!: HTMLElement;
  @query('.probe') private probe!: HTMLElement;

  readonly #resized = new ResizeObserver(() => {
    this.#measure();
  });

  /** How many rows there are. */
  protected abstract count(): number;

  protected abstract row(index: number): TemplateResult;

  /** The list with what it is to screen readers and what it does with keys. */
  protected frame(rows: TemplateResult): TemplateResult {
    return html`<div class="scroller mono" role="region" tabindex="0" aria-label=${this.label} @scroll=${this.scrolled}>
      ${rows}
    </div>`;
  }

  override focus(): void {
    this.scroller.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#observe();
  }

  protected override firstUpdated(): void {
    this.#observe();
    this.#measure();
  }

  protected override render(): TemplateResult {
    const rows: TemplateResult[] = [];
    const [first, end] = this.#window();
    for (let index = first; index < end; index++) rows.push(this.row(index));
    return this.frame(
      html`<span class="probe" aria-hidden="true">${'0'.repeat(MEASURED)}</span>
        <div class="spacer" role="none"><div class="window" role="none">${rows}</div></div>`,
    );
  }

  protected override updated(changes: PropertyValues<this>): void {
    // Set through the CSSOM: the page's policy forbids style attributes.
    this.spacer.style.height = `${String(this.count() * this.rowHeight)}px`;
    this.drawn.style.transform = `translateY(${String(this.#window()[0] * this.rowHeight)}px)`;
    // Its content made it higher, or less high.
    if (this.viewHeight !== this.scroller.clientHeight) this.viewHeight = this.scroller.clientHeight;
    if (changes.has('shown') && this.shown) this.#bringIntoView(this.shown.row);
  }

  protected readonly scrolled = (): void => {
    this.offset = this.scroller.scrollTop;
  };

  /** How many rows are in view. */
  protected get page(): number {
    return Math.max(1, Math.floor(this.viewHeight / (this.rowHeight || 1)) - 1);
  }

  #window(): [first: number, end: number] {
    const height = this.rowHeight || 1;
    const count = this.columns === 0 ? 0 : this.count();
    const first = Math.floor(this.offset / height) - MARGIN;
    const end = Math.ceil((this.offset + this.viewHeight) / height) + MARGIN;
    return [Math.max(0, Math.min(first, count)), Math.max(0, Math.min(end, count))];
  }

  #observe(): void {
    this.#resized.observe(this.scroller);
    this.#resized.observe(this.probe);
  }

  #measure(): void {
    const { width, height } = this.probe.getBoundingClientRect();
    if (width === 0) return;
    this.rowHeight = height;
    this.columns = Math.max(1, Math.floor((this.scroller.clientWidth * MEASURED) / width));
    this.viewHeight = this.scroller.clientHeight;
  }

  #bringIntoView(row: number): void {
    const { scroller, rowHeight } = this;
    const top = row * rowHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else scroller.scrollTop = Math.max(scroller.scrollTop, top + rowHeight - scroller.clientHeight);
  }
}

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChosenRow, Row } from '../model/rows';
import { type Move, moveTo } from '../model/selection';
import { type RowWindow, scrollToShow, topsOf, visibleRows } from '../model/windowing';
import { iconStyles } from '../styles/icons';
import { base, statusColours } from '../styles/shared';
import { listStyles } from './exchange-list.styles';
import { captions, drawRow, rowId } from './exchange-row';
import type { Language } from './language';

/** Below this width of the list a row has two lines: columns would leave nothing of the path. In CSS pixels. */
export const ONE_LINE_FROM = 520;

/** Heights of a row in CSS pixels: 22 is that of VS Code's own lists. Only exchanges have two lines. */
const ONE_LINE = 22;
const TWO_LINES = 42;

const KEYS: Record<string, Move> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
  Home: 'first',
  End: 'last',
};

/** Tells that the user chose a line of the list. */
export class ChooseEvent extends Event {
  static readonly type = 'vitrina-choose';
  readonly row: ChosenRow;

  constructor(row: ChosenRow) {
    super(ChooseEvent.type, { bubbles: true, composed: true });
    this.row = row;
  }
}

/** Tells that the user wants to go on to the details of what is chosen (Enter). */
export class EnterDetailEvent extends Event {
  static readonly type = 'vitrina-enter-detail';

  constructor() {
    super(EnterDetailEvent.type, { bubbles: true, composed: true });
  }
}

/** Tells that the user wants to follow the newest exchange again (Escape). */
export class FollowEvent extends Event {
  static readonly type = 'vitrina-follow';

  constructor() {
    super(FollowEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * The list of exchanges, and between them of changed files: a listbox in which only the rows in view exist.
 *
 * The focus stays on the listbox and the active row is told by aria-activedescendant, so that scrolling may take rows
 * away without taking the focus with them (https://www.w3.org/WAI/ARIA/apg/patterns/listbox/).
 */
@customElement('exchange-list')
export class ExchangeList extends LitElement {
  static override styles = [base, statusColours, ...iconStyles, listStyles];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) rows: readonly Row[] = [];
  @property({ attribute: false }) chosen: ChosenRow | undefined;
  /** True while the newest exchange is chosen, whichever it is. */
  @property({ type: Boolean }) following = false;
  @state() private offset = 0;
  @state() private viewHeight = 0;
  /** Set by the list itself, from its width. */
  @property({ type: Boolean, reflect: true, attribute: 'two-lines' }) twoLines = true;
  @query('.scroller') private scroller!: HTMLElement;
  @query('.spacer') private spacer!: HTMLElement;
  @query('.window') private drawn!: HTMLElement;
  @query('.captions') private captions!: HTMLElement | null;
  /** True while the end of the list is in view: then new rows pull the list along. */
  #atEnd = true;
  /** Where each row begins. */
  #tops: readonly number[] = [0];

  /** True where the list's size or rows changed while what is chosen was in view, which it is to be afterwards. */
  #keepInView = false;

  readonly #resized = new ResizeObserver(() => {
    this.#keepInView ||= this.viewHeight === 0 || this.#isInView(this.#chosenIndex());
    this.twoLines = this.clientWidth < ONE_LINE_FROM;
    this.viewHeight = this.scroller.clientHeight;
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  override focus(): void {
    this.scroller.focus();
  }

  protected override firstUpdated(): void {
    this.#resized.observe(this);
    this.#resized.observe(this.scroller);
  }

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (!changes.has('rows') && !changes.has('twoLines')) return;
    const before = changes.get('rows');
    if (before && !this.following) {
      this.#keepInView ||= this.#isInView(before.findIndex(({ key }) => key === this.chosen?.key));
    }
    this.#tops = topsOf(this.rows.map(({ kind }) => (this.twoLines && kind === 'exchange' ? TWO_LINES : ONE_LINE)));
  }

  protected override render(): TemplateResult {
    const { texts } = this.language;
    const { first, end } = this.#window();
    const active = this.#chosenIndex();
    return html`
      ${this.twoLines ? nothing : captions(this.language)}
      <div
        class="scroller"
        role="listbox"
        tabindex="0"
        aria-label=${texts.text('exchanges')}
        aria-activedescendant=${active >= first && active < end ? rowId(active) : nothing}
        @scroll=${this.#scrolled}
        @keydown=${this.#key}
        @mousedown=${this.#pressed}
      >
        ${this.#lead > 0 ? this.#row(0, active) : nothing}
        <div class="spacer" role="none">
          <div class="window" role="none">
            ${repeat(
              this.rows.slice(first, end),
              (row) => row.key,
              (_, offset) => this.#row(first + offset, active),
            )}
          </div>
        </div>
      </div>
    `;
  }

  protected override updated(changes: PropertyValues<this>): void {
    const { first } = this.#window();
    // Set through the CSSOM: the page's policy forbids style attributes.
    this.spacer.style.height = `${String((this.#tops.at(-1) ?? 0) - this.#lead)}px`;
    this.drawn.style.transform = `translateY(${String((this.#tops[first] ?? 0) - this.#lead)}px)`;
    // Where the scroller has a bar, the captions end before it too, above their columns.
    const bar = this.scroller.offsetWidth - this.scroller.clientWidth;
    if (this.captions) this.captions.style.marginInlineEnd = `${String(bar)}px`;
    const index = this.#chosenIndex();
    if (this.#keepInView && index >= 0) this.#show(index);
    this.#keepInView = false;
    if (!changes.has('chosen') && !changes.has('rows')) return;
    if (this.following && !this.#atEnd) return;
    const moved = changes.has('chosen') && changes.get('chosen')?.key !== this.chosen?.key;
    if (index >= 0 && (this.following || moved)) this.#show(index);
    // What changed after the newest exchange is not chosen, but comes into view.
    if (this.following && this.rows.at(-1)?.kind === 'reload') this.#show(this.rows.length - 1);
  }

  /**
   * The height of the line that says how much is missing before the first exchange, 0 without one. It stays in view,
   * since the newest exchanges, at the other end, are what one looks at.
   */
  get #lead(): number {
    return this.rows[0]?.kind === 'gap' ? ONE_LINE : 0;
  }

  #window(): RowWindow {
    const { first, end } = visibleRows(this.#tops, this.offset, this.viewHeight);
    return { first: this.#lead > 0 ? Math.max(1, first) : first, end };
  }

  #row(index: number, active: number): TemplateResult | typeof nothing {
    const row = this.rows[index];
    return row ? drawRow(this.language, row, { index, count: this.rows.length, chosen: index === active }) : nothing;
  }

  #chosenIndex(): number {
    const { chosen } = this;
    return chosen ? this.rows.findIndex(({ key }) => key === chosen.key) : -1;
  }

  /** Whether a row was in view when the list was last drawn. */
  #isInView(index: number): boolean {
    const [top, bottom] = [this.#tops[index], this.#tops[index + 1]];
    if (top === undefined || bottom === undefined) return false;
    const { scrollTop } = this.scroller;
    return bottom > scrollTop + this.#lead && top < scrollTop + this.viewHeight;
  }

  #show(index: number): void {
    const { scrollTop, clientHeight } = this.scroller;
    this.scroller.scrollTop = scrollToShow(index, this.#tops, scrollTop, clientHeight, this.#lead);
  }

  readonly #scrolled = (): void => {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    this.offset = scrollTop;
    this.#atEnd = scrollTop + clientHeight >= scrollHeight - ONE_LINE;
  };

  readonly #pressed = (event: MouseEvent): void => {
    const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
    const row = this.rows[Number(pressed?.dataset['index'])];
    if (event.button === 0 && row && row.kind !== 'gap') this.dispatchEvent(new ChooseEvent(row));
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const move = KEYS[event.key];
    if (move) {
      const page = Math.floor(this.scroller.clientHeight / (this.twoLines ? TWO_LINES : ONE_LINE));
      const row = moveTo(this.rows, this.#chosenIndex(), move, page);
      if (row) this.dispatchEvent(new ChooseEvent(row));
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (this.chosen) this.dispatchEvent(new ChooseEvent(this.chosen));
      if (event.key === 'Enter') this.dispatchEvent(new EnterDetailEvent());
    } else if (event.key === 'Escape') {
      this.dispatchEvent(new FollowEvent());
    } else {
      return;
    }
    event.preventDefault();
  };
}

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { statusClass } from '../model/format';
import { absentType } from '../model/keyField';
import { changedFiles, outcomeOf, outcomeText, tookOf } from '../model/outcome';
import type { ChosenRow, ExchangeRow, GapRow, ReloadRow, Row } from '../model/rows';
import { type Move, moveTo } from '../model/selection';
import { scrollToShow, topsOf, visibleRows } from '../model/windowing';
import { icon, iconStyles } from '../styles/icons';
import { base, statusColours } from '../styles/shared';
import { listStyles } from './exchange-list.styles';
import type { Language } from './language';

/** Below this width a row has two lines: six columns would leave nothing of the path. In CSS pixels. */
const ONE_LINE_FROM = 560;

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

  readonly #resized = new ResizeObserver(() => {
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
    this.#tops = topsOf(this.rows.map(({ kind }) => (this.twoLines && kind === 'exchange' ? TWO_LINES : ONE_LINE)));
  }

  protected override render(): TemplateResult {
    const { texts } = this.language;
    const { first, end } = visibleRows(this.#tops, this.offset, this.viewHeight);
    const active = this.#chosenIndex();
    return html`
      ${this.twoLines ? nothing : this.#captions()}
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
        <div class="spacer" role="none">
          <div class="window" role="none">
            ${repeat(
              this.rows.slice(first, end),
              (row) => row.key,
              (row, offset) => this.#row(row, first + offset),
            )}
          </div>
        </div>
      </div>
    `;
  }

  protected override updated(changes: PropertyValues<this>): void {
    const { first } = visibleRows(this.#tops, this.offset, this.viewHeight);
    // Set through the CSSOM: the page's policy forbids style attributes.
    this.spacer.style.height = `${String(this.#tops.at(-1))}px`;
    this.drawn.style.transform = `translateY(${String(this.#tops[first])}px)`;
    // Where the scroller has a bar, the captions end before it too, above their columns.
    const bar = this.scroller.offsetWidth - this.scroller.clientWidth;
    if (this.captions) this.captions.style.marginInlineEnd = `${String(bar)}px`;
    if (!changes.has('chosen') && !changes.has('rows') && !changes.has('twoLines')) return;
    if (this.following && !this.#atEnd) return;
    const index = this.#chosenIndex();
    const moved = changes.has('chosen') && changes.get('chosen')?.key !== this.chosen?.key;
    if (index >= 0 && (this.following || moved || changes.has('twoLines'))) this.#show(index);
    // What changed after the newest exchange is not chosen, but comes into view.
    if (this.following && this.rows.at(-1)?.kind === 'reload') this.#show(this.rows.length - 1);
  }

  #captions(): TemplateResult {
    const { texts } = this.language;
    return html`<div class="row captions dim" aria-hidden="true">
      <span class="status">${texts.text('column.status')}</span>
      <span class="method">${texts.text('column.method')}</span>
      <span class="path">${texts.text('column.path')}</span>
      <span class="type">${texts.text('column.type')}</span>
      <span class="duration">${texts.text('column.time')}</span>
      <span class="size">${texts.text('column.size')}</span>
    </div>`;
  }

  #row(row: Row, index: number): TemplateResult {
    switch (row.kind) {
      case 'exchange':
        return this.#exchange(row, index);
      case 'reload':
        return this.#reload(row, index);
      case 'gap':
        return this.#gap(row, index);
    }
  }

  #exchange({ key, summary }: ExchangeRow, index: number): TemplateResult {
    const { texts, format } = this.language;
    const { method, target, status, contentType, notes, complete } = summary;
    const withoutStatus = complete ? 'noResponse' : 'pending'; // whoever asked may be gone before there is one
    const shownStatus = status === 0 ? texts.text(withoutStatus) : String(status);
    const absent = status === 0 ? '' : texts.text(absentType(summary));
    const type = contentType ?? absent;
    const duration = complete ? format.duration(summary.durationMs) : '…';
    const size = format.size(summary.bytes);
    const spoken = { method, target, status: shownStatus, type, duration, size };
    const worst = notes.find(({ severity }) => severity === 'error') ?? notes.find((n) => n.severity === 'warning');
    const noted = notes.length > 0 ? `, ${texts.counted('row.notes', notes.length, this.#count(notes.length))}` : '';
    const remarks = summary.pinned ? `${noted}, ${texts.text('pinned')}` : noted;
    return html`<div
      class="row"
      role="option"
      id=${rowId(index)}
      aria-selected=${key === this.chosen?.key}
      aria-setsize=${this.rows.length}
      aria-posinset=${index + 1}
      aria-label=${texts.text('row.description', spoken) + remarks}
      data-index=${index}
    >
      <span class="status ${statusClass(status)}">${status > 0 ? shownStatus : complete ? '—' : '…'}</span>
      <span class="method">${method}</span>
      <span class="path" title=${target}
        >${worst ? icon(worst.severity === 'error' ? 'error' : 'warning') : nothing}${summary.pinned ? icon('pinned') : nothing}${target}</span
      >
      <span class="type ${contentType === null ? 'none' : ''}" title=${type}>${essence(type)}</span>
      <span class="duration" title=${format.moment(summary.time)}>${duration}</span>
      <span class="size" title=${texts.counted('size.bytes', summary.bytes, this.#count(summary.bytes))}>${size}</span>
    </div>`;
  }

  #reload({ key, reload }: ReloadRow, index: number): TemplateResult {
    const { texts, format } = this.language;
    const outcome = outcomeText(texts, reload);
    const took = tookOf(reload);
    const duration = took === undefined ? '' : format.duration(took);
    const files = changedFiles(reload);
    const spoken = { files, outcome, duration, reason: reload.reason };
    return html`<div
      class="row reload"
      role="option"
      id=${rowId(index)}
      aria-selected=${key === this.chosen?.key}
      aria-setsize=${this.rows.length}
      aria-posinset=${index + 1}
      aria-label=${texts.text(took === undefined ? 'reload.description.none' : 'reload.description', spoken)}
      data-index=${index}
      data-outcome=${outcomeOf(reload)}
    >
      <span class="status">${icon(reload.kind === 'none' ? 'circle-slash' : 'refresh')}</span>
      <span class="method">${texts.text('reload.change')}</span>
      <span class="path" title=${files}>${files}</span>
      <span class="type" title=${reload.reason}>${outcome}</span>
      <span class="duration" title=${format.moment(reload.time)}>${duration}</span>
    </div>`;
  }

  #gap({ missing }: GapRow, index: number): TemplateResult {
    const { texts } = this.language;
    return html`<div
      class="row gap"
      role="option"
      id=${rowId(index)}
      aria-disabled="true"
      aria-selected="false"
      aria-setsize=${this.rows.length}
      aria-posinset=${index + 1}
      title=${texts.text('gap.explanation')}
    >
      <span>${texts.counted('gap', missing, this.#count(missing))}</span>
    </div>`;
  }

  #count(count: number): { count: string } {
    return { count: this.language.format.count(count) };
  }

  #chosenIndex(): number {
    const { chosen } = this;
    return chosen ? this.rows.findIndex(({ key }) => key === chosen.key) : -1;
  }

  #show(index: number): void {
    const { scrollTop, clientHeight } = this.scroller;
    this.scroller.scrollTop = scrollToShow(index, this.#tops, scrollTop, clientHeight);
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

const rowId = (index: number): string => `row-${String(index)}`;

/** A type without its parameters: the column is narrow, and the tooltip has the rest. */
const essence = (type: string): string => type.replace(/;.*$/s, '');

import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { JsonRow, JsonTree } from '../../model/body/jsonTree';
import { icon, iconStyles } from '../../styles/icons';
import { base } from '../../styles/shared';
import type { Language } from '../language';
import { rowStyles, WindowedRows } from './windowed-rows';
import { visible } from '../../model/visible';

/** A value that is longer is cut; its source has it whole. */
const MOST_LETTERS = 300;

/**
 * JSON, folded. The focus stays on the tree and the active line is told by aria-activedescendant, since only the lines
 * in view exist (https://www.w3.org/WAI/ARIA/apg/patterns/treeview/).
 */
@customElement('json-tree')
export class JsonTreeElement extends WindowedRows {
  static override styles = [
    base,
    ...iconStyles,
    rowStyles,
    css`
      .row {
        cursor: default;
        overflow: hidden;
      }
      .row.active {
        background: var(--vscode-list-inactiveSelectionBackground);
      }
      .scroller:focus-visible .row.active {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: -1px;
      }
      .fold {
        flex: none;
        width: 16px;
      }
      .fold .icon {
        font-size: 14px;
        vertical-align: middle;
      }
      .text {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .name {
        color: var(--vscode-debugTokenExpression-name);
      }
      .string {
        color: var(--vscode-debugTokenExpression-string);
      }
      .number {
        color: var(--vscode-debugTokenExpression-number);
      }
      .word {
        color: var(--vscode-debugTokenExpression-boolean);
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) tree!: JsonTree;
  /** Where the active line's value stands in the text. */
  @state() private active = -1;

  protected override count(): number {
    return this.tree.rows.length;
  }

  protected override frame(rows: TemplateResult): TemplateResult {
    const active = this.#activeRow();
    return html`<div
      class="scroller mono"
      role="tree"
      tabindex="0"
      aria-label=${this.label}
      aria-activedescendant=${active < 0 ? nothing : `row-${active}`}
      @scroll=${this.scrolled}
      @keydown=${this.#key}
      @focus=${this.#focused}
    >
      ${rows}
    </div>`;
  }

  protected override row(index: number): TemplateResult {
    const row = this.tree.rows[index];
    if (!row) return html``;
    const { value, depth, size, open, place, beside } = row;
    const indent = '  '.repeat(Math.min(depth, 20));
    const name = value.name === undefined ? nothing : html`<span class="name">${visible(value.name)}</span>: `;
    return html`<div
      id="row-${index}"
      class=${value.from === this.active ? 'row active' : 'row'}
      role="treeitem"
      aria-level=${depth + 1}
      aria-posinset=${place}
      aria-setsize=${beside}
      aria-expanded=${size > 0 ? open : nothing}
      aria-selected=${value.from === this.active}
      @click=${() => {
        this.#choose(index);
        this.#toggle(index);
      }}
    >
      <span aria-hidden="true">${indent}</span
      ><span class="fold">${size > 0 ? icon(open ? 'chevron-down' : 'chevron-right') : nothing}</span
      ><span class="text">${name}${this.#value(row)}</span>
    </div>`;
  }

  #value({ value, size, open }: JsonRow): TemplateResult {
    const { kind } = value;
    if (kind !== 'object' && kind !== 'array') {
      return html`<span class=${kind}>${visible(this.tree.written(value, MOST_LETTERS))}</span>`;
    }
    const [start, end] = kind === 'object' ? ['{', '}'] : ['[', ']'];
    if (size === 0) return html`${start}${end}`;
    const count = this.language.texts.counted('body.json.size', size, { count: this.language.format.count(size) });
    return open ? html`${start}` : html`${start} … ${end} <span class="dim">${count}</span>`;
  }

  /** The active line; the first as long as none was chosen or that one is gone; -1 where there is none. */
  #activeRow(): number {
    const index = this.tree.rows.findIndex(({ value }) => value.from === this.active);
    return index < 0 ? Math.min(0, this.tree.rows.length - 1) : index;
  }

  readonly #focused = (): void => {
    if (this.active < 0) this.#choose(0);
  };

  #choose(index: number): void {
    const rows = this.tree.rows;
    const row = Math.max(0, Math.min(index, rows.length - 1));
    this.active = rows[row]?.value.from ?? -1;
    this.shown = { row };
  }

  #toggle(index: number): void {
    const row = this.tree.rows[index];
    if (!row) return;
    this.tree.toggle(row);
    this.requestUpdate();
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = this.#activeRow();
    const row = this.tree.rows[index];
    if (!row || !this.#does(event.key, index, row)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** False for a key that means nothing here. */
  #does(key: string, index: number, row: JsonRow): boolean {
    const moves: Record<string, number> = {
      ArrowUp: index - 1,
      ArrowDown: index + 1,
      PageUp: index - this.page,
      PageDown: index + this.page,
      Home: 0,
      End: this.tree.rows.length - 1,
    };
    const to = moves[key];
    if (to !== undefined) this.#choose(to);
    else if (key === 'Enter' || key === ' ') this.#toggle(index);
    else if (key === 'ArrowRight') {
      if (row.size > 0 && !row.open) this.#toggle(index);
      else if (row.open) this.#choose(index + 1);
    } else if (key === 'ArrowLeft') {
      if (row.open) this.#toggle(index);
      else this.#choose(this.tree.rows.findLastIndex(({ depth }, at) => at < index && depth < row.depth));
    } else return false;
    return true;
  }
}

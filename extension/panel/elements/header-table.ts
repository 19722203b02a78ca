import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Exchange, Header } from '../../protocol/types.generated';
import type { Book } from '../knowledge/book';
import { type Explanation, explainField } from '../knowledge/explain';
import type { Message } from '../knowledge/message';
import { isQuiet, routineFields } from '../model/routine';
import { coveredMentions, isSecret, pieces } from '../model/secrets';
import { Sections } from '../model/sections';
import { icon, iconStyles } from '../styles/icons';
import { base, buttons } from '../styles/shared';
import './copy-button';
import { explanation, explanationStyles, opener } from './explanation';
import { originButton, originExplanation, originStyles } from './field-origin';
import type { Language } from './language';
import { masked, maskStyles, revealButton } from './masked';
import { part, partStyles } from './part';
import { Revealed } from './revealed';
import { SectionEvent } from './section';

/**
 * The fields of a head in the order of the wire: name, value, and who set it. A name opens what the field means.
 *
 * There is no row of captions: every row of the table is a field. The roles are said, since a table that is laid out
 * as a grid is not a table to some screen readers.
 */
@customElement('header-table')
export class HeaderTable extends LitElement {
  static override styles = [
    base,
    buttons,
    ...iconStyles,
    partStyles,
    explanationStyles,
    originStyles,
    maskStyles,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      table {
        display: grid;
        grid-template-columns: fit-content(38%) minmax(0, 1fr) max-content;
        width: 100%;
      }
      tbody {
        display: contents;
      }
      tr {
        display: grid;
        grid-template-columns: subgrid;
        grid-column: 1 / -1;
        column-gap: 12px;
        align-items: start;
        padding: 1px 12px;
      }
      tr:hover {
        background: var(--vscode-list-hoverBackground);
      }
      th,
      td {
        padding: 2px 0;
        text-align: start;
        font-weight: normal;
        overflow-wrap: anywhere;
      }
      .name,
      .value {
        white-space: pre-wrap;
      }
      th .name {
        color: var(--vscode-debugTokenExpression-name, inherit);
      }
      .meant {
        /* Its parts lie in the row's grid: the value beside the name, the explanation below both. */
        display: contents;
      }
      .value {
        padding: 2px 0;
        overflow-wrap: anywhere;
        /* A cookie may be kilobytes long; the fields after it should still be in sight. */
        max-height: 16em;
        overflow-y: auto;
      }
      .explanation {
        grid-column: 1 / -1;
        grid-row: 2;
      }
      .origin {
        grid-row: 3;
      }
      /* What the server or the browser sends each time stands back. */
      .quiet :is(.name, .value) {
        color: var(--vscode-descriptionForeground);
      }
      .routine {
        display: flex;
        align-items: center;
        gap: 4px;
        min-height: 24px;
        padding: 0 12px 0 4px;
        font-size: 0.92em;
        text-align: start;
        color: var(--vscode-descriptionForeground);
      }
      .routine:hover {
        text-decoration: underline;
      }
      th,
      .value,
      .who {
        grid-row: 1;
      }
      .who {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 0;
        min-height: 21px;
        white-space: normal;
        font-size: 0.92em;
      }
      copy-button {
        margin-block: -1px;
        opacity: 0;
      }
      tr:hover copy-button,
      copy-button:focus-within {
        opacity: 1;
      }
      @container (max-width: 460px) {
        /* Who set it stands beside the name, or below it where both are long. */
        tr {
          display: flex;
          flex-wrap: wrap;
          padding: 3px 12px 4px;
        }
        th {
          align-self: center;
          max-width: 100%;
          padding: 0;
        }
        .who {
          order: 1;
          margin-inline-start: auto;
          padding: 0;
        }
        .value,
        .explanation {
          order: 2;
          flex: 0 0 100%;
          padding-block: 0;
        }
        .explanation {
          order: 3;
          padding-block: 4px 6px;
        }
        .origin {
          order: 4;
        }
      }
      @media (forced-colors: active) {
        tr:hover {
          outline: 1px solid Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) exchange!: Exchange;
  /** Which sections are open: the fields that every browser sends are one. */
  @property({ attribute: false }) sections = Sections.of();
  /** The message whose fields are shown. */
  @property({ attribute: false }) message!: Message & { readonly fields: readonly Header[] };
  /**
   * What is explained of fields: a name in lower case and which one of that name, for its meaning; with “origin” for who
   * set it. Kept by whoever gives it.
   */
  @property({ attribute: false }) opened = new Set<string>();
  /** The table's accessible name. */
  @property({ attribute: false }) label = '';
  /** True where a place can be opened in an editor. */
  @property({ type: Boolean }) editor = false;
  /** By the same names as what is explained. */
  readonly #revealed = new Revealed(() => {
    this.requestUpdate();
  });

  protected override willUpdate(): void {
    this.#revealed.of(this.exchange);
  }

  protected override render(): TemplateResult {
    return part(
      this.language.texts,
      this.label,
      () =>
        html`<table role="table" aria-label=${this.label}>
            <tbody role="rowgroup">
              ${this.#rows()}
            </tbody>
          </table>
          ${this.#routine()}`,
    );
  }

  #rows(): unknown[] {
    const seen = new Map<string, number>();
    const routine = routineFields(this.message.fields);
    const folded = !this.sections.isOpen('routine');
    return this.message.fields.map((header) => {
      const name = header.name.toLowerCase();
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      const quiet = routine.has(header);
      return quiet && folded ? nothing : this.#row(header, `${name} ${String(count)}`, quiet || isQuiet(header));
    });
  }

  /** The line that stands for the fields which every browser sends, and opens them in their places. */
  #routine(): TemplateResult | typeof nothing {
    const { texts, format } = this.language;
    const { size } = this.message.side === 'request' ? routineFields(this.message.fields) : new Set();
    if (size === 0) return nothing;
    const open = this.sections.isOpen('routine');
    const toggle = (): boolean => this.dispatchEvent(new SectionEvent('routine'));
    return html`<button class="routine" aria-expanded=${open} @click=${toggle}>
      ${icon(open ? 'chevron-down' : 'chevron-right')}
      <span>${texts.counted('routine', size, { count: format.count(size) })}</span>
    </button>`;
  }

  /** @param key tells the row from others, also where the same field comes with another exchange */
  #row(header: Header, key: string, quiet: boolean): TemplateResult {
    const { texts } = this.language;
    const open = this.opened.has(key);
    const id = `about-${key.replaceAll(/[^\w-]/g, '-')}`;
    const name = opener(this.language, header.name, id, open, () => {
      this.#toggle(key);
    });
    const [by, origin] = this.#origin(header, `${key} origin`, `${id}-origin`);
    const secret = isSecret(header.name, header.value);
    const shown = !secret || this.#revealed.has(key);
    const meaning = open ? explanation(this.language, id, (book) => this.#explain(book, header, shown)) : nothing;
    const reveal = (): void => {
      this.#revealed.toggle(key);
    };
    const parts = pieces(header.name, header.value);
    const value = html`<div class="mono value">${masked(this.language, parts, shown, reveal)}</div>`;
    // No white space within the cells: it would be shown, and be part of the value.
    return html`<tr role="row" class=${quiet ? 'quiet' : ''}>
      <th class="mono" role="rowheader" scope="row">${name}</th>
      <td class="meant" role="cell">${value}${meaning}${origin}</td>
      <td class="who dim" role="cell">
        <span class="by">${by}</span>
        ${secret ? revealButton(this.language, header.name, shown, reveal) : nothing}
        <copy-button
          .language=${this.language}
          .text=${header.value}
          .label=${texts.text(secret ? 'copyValue.secret' : 'copyValue', { name: header.name })}
        ></copy-button>
      </td>
    </tr>`;
  }

  /** What the field means; the parts of a value that is hidden are hidden as well. */
  #explain(book: Book, header: Header, shown: boolean): Explanation {
    const all = explainField(book, header, this.message);
    if (shown) return all;
    return { ...all, parts: all.parts.map((each) => ({ ...each, text: coveredMentions(each.text) })) };
  }

  /** Who set the field, and once that is opened, how. */
  #origin(header: Header, key: string, id: string): [unknown, unknown] {
    const { setBy } = header;
    if (!setBy) return [nothing, nothing];
    const { language, editor, exchange } = this;
    const open = this.opened.has(key);
    const toggle = (): void => {
      this.#toggle(key);
    };
    return [
      originButton(language, { ...header, setBy }, id, { open, editor, toggle }),
      open ? originExplanation(language, id, header, exchange, editor) : nothing,
    ];
  }

  #toggle(key: string): void {
    if (!this.opened.delete(key)) this.opened.add(key);
    this.requestUpdate();
    void this.language.library.load().then(() => {
      this.requestUpdate();
    });
  }
}

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Header, SourceLocation, SetBy } from '../../protocol/types.generated';
import { explainField } from '../knowledge/explain';
import type { Message } from '../knowledge/message';
import { who } from '../model/origin';
import { iconStyles } from '../styles/icons';
import { base, buttons } from '../styles/shared';
import './copy-button';
import { explanation, explanationStyles, opener } from './explanation';
import type { Language } from './language';
import { part, partStyles } from './part';
import { placeLink } from './place';

/**
 * The fields of a head in the order of the wire: name, value, and who set it. A name opens what the field means.
 *
 * There is no row of captions: every row of the table is a field. The roles are said, since a table that is laid out
 * as a grid is no table to some screen readers.
 */
@customElement('header-table')
export class HeaderTable extends LitElement {
  static override styles = [
    base,
    buttons,
    ...iconStyles,
    partStyles,
    explanationStyles,
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
      .by {
        text-align: end;
        flex: 1;
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
        tr {
          grid-template-columns: minmax(0, 1fr) auto;
          padding: 3px 12px 4px;
        }
        th,
        .who {
          grid-row: 1;
          padding: 0;
        }
        th {
          align-self: center;
        }
        .value {
          grid-column: 1 / -1;
          grid-row: 2;
          padding: 0;
        }
        .explanation {
          grid-row: 3;
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
  /** The message whose fields are shown. */
  @property({ attribute: false }) message!: Message & { readonly fields: readonly Header[] };
  /** The fields whose meaning is shown: a name in lower case and which one of that name. Kept by whoever gives it. */
  @property({ attribute: false }) opened = new Set<string>();
  /** The table's accessible name. */
  @property({ attribute: false }) label = '';
  /** True where a place can be opened in an editor. */
  @property({ type: Boolean }) editor = false;

  protected override render(): TemplateResult {
    return part(
      this.language.texts,
      this.label,
      () =>
        html`<table role="table" aria-label=${this.label}>
          <tbody role="rowgroup">
            ${this.#rows()}
          </tbody>
        </table>`,
    );
  }

  #rows(): TemplateResult[] {
    const seen = new Map<string, number>();
    return this.message.fields.map((header) => {
      const name = header.name.toLowerCase();
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return this.#row(header, `${name} ${String(count)}`);
    });
  }

  /** @param key tells the row from others, also where the same field comes with another exchange */
  #row(header: Header, key: string): TemplateResult {
    const { texts } = this.language;
    const open = this.opened.has(key);
    const id = `about-${key.replaceAll(/[^\w-]/g, '-')}`;
    const name = opener(this.language, header.name, id, open, () => {
      this.#toggle(key);
    });
    const meaning = open ? explanation(this.language, id, (book) => explainField(book, header, this.message)) : nothing;
    const value = html`<div class="mono value">${header.value}</div>`;
    // No white space within the cells: it would be shown, and be part of the value.
    return html`<tr role="row">
      <th class="mono" role="rowheader" scope="row">${name}</th>
      <td class="meant" role="cell">${value}${meaning}</td>
      <td class="who dim" role="cell">
        <span class="by">${header.setBy ? this.#setBy(header.setBy, header.where) : nothing}</span>
        <copy-button
          .language=${this.language}
          .text=${header.value}
          .label=${texts.text('copyValue', { name: header.name })}
        ></copy-button>
      </td>
    </tr>`;
  }

  #toggle(key: string): void {
    if (!this.opened.delete(key)) this.opened.add(key);
    this.requestUpdate();
    void this.language.library.load().then(() => {
      this.requestUpdate();
    });
  }

  #setBy(setBy: SetBy, where: SourceLocation | undefined): TemplateResult {
    const { texts } = this.language;
    const name = who(texts, setBy);
    const place = where && `${where.path}:${String(where.line)}`;
    const title = texts.text('setBy', { who: place ? `${name}, ${place}` : name });
    return html`<span title=${title}>${name}</span
      >${where && place ? html` ${placeLink(texts, this.editor, where)}` : nothing}`;
  }
}

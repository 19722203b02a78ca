import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FormField } from '../../model/body/form';
import { base } from '../../styles/shared';
import type { Language } from '../language';
import { visible } from '../../model/visible';

/** The fields of a form, as they were sent. */
@customElement('form-fields')
export class FormFields extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      .scroller {
        max-height: max(9em, min(26em, 45vh));
        overflow: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: 1px 12px;
        text-align: start;
        vertical-align: top;
        font-weight: normal;
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }
      thead th {
        color: var(--vscode-descriptionForeground);
      }
      tbody th {
        width: 30%;
        color: var(--vscode-debugTokenExpression-name);
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) fields: readonly FormField[] = [];
  /** What the fields are, for screen readers. */
  @property({ attribute: false }) label = '';

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.scroller')?.focus();
  }

  protected override render(): TemplateResult {
    const { texts } = this.language;
    return html`<div class="scroller" role="region" tabindex="0" aria-label=${this.label}>
      <table>
        <thead>
          <tr>
            <th scope="col">${texts.text('body.form.name')}</th>
            <th scope="col">${texts.text('body.form.value')}</th>
          </tr>
        </thead>
        <tbody>
          ${this.fields.map((field) => this.#row(field))}
        </tbody>
      </table>
    </div>`;
  }

  #row(field: FormField): TemplateResult {
    const value = field.file ? this.#file(field.file) : visible(field.value ?? '');
    return html`<tr>
      <th scope="row" class="mono">${visible(field.name)}</th>
      <td class=${field.file ? 'dim' : 'mono'}>${value}</td>
    </tr>`;
  }

  #file({ name, type, bytes }: NonNullable<FormField['file']>): string {
    const { texts, format } = this.language;
    if (name === '' && bytes === 0) return texts.text('body.form.noFile');
    const size = texts.counted('size.bytes', bytes, { count: format.count(bytes) });
    return texts.text('body.form.file', {
      name: `“${visible(name)}”`,
      type: visible(type) || texts.text('noType'),
      bytes: size,
    });
  }
}

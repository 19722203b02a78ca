import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Chunk, Chunked, Exchange } from '../../protocol/types.generated';
import { base } from '../styles/shared';
import './header-table';
import type { Language } from './language';
import { part, partStyles } from './part';

/** How a body was cut into chunks, with what their extensions say, and the trailer fields behind it. */
@customElement('message-framing')
export class MessageFraming extends LitElement {
  static override styles = [
    base,
    partStyles,
    css`
      :host {
        display: block;
      }
      summary {
        padding: 3px 12px;
        cursor: pointer;
      }
      p,
      h4 {
        margin: 4px 0 0;
        padding: 1px 12px;
        font-size: inherit;
      }
      h4 {
        font-weight: 600;
      }
      .scroll {
        max-height: 20em;
        margin: 0 12px;
        overflow-y: auto;
      }
      .chunks {
        border-collapse: collapse;
      }
      th,
      td {
        padding: 1px 10px 1px 0;
        text-align: start;
        vertical-align: top;
        font-weight: normal;
      }
      :is(th, td):last-child {
        padding-inline-end: 0;
      }
      .number {
        text-align: end;
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
      .line {
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) exchange!: Exchange;
  @property({ attribute: false }) of: 'request' | 'response' = 'response';
  /** A body may have a thousand chunks: they are drawn for who asks. */
  @state() private open = false;

  /** Which trailer fields are explained. */
  readonly #opened = new Set<string>();

  get #name(): string {
    return this.language.texts.text(this.of === 'response' ? 'framing.response' : 'framing.request');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { texts } = this.language;
    return part(texts, this.#name, () => {
      const { chunked } = this.exchange[this.of];
      return chunked ? html`${this.#chunks(chunked)} ${this.#trailers(chunked)}` : nothing;
    });
  }

  #chunks({ count, chunks }: Chunked): TemplateResult {
    const { texts, format } = this.language;
    const extended = chunks.filter(({ line }) => line.includes(';')).length;
    const sent = texts.counted('framing.chunks', count, { count: format.count(count) });
    const more = texts.counted('framing.extended', extended, { count: format.count(extended) });
    return html`<details @toggle=${this.#toggle}>
      <summary>${sent}${extended > 0 ? `, ${more}` : nothing}</summary>
      ${this.open ? this.#list(count, chunks, extended > 0) : nothing}
    </details>`;
  }

  readonly #toggle = (event: Event): void => {
    this.open = (event.currentTarget as HTMLDetailsElement).open;
  };

  #list(count: number, chunks: readonly Chunk[], extended: boolean): TemplateResult {
    const { texts, format } = this.language;
    const shown = chunks.filter(({ bytes }) => bytes > 0).length;
    const cut = { shown: format.count(shown), count: format.count(count) };
    return html`${shown < count ? html`<p>${texts.text('framing.cut', cut)}</p>` : nothing}
      <div class="scroll" tabindex="0" role="region" aria-label=${this.#name}>
        <table class="chunks">
          <thead class="dim">
            <tr>
              <th scope="col">${texts.text(extended ? 'framing.line' : 'framing.size')}</th>
              <th class="number" scope="col">${texts.text('framing.bytes')}</th>
              <th class="number" scope="col">${texts.text('framing.when')}</th>
            </tr>
          </thead>
          <tbody class="mono">
            ${chunks.map((chunk) => this.#chunk(chunk))}
          </tbody>
        </table>
      </div>`;
  }

  #chunk({ line, bytes, atMs }: Chunk): TemplateResult {
    const { texts, format } = this.language;
    return html`<tr>
      <td class="line">${line}</td>
      <td class="number">${bytes === 0 ? texts.text('framing.last') : format.count(bytes)}</td>
      <td class="number">+${format.duration(atMs)}</td>
    </tr>`;
  }

  #trailers({ trailers }: Chunked): TemplateResult | typeof nothing {
    if (trailers.length === 0) return nothing;
    const { method, status, time, request } = this.exchange;
    const label = this.language.texts.text(
      this.of === 'response' ? 'framing.trailers.response' : 'framing.trailers.request',
    );
    return html`<h4>${label}</h4>
      <header-table
        .language=${this.language}
        .exchange=${this.exchange}
        .message=${{ side: this.of, fields: trailers, request: request.headers, method, status, at: Date.parse(time) }}
        .opened=${this.#opened}
        .label=${label}
      ></header-table>`;
  }
}

import { css, html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Exchange } from '../../protocol/types.generated';
import { type Flow, flowOf, sentenceOf } from '../model/flow';
import { type Layout, layoutOf, type Row } from '../model/flowLayout';
import { base } from '../styles/shared';
import type { Language } from './language';
import { part, partStyles } from './part';
import { standaloneSvg } from './standaloneSvg';

/** How an exchange went: a sequence diagram with its real values. A list with the same steps is read aloud. */
@customElement('exchange-flow')
export class ExchangeFlow extends LitElement {
  static override styles = [
    base,
    partStyles,
    css`
      :host {
        display: block;
        position: relative;
        padding: 2px 12px 6px;
        overflow: hidden;
      }
      svg {
        display: block;
      }
      text {
        fill: var(--vscode-foreground);
        font-family: var(--vscode-editor-font-family, monospace);
        font-size: 11px;
        /* What lies below a text must not run through it. */
        stroke: var(--vscode-editor-background, Canvas);
        stroke-width: 6px;
        stroke-linejoin: round;
        paint-order: stroke;
      }
      .lane {
        font-weight: bold;
      }
      .time {
        fill: var(--vscode-descriptionForeground);
      }
      .life,
      .arrow,
      .ran {
        fill: none;
        stroke: var(--vscode-descriptionForeground);
        stroke-width: 1px;
      }
      .life {
        stroke-dasharray: 2 3;
      }
      .ran {
        stroke-width: 5px;
      }
      .arrow {
        stroke: var(--vscode-textLink-foreground);
        stroke-width: 1.5px;
      }
      .tip {
        fill: var(--vscode-textLink-foreground);
      }
      @media (forced-colors: active) {
        text,
        .time {
          fill: CanvasText;
          stroke: Canvas;
        }
        .life,
        .ran {
          stroke: GrayText;
        }
        .arrow {
          stroke: LinkText;
        }
        .tip {
          fill: LinkText;
        }
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) exchange!: Exchange;
  /** The room for the diagram, in pixels; 0 until it is known. */
  @state() private room = 0;

  readonly #resized = new ResizeObserver(([entry]) => {
    if (entry) this.room = Math.floor(entry.contentRect.width);
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  /** The diagram as a file of its own, in the colours that it has now; empty where there is none. */
  standalone(): string {
    const diagram = this.renderRoot.querySelector('svg');
    return diagram ? standaloneSvg(diagram) : '';
  }

  protected override render(): TemplateResult {
    const { texts, format } = this.language;
    return html`${part(texts, texts.text('flow'), () => {
      const flow = flowOf(this.exchange, texts, format);
      return html`${this.room > 0 ? this.#diagram(flow, layoutOf(flow, this.room)) : nothing}
        <ol class="visually-hidden" aria-label=${texts.text('flow')}>
          ${flow.steps.map((step) => html`<li>${sentenceOf(step, flow, texts, format)}</li>`)}
        </ol>`;
    })}`;
  }

  #diagram(flow: Flow, layout: Layout): TemplateResult {
    const { texts } = this.language;
    const { width, height, lanes, top } = layout;
    const label = texts.text('flow.label', {
      lanes: flow.lanes.map(({ name }) => name).join(', '),
      count: String(flow.steps.length),
    });
    return html`<svg role="img" aria-label=${label} width=${width} height=${height} viewBox="0 0 ${width} ${height}">
      ${lanes.map((x, index) => svg`<path class="life" d="M${x} ${top}V${height}" />${this.#lane(flow, layout, index)}`)}
      ${this.#ran(flow, layout)} ${layout.rows.map((row) => this.#row(row, layout))}
    </svg>`;
  }

  #lane(flow: Flow, { lanes }: Layout, index: number): SVGTemplateResult {
    const last = lanes.length - 1;
    const anchor = index === 0 ? 'start' : index === last ? 'end' : 'middle';
    const x = (lanes[index] ?? 0) + (index === 0 ? -6 : index === last ? 6 : 0);
    return svg`<text class="lane" x=${x} y="12" text-anchor=${anchor}>${flow.lanes[index]?.name}</text>`;
  }

  /** The bar on a script's line while its process ran. */
  #ran({ ran }: Flow, { lanes, rows }: Layout): SVGTemplateResult | typeof nothing {
    const [first, last] = ran ?? [];
    const from = rows[first ?? -1];
    const to = rows[last ?? -1];
    if (!from || !to) return nothing;
    return svg`<path class="ran" d="M${lanes.at(-1)} ${from.y}V${to.y}" />`;
  }

  #row(row: Row, { timeX }: Layout): SVGTemplateResult {
    const { step, x1, x2, y, text, textX, anchor } = row;
    const { atMs } = step;
    const forward = x2 > x1 ? 1 : -1;
    const line =
      x1 === x2
        ? svg`<circle class="tip" cx=${x1} cy=${y} r="3.5" />`
        : svg`<path class="arrow" d="M${x1} ${y}H${x2 - 5 * forward}" />
          <path class="tip" d="M${x2} ${y}l${-7 * forward} -4v8z" />`;
    const time =
      atMs === undefined
        ? nothing
        : svg`<text class="time" x=${timeX} y=${y + 4} text-anchor="end">+${this.language.format.duration(atMs)}</text>`;
    return svg`<g>${time}${line}<text x=${textX} y=${y - 6} text-anchor=${anchor}>${text}<title>${step.text}</title></text></g>`;
  }
}

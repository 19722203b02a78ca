import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Exchange, ExchangeSummary, Note, Severity } from '../../protocol/types.generated';
import { explainStatus } from '../knowledge/explain';
import { statusClass } from '../model/format';
import { isLatin1, startLine } from '../model/head';
import type { TextKey } from '../model/texts';
import { icon, type IconName, iconStyles } from '../styles/icons';
import { base, buttons, statusColours } from '../styles/shared';
import './copy-button';
import { detailStyles } from './exchange-detail.styles';
import './exchange-verdict';
import { explanation, explanationStyles, opener } from './explanation';
import './header-table';
import type { Language } from './language';
import { liveViewLink } from './live-view-link';
import { part, partStyles } from './part';
import { placeLink } from './place';

const SEVERITIES: Record<Severity, { readonly icon: IconName; readonly text: TextKey }> = {
  error: { icon: 'error', text: 'severity.error' },
  warning: { icon: 'warning', text: 'severity.warning' },
  information: { icon: 'info', text: 'severity.information' },
};

/** One line of a list of facts; nothing where there is no such fact. */
type Fact = readonly [name: TextKey, value: string] | undefined;

/** The chosen exchange: what was asked and answered, who set what, and what came of it. */
@customElement('exchange-detail')
export class ExchangeDetail extends LitElement {
  static override styles = [base, buttons, statusColours, ...iconStyles, partStyles, detailStyles, explanationStyles];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) summary: ExchangeSummary | undefined;
  /** The whole of it; undefined until it is there. */
  @property({ attribute: false }) detail: Exchange | undefined;
  /** Why there is no detail. */
  @property({ attribute: false }) problem: string | undefined;
  /** The site's address in this browser; undefined while it does not run. */
  @property({ attribute: false }) siteUrl: string | undefined;
  /** True where a place in a file can be opened in an editor. */
  @property({ type: Boolean }) editor = false;
  /** What is explained stays so with the next exchange, since the next is mostly asked the same question. */
  readonly #opened = { request: new Set<string>(), response: new Set<string>() };
  @state() private statusOpen = false;

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.region')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { summary, detail } = this;
    if (!summary) return nothing;
    const { texts } = this.language;
    return html`<div class="region" role="region" tabindex="0" aria-label=${texts.text('exchange')}>
      <div class="title">
        <h2 class="mono"><span class="method">${summary.method}</span> ${summary.target}</h2>
      </div>
      ${this.problem === undefined ? nothing : html`<p class="note">${icon('error')} <span>${this.problem}</span></p>`}
      ${detail ? this.#whole(detail) : nothing}
    </div>`;
  }

  /** Each part is drawn by itself: a fault in one leaves the others, which a learner then needs all the more. */
  #whole(exchange: Exchange): TemplateResult {
    return html`
      ${this.#part('verdict', () => this.#verdict(exchange))} ${this.#part('notes', () => this.#notes(exchange.notes))}
      ${this.#part('response', () => this.#message(exchange, 'response'))}
      ${this.#part('request', () => this.#message(exchange, 'request'))}
      ${this.#part('observed', () => this.#observed(exchange))} ${this.#part('script', () => this.#script(exchange))}
      ${this.#part('script.stderr', () => this.#errorOutput(exchange))}
      ${this.#part('script.environment', () => this.#environment(exchange))}
      ${this.#part('timing', () => this.#timing(exchange))}
    `;
  }

  #part<T>(title: TextKey, draw: () => T): T | TemplateResult {
    const name = this.language.texts.text(title);
    return part(
      this.language.texts,
      name,
      draw,
      (sentence) =>
        html`<section aria-label=${name}>
          <h3>${name}</h3>
          ${sentence}
        </section>`,
    );
  }

  #verdict({ verdict }: Exchange): TemplateResult | typeof nothing {
    if (!verdict) return nothing;
    return html`<exchange-verdict .language=${this.language} .verdict=${verdict}></exchange-verdict>`;
  }

  #notes(notes: readonly Note[]): TemplateResult | typeof nothing {
    const { texts } = this.language;
    if (notes.length === 0) return nothing;
    return html`<ul class="notes" aria-label=${texts.text('notes')}>
      ${notes.map((note) => {
        const { severity, message, code, where } = note;
        const kind = SEVERITIES[severity];
        return html`<li class="note" data-code=${code}>
          ${icon(kind.icon)}<span class="visually-hidden">${texts.text(kind.text)}: </span
          ><span
            >${message}${where ? html` ${placeLink(texts, this.editor, where)}` : nothing}${liveViewLink(texts, this.editor, note, this.siteUrl)}</span
          >
        </li>`;
      })}
    </ul>`;
  }

  #message(exchange: Exchange, of: 'response' | 'request'): TemplateResult | typeof nothing {
    const { texts } = this.language;
    const message = exchange[of];
    if (message.head === '') return nothing;
    const response = of === 'response';
    return html`<section aria-label=${texts.text(response ? 'response' : 'request')}>
      <h3>
        <span>${texts.text(response ? 'response' : 'request')}</span>
        <copy-button
          .language=${this.language}
          .text=${message.head}
          .label=${texts.text(response ? 'copyHead.response' : 'copyHead.request')}
        ></copy-button>
      </h3>
      ${response ? this.#statusLine(exchange) : html`<p class="start-line mono">${startLine(message)}</p>`}
      ${isLatin1(message) ? html`<p class="dim">${texts.text('latin1')}</p>` : nothing} ${this.#fields(exchange, of)}
    </section>`;
  }

  /** The status line; its code opens what it means. */
  #statusLine(exchange: Exchange): TemplateResult {
    const line = startLine(exchange.response);
    const [, version = '', status = ''] = /^(\S+ )(\d{3}\b.*)$/s.exec(line) ?? [];
    const kind = `start-line mono status ${statusClass(exchange.status)}`;
    if (status === '') return html`<p class=${kind}>${line}</p>`;
    const id = 'about-status';
    const open = this.statusOpen;
    const name = opener(this.language, status, id, open, this.#toggleStatus);
    return html`<p class=${kind}>${version}${name}</p>
      ${open ? explanation(this.language, id, (book) => explainStatus(book, exchange.status)) : nothing}`;
  }

  readonly #toggleStatus = (): void => {
    this.statusOpen = !this.statusOpen;
    void this.language.library.load().then(() => {
      this.requestUpdate();
    });
  };

  #fields(exchange: Exchange, of: 'response' | 'request'): TemplateResult {
    const { texts } = this.language;
    const label = texts.text(of === 'response' ? 'responseHeaders' : 'requestHeaders');
    return part(texts, label, () =>
      exchange[of].headers.length === 0
        ? html`<p class="dim">${texts.text('noFields')}</p>`
        : this.#table(exchange, of, label),
    );
  }

  #table(
    { method, status, time, request, response }: Exchange,
    side: 'response' | 'request',
    label: string,
  ): TemplateResult {
    const fields = side === 'response' ? response.headers : request.headers;
    return html`<header-table
      .language=${this.language}
      .message=${{ side, fields, request: request.headers, method, status, at: Date.parse(time) }}
      .opened=${this.#opened[side]}
      .label=${label}
      ?editor=${this.editor}
    ></header-table>`;
  }

  #observed({ observed }: Exchange): TemplateResult | typeof nothing {
    if (!observed) return nothing;
    const quirks = observed.compatMode === 'BackCompat' ? 'observed.quirks' : 'observed.standards';
    return this.#facts('observed', [
      ['observed.contentType', observed.contentType],
      ['observed.compatMode', `${this.language.texts.text(quirks)} (${observed.compatMode})`],
      ['observed.characterSet', observed.characterSet],
    ]);
  }

  #script({ script, complete }: Exchange): TemplateResult | typeof nothing {
    if (!script) return nothing;
    const { texts } = this.language;
    const running = complete ? undefined : texts.text('script.running');
    const exit = script.exitCode === null ? running : String(script.exitCode);
    return this.#facts('script', [
      ['script.path', script.path],
      ['script.command', script.command.map(quoted).join(' ')],
      exit === undefined ? undefined : ['script.exit', exit],
      script.signal === '' ? undefined : ['script.signal', script.signal],
    ]);
  }

  #errorOutput({ script }: Exchange): TemplateResult | typeof nothing {
    if (!script || script.stderr === '') return nothing;
    const title = this.language.texts.text('script.stderr');
    return html`<section aria-label=${title}>
      <h3>${title}</h3>
      <pre class="mono" tabindex="0">${script.stderr}</pre>
    </section>`;
  }

  #environment({ script }: Exchange): TemplateResult | typeof nothing {
    if (!script) return nothing;
    const { texts } = this.language;
    return html`<details>
      <summary>${texts.counted('script.env', script.env.length, { count: String(script.env.length) })}</summary>
      <pre class="mono" tabindex="0">${script.env.join('\n')}</pre>
    </details>`;
  }

  #timing({ time, timing, response, request, bytes, complete }: Exchange): TemplateResult {
    const { texts, format } = this.language;
    const size = (count: number): string => texts.counted('size.bytes', count, { count: format.count(count) });
    const end = complete ? format.duration(timing.endMs) : texts.text('timing.unfinished');
    return this.#facts('timing', [
      ['timing.began', format.moment(time)],
      ['timing.requestHead', `+${format.duration(timing.requestHeadMs)}`],
      response.head === '' ? undefined : ['timing.responseHead', `+${format.duration(timing.responseHeadMs)}`],
      ['timing.end', complete ? `+${end}` : end],
      ['size.response', size(bytes)],
      request.body.bytes === 0 ? undefined : ['size.request', size(request.body.bytes)],
    ]);
  }

  #facts(title: TextKey, facts: readonly Fact[]): TemplateResult {
    const { texts } = this.language;
    return html`<section aria-label=${texts.text(title)}>
      <h3>${texts.text(title)}</h3>
      <dl>
        ${facts.map(
          (fact) =>
            fact &&
            html`<dt>${texts.text(fact[0])}</dt>
              <dd class="mono">${fact[1]}</dd>`,
        )}
      </dl>
    </section>`;
  }
}

/** An argument as it would be written for a POSIX shell, so that where one ends can be seen. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

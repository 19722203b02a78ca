import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Exchange } from '../../protocol/types.generated';
import { explainMethod, explainStatus } from '../knowledge/explain';
import { statusClass } from '../model/format';
import { isLatin1, startLine } from '../model/head';
import { piecesOfAddress } from '../model/secrets';
import { Sections } from '../model/sections';
import { iconStyles } from '../styles/icons';
import { base, buttons, statusColours } from '../styles/shared';
import { explanation, explanationStyles, opener } from './explanation';
import './header-table';
import type { Language } from './language';
import { masked, maskStyles, RevealAddressEvent } from './masked';
import { part, partStyles } from './part';
import { visible } from '../model/visible';

/** How the status and the method are named among what is explained. */
const [STATUS, METHOD] = ['status', 'method'] as const;

/** The head of the request or of the response of an exchange, as it crossed the wire: the first line and the fields. */
@customElement('message-head')
export class MessageHead extends LitElement {
  static override styles = [
    base,
    buttons,
    statusColours,
    ...iconStyles,
    partStyles,
    explanationStyles,
    maskStyles,
    css`
      :host {
        display: block;
      }
      p {
        margin: 0;
        padding: 1px 12px;
      }
      .start-line {
        overflow-wrap: anywhere;
        white-space: pre-wrap;
        padding-bottom: 3px;
      }
      .start-line .name {
        color: inherit;
        font-weight: inherit;
        white-space: pre-wrap;
      }
      .start-line .name .icon {
        position: static;
        margin-inline-end: 3px;
      }
      .start-line + .explanation {
        margin-inline: 12px;
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) exchange!: Exchange;
  @property({ attribute: false }) of: 'request' | 'response' = 'response';
  /** Which sections are open: the headers that every browser sends are one. */
  @property({ attribute: false }) sections = Sections.of();
  /** True where the secrets in the address are shown. */
  @property({ type: Boolean }) revealed = false;
  /** True where a place in a file can be opened in an editor. */
  @property({ type: Boolean }) editor = false;
  /** What is explained: the status, and fields as {@link HeaderTable.opened} names them. Kept by whoever gives it. */
  @property({ attribute: false }) opened = new Set<string>();

  protected override render(): TemplateResult {
    const { texts } = this.language;
    return html`${part(texts, texts.text(this.of), () => this.#start())} ${this.#fields()}`;
  }

  #start(): TemplateResult {
    const message = this.exchange[this.of];
    const line = this.of === 'response' ? this.#statusLine() : this.#requestLine();
    return html`${line} ${isLatin1(message) ? html`<p class="dim">${this.language.texts.text('latin1')}</p>` : nothing}`;
  }

  /** The status line; its code opens what it means. */
  #statusLine(): TemplateResult {
    const { response, status: code } = this.exchange;
    const line = startLine(response);
    const [, version = '', status = ''] = /^(\S+ )(\d{3}\b.*)$/s.exec(line) ?? [];
    const kind = `start-line mono status ${statusClass(code)}`;
    if (status === '') return html`<p class=${kind}>${visible(line)}</p>`;
    const id = `about-${STATUS}`;
    const open = this.opened.has(STATUS);
    const name = opener(this.language, status, id, open, () => {
      this.#toggle(STATUS);
    });
    return html`<p class=${kind}>${version}${name}</p>
      ${open ? explanation(this.language, id, (book) => explainStatus(book, code)) : nothing}`;
  }

  /** The request line; its method opens what it means. */
  #requestLine(): TemplateResult {
    const { request, method } = this.exchange;
    const line = startLine(request);
    const kind = 'start-line mono';
    if (method === '' || !line.startsWith(`${method} `)) return html`<p class=${kind}>${visible(line)}</p>`;
    const id = `about-${METHOD}`;
    const open = this.opened.has(METHOD);
    const name = opener(this.language, method, id, open, () => {
      this.#toggle(METHOD);
    });
    const rest = line.slice(method.length);
    const given = piecesOfAddress(rest.replace(/ HTTP\/\S*$/, ''));
    const version = / HTTP\/\S*$/.exec(rest)?.[0] ?? '';
    const reveal = (): unknown => this.dispatchEvent(new RevealAddressEvent());
    return html`<p class=${kind}>${name}${masked(this.language, given, this.revealed, reveal)}${version}</p>
      ${open ? explanation(this.language, id, (book) => explainMethod(book, method)) : nothing}`;
  }

  #toggle(key: typeof STATUS | typeof METHOD): void {
    if (!this.opened.delete(key)) this.opened.add(key);
    this.requestUpdate();
    void this.language.library.load().then(() => {
      this.requestUpdate();
    });
  }

  #fields(): TemplateResult {
    const { texts } = this.language;
    const label = texts.text(this.of === 'response' ? 'responseHeaders' : 'requestHeaders');
    return part(texts, label, () =>
      this.exchange[this.of].headers.length === 0
        ? html`<p class="dim">${texts.text('noFields')}</p>`
        : this.#table(label),
    );
  }

  #table(label: string): TemplateResult {
    const { method, status, time, request } = this.exchange;
    const fields = this.exchange[this.of].headers;
    return html`<header-table
      .language=${this.language}
      .exchange=${this.exchange}
      .sections=${this.sections}
      .message=${{ side: this.of, fields, request: request.headers, method, status, at: Date.parse(time) }}
      .opened=${this.opened}
      .label=${label}
      ?editor=${this.editor}
    ></header-table>`;
  }
}

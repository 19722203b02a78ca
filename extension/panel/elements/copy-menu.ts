import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Exchange } from '../../protocol/types.generated';
import { fromBase64, toLatin1 } from '../model/body/bytes';
import type { Taken } from '../model/copyAs/copied';
import { type Format, FORMAT_NAMES, FORMATS, hasSecrets } from '../model/copyAs/formats';
import { messageOf } from '../model/errors';
import type { Ask } from '../model/transport';
import { icon, iconStyles } from '../styles/icons';
import { base, buttons } from '../styles/shared';
import { actionStyles } from './exchange-actions.styles';
import { SaveEvent } from './body/save';
import type { Language } from './language';
import { SayEvent } from './say';

/** As much of a body as the server keeps and gives at once, in bytes. */
const MOST_BYTES = 1 << 20;

interface Bodies {
  readonly of: Exchange;
  readonly request: Uint8Array;
  readonly response: Uint8Array;
}

/**
 * The menu that copies an exchange for another program. Secrets are left out unless somebody asks for them. The menu is
 * one of buttons (https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/).
 */
@customElement('copy-menu')
export class CopyMenu extends LitElement {
  static override styles = [
    base,
    buttons,
    ...iconStyles,
    actionStyles,
    css`
      :host {
        display: inline-block;
      }
      /* Below the line of the title, wherever in it the button stands. */
      .menu {
        position: absolute;
        top: 100%;
        inset-inline-end: 8px;
        z-index: 4;
        width: max-content;
        max-width: min(320px, 92vw);
        padding: 4px 0;
        background: var(--vscode-menu-background, var(--vscode-editor-background));
        color: var(--vscode-menu-foreground, inherit);
        border: 1px solid var(--vscode-menu-border, var(--vscode-descriptionForeground));
        border-radius: 5px;
        box-shadow: 0 2px 8px rgb(0 0 0 / 30%);
      }
      .item {
        display: flex;
        align-items: center;
        gap: 6px;
        width: 100%;
        min-height: 24px;
        padding: 1px 16px 1px 8px;
        text-align: start;
      }
      .item > .icon {
        visibility: hidden;
      }
      .item[aria-checked='true'] > .icon {
        visibility: visible;
      }
      .item:is(:hover, :focus-visible) {
        background: var(--vscode-menu-selectionBackground, var(--vscode-list-activeSelectionBackground));
        color: var(--vscode-menu-selectionForeground, var(--vscode-list-activeSelectionForeground, inherit));
      }
      .separator {
        margin: 4px 0;
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-descriptionForeground));
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) exchange!: Exchange;
  @property({ attribute: false }) ask!: Ask;
  /** The site's address in this browser; undefined while it does not run. */
  @property({ attribute: false }) siteUrl: string | undefined;
  @state() private open = false;
  /** True where secrets are copied too; for the chosen exchange only. */
  @state() private secrets = false;
  #bodies: Promise<Bodies> | undefined;
  /** Whether there is something to hide; what is in a form is known once its body is there. */
  @state() private hasSecrets = false;

  constructor() {
    super();
    this.addEventListener('focusout', (event) => {
      const { relatedTarget } = event;
      if (!(relatedTarget instanceof Node) || !this.renderRoot.contains(relatedTarget)) this.open = false;
    });
  }

  protected override willUpdate(changes: PropertyValues<this>): void {
    const before = changes.get('exchange');
    if (!changes.has('exchange') || (before?.id === this.exchange.id && before.time === this.exchange.time)) return;
    this.secrets = false;
    this.open = false;
  }

  protected override render(): TemplateResult {
    const { texts } = this.language;
    return html`<button
        class="action"
        aria-haspopup="menu"
        aria-expanded=${this.open}
        title=${texts.text('copyAs.explanation')}
        @click=${this.#toggle}
        @keydown=${this.#buttonKey}
      >
        ${icon('copy')}<span>${texts.text('copyAs')}</span>
      </button>
      ${this.open ? this.#menu() : nothing}`;
  }

  #menu(): TemplateResult {
    const { texts } = this.language;
    return html`<div class="menu" role="menu" aria-label=${texts.text('copyAs.explanation')} @keydown=${this.#menuKey}>
      ${(Object.keys(FORMATS) as Format[])
        .filter((format) => format !== 'rawResponse' || this.exchange.response.head !== '')
        .map((format) => this.#item(format))}
      ${
        this.hasSecrets
          ? html`<div class="separator" role="separator"></div>
              <button
                class="item"
                role="menuitemcheckbox"
                tabindex="-1"
                aria-checked=${this.secrets}
                @click=${() => (this.secrets = !this.secrets)}
              >
                ${icon('check')}${texts.text('copyAs.secrets')}
              </button>`
          : nothing
      }
    </div>`;
  }

  #item(format: Format): TemplateResult {
    return html`<button class="item" role="menuitem" tabindex="-1" @click=${() => void this.#copy(format)}>
      ${icon('check')}${this.language.texts.text(FORMAT_NAMES[format])}
    </button>`;
  }

  /** Writes the exchange for another program. */
  async text(format: Format): Promise<Taken> {
    const bodies = await this.#load();
    const { exchange, secrets } = this;
    return FORMATS[format]({ texts: this.language.texts, exchange, bodies, origin: this.#origin(), secrets });
  }

  /** A site that has ended had the name that the request called it by. */
  #origin(): string {
    const host = this.exchange.request.headers.find(({ name }) => name.toLowerCase() === 'host')?.value ?? 'localhost';
    const url = this.siteUrl ?? `http://${host}/`;
    return URL.canParse(url) ? new URL(url).origin : 'http://localhost';
  }

  async #copy(format: Format): Promise<void> {
    const { texts } = this.language;
    this.#close();
    try {
      const { text, remarks, file } = await this.text(format);
      await navigator.clipboard.writeText(text);
      const told = remarks.map((remark) => texts.text(remark, { file: file ?? '' }));
      this.#tell([texts.text('copyAs.copied', { what: texts.text(FORMAT_NAMES[format]) }), ...told].join(' '));
      if (file !== undefined) this.dispatchEvent(new SaveEvent(file, (await this.#load()).request));
    } catch (error) {
      // A browser may refuse, for one where the page is not shown over a secure connection.
      this.#tell(error instanceof DOMException ? texts.text('copyFailed') : messageOf(error));
    }
  }

  #tell(sentence: string): void {
    this.dispatchEvent(new CopiedEvent(sentence));
    this.dispatchEvent(new SayEvent(sentence));
  }

  /** The bodies, as far as they are kept; asked for when the menu opens, so that a choice does not wait. */
  #load(): Promise<Bodies> {
    const { exchange } = this;
    const load = async (of: 'request' | 'response'): Promise<Uint8Array> => {
      if (exchange[of].body.kept === 0) return new Uint8Array();
      const { dataBase64 } = await this.ask('exchange/body', { id: exchange.id, of, length: MOST_BYTES });
      return fromBase64(dataBase64);
    };
    const loading = (this.#bodies ??= Promise.all([load('request'), load('response')]).then(([request, response]) => ({
      of: exchange,
      request,
      response,
    })));
    return loading.then((bodies) => {
      if (bodies.of === this.exchange) return bodies;
      this.#bodies = undefined;
      return this.#load();
    });
  }

  readonly #toggle = (): void => {
    if (this.open) this.#close();
    else void this.#open(0);
  };

  async #open(index: number): Promise<void> {
    this.hasSecrets = hasSecrets(this.exchange, '');
    this.open = true;
    await this.updateComplete;
    this.#items().at(index)?.focus();
    try {
      const { request } = await this.#load();
      this.hasSecrets = hasSecrets(this.exchange, toLatin1(request));
    } catch {
      this.#bodies = undefined; // the choice asks again, and says what is the matter
    }
  }

  #close(): void {
    this.renderRoot.querySelector<HTMLElement>('.action')?.focus();
    this.open = false;
  }

  #items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.item')];
  }

  readonly #buttonKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    void this.#open(event.key === 'ArrowDown' ? 0 : -1);
  };

  readonly #menuKey = (event: KeyboardEvent): void => {
    const items = this.#items();
    const at = items.findIndex((item) => item.matches(':focus'));
    const to = { ArrowDown: (at + 1) % items.length, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape') this.#close();
    else if (event.key === 'Tab') {
      this.open = false;
      return;
    } else if (to !== undefined) items.at(to)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Tells what was copied, and what is to be known of it. */
export class CopiedEvent extends Event {
  static readonly type = 'vitrina-copied';
  readonly sentence: string;

  constructor(sentence: string) {
    super(CopiedEvent.type, { bubbles: true, composed: true });
    this.sentence = sentence;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'copy-menu': CopyMenu;
  }
}

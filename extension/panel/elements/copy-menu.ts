import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Exchange } from '../../protocol/types.generated';
import { fromBase64, toLatin1 } from '../model/body/bytes';
import type { Taken } from '../model/copyAs/copied';
import { type Format, FORMAT_NAMES, FORMATS, hasSecrets } from '../model/copyAs/formats';
import { messageOf } from '../model/errors';
import type { Ask } from '../model/transport';
import { SaveEvent } from './body/save';
import type { Language } from './language';
import './menu-button';
import type { MenuEvent, MenuItem } from './menu-button';
import { SayEvent } from './say';

/** As much of a body as the server keeps and gives at once, in bytes. */
const MOST_BYTES = 1 << 20;

interface Bodies {
  readonly of: Exchange;
  readonly request: Uint8Array;
  readonly response: Uint8Array;
}

/** The menu that copies an exchange for another program. Secrets are left out unless somebody asks for them. */
@customElement('copy-menu')
export class CopyMenu extends LitElement {
  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) exchange!: Exchange;
  @property({ attribute: false }) ask!: Ask;
  /** The site's address in this browser; undefined while it does not run. */
  @property({ attribute: false }) siteUrl: string | undefined;
  /** True where secrets are copied too; for the chosen exchange only. */
  @state() private secrets = false;
  #bodies: Promise<Bodies> | undefined;
  /** Whether there is something to hide; what is in a form is known once its body is there. */
  @state() private hasSecrets = false;

  protected override willUpdate(changes: PropertyValues<this>): void {
    const before = changes.get('exchange');
    if (!changes.has('exchange') || (before?.id === this.exchange.id && before.time === this.exchange.time)) return;
    this.secrets = false;
  }

  protected override render(): TemplateResult {
    const { texts } = this.language;
    return html`<menu-button
      .label=${texts.text('copyAs')}
      .explanation=${texts.text('copyAs.explanation')}
      .items=${this.#items()}
      @vitrina-menu-open=${this.#opened}
      @vitrina-menu=${this.#chosen}
    ></menu-button>`;
  }

  #items(): MenuItem[] {
    const { texts } = this.language;
    const formats = (Object.keys(FORMATS) as Format[])
      .filter((format) => format !== 'rawResponse' || this.exchange.response.head !== '')
      .map((name) => ({ name, label: texts.text(FORMAT_NAMES[name]) }));
    const secrets = { name: 'secrets', label: texts.text('copyAs.secrets'), checked: this.secrets };
    return this.hasSecrets ? [...formats, secrets] : formats;
  }

  readonly #chosen = ({ item }: MenuEvent): void => {
    if (item === 'secrets') this.secrets = !this.secrets;
    else void this.copy(item as Format, (text) => navigator.clipboard.writeText(text));
  };

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

  /** @param write puts the text on the clipboard */
  async copy(format: Format, write: (text: string) => unknown): Promise<void> {
    const { texts } = this.language;
    try {
      const { text, remarks, file } = await this.text(format);
      await write(text);
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

  readonly #opened = async (): Promise<void> => {
    this.hasSecrets = hasSecrets(this.exchange, { request: '', response: '' });
    try {
      const { request, response } = await this.#load();
      const bodies = { request: toLatin1(request), response: toLatin1(response) };
      this.hasSecrets = hasSecrets(this.exchange, bodies);
    } catch {
      this.#bodies = undefined; // the choice asks again, and says what is the matter
    }
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

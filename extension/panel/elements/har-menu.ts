import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Language } from './language';
import './menu-button';
import type { MenuEvent, MenuItem } from './menu-button';

/** Which exchanges an archive is to have. */
export type HarScope = 'all' | 'filtered' | 'chosen';

/** Asks for an HTTP Archive of exchanges. */
export class ExportHarEvent extends Event {
  static readonly type = 'vitrina-export-har';
  readonly scope: HarScope;
  /** True where cookies, credentials and tokens are to stand in it. */
  readonly secrets: boolean;

  constructor(scope: HarScope, secrets: boolean) {
    super(ExportHarEvent.type, { bubbles: true, composed: true });
    this.scope = scope;
    this.secrets = secrets;
  }
}

/** The menu that writes exchanges into an HTTP Archive. */
@customElement('har-menu')
export class HarMenu extends LitElement {
  @property({ attribute: false }) language!: Language;
  /** True while the list is filtered. */
  @property({ type: Boolean }) filtered = false;
  /** True where an exchange is chosen. */
  @property({ type: Boolean }) chosen = false;
  @state() private secrets = false;

  protected override render(): TemplateResult {
    const { texts } = this.language;
    const items: MenuItem[] = [
      { name: 'all', label: texts.text('har.all') },
      ...(this.filtered ? [{ name: 'filtered', label: texts.text('har.filtered') }] : []),
      ...(this.chosen ? [{ name: 'chosen', label: texts.text('har.chosen') }] : []),
      { name: 'secrets', label: texts.text('copyAs.secrets'), checked: this.secrets },
    ];
    return html`<menu-button
      .icon=${'desktop-download'}
      .label=${'HAR'}
      .explanation=${texts.text('har.explanation')}
      .items=${items}
      @vitrina-menu=${this.#chosen}
    ></menu-button>`;
  }

  readonly #chosen = ({ item }: MenuEvent): void => {
    if (item === 'secrets') {
      this.secrets = !this.secrets;
      return;
    }
    this.dispatchEvent(new ExportHarEvent(item as HarScope, this.secrets));
    this.secrets = false; // for one archive only
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'har-menu': HarMenu;
  }
}

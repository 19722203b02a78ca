import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Export } from '../model/archive';
import type { Language } from './language';
import './menu-button';
import type { MenuEvent, MenuItem } from './menu-button';

/** Which exchanges a file is to have. */
export type ExportScope = 'all' | 'filtered' | 'pinned' | 'chosen';

/** Asks for a file with exchanges. */
export class ExportEvent extends Event {
  static readonly type = 'vitrina-export';
  readonly as: Export;
  readonly scope: ExportScope;
  /** True where cookies, credentials and tokens are to stand in it. */
  readonly secrets: boolean;

  constructor(as: Export, scope: ExportScope, secrets: boolean) {
    super(ExportEvent.type, { bubbles: true, composed: true });
    this.as = as;
    this.scope = scope;
    this.secrets = secrets;
  }
}

/** The menu that writes exchanges into a file: an HTTP Archive, or a page for those who have no Vitrina. */
@customElement('export-menu')
export class ExportMenu extends LitElement {
  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) as: Export = 'har';
  /** True while the list is filtered. */
  @property({ type: Boolean }) filtered = false;
  /** True where exchanges are pinned. */
  @property({ type: Boolean }) pinned = false;
  /** True where an exchange is chosen. */
  @property({ type: Boolean }) chosen = false;
  @state() private secrets = false;

  protected override render(): TemplateResult {
    const { texts } = this.language;
    const items: MenuItem[] = [
      { name: 'all', label: texts.text('har.all') },
      ...(this.filtered ? [{ name: 'filtered', label: texts.text('har.filtered') }] : []),
      ...(this.pinned ? [{ name: 'pinned', label: texts.text('har.pinned') }] : []),
      ...(this.chosen ? [{ name: 'chosen', label: texts.text('har.chosen') }] : []),
      { name: 'secrets', label: texts.text('copyAs.secrets'), checked: this.secrets },
    ];
    return html`<menu-button
      .icon=${this.as === 'har' ? 'desktop-download' : 'export'}
      .label=${this.as.toUpperCase()}
      .explanation=${texts.text(this.as === 'har' ? 'har.explanation' : 'share.explanation')}
      .items=${items}
      @vitrina-menu=${this.#chosen}
    ></menu-button>`;
  }

  readonly #chosen = ({ item }: MenuEvent): void => {
    if (item === 'secrets') {
      this.secrets = !this.secrets;
      return;
    }
    this.dispatchEvent(new ExportEvent(this.as, item as ExportScope, this.secrets));
    this.secrets = false; // for one file only
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'export-menu': ExportMenu;
  }
}

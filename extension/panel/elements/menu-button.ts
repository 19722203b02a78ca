import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon, type IconName, iconStyles } from '../styles/icons';
import { base, buttons } from '../styles/shared';
import { actionStyles } from './exchange-actions.styles';

/** A line of a menu. */
export interface MenuItem {
  readonly name: string;
  readonly label: string;
  /** Whether it is on; absent for what is done at once. */
  readonly checked?: boolean;
}

/** Tells that the menu was opened. */
export class MenuOpenEvent extends Event {
  static readonly type = 'vitrina-menu-open';

  constructor() {
    super(MenuOpenEvent.type);
  }
}

/** Tells what was chosen. */
export class MenuEvent extends Event {
  static readonly type = 'vitrina-menu';
  readonly item: string;

  constructor(item: string) {
    super(MenuEvent.type);
    this.item = item;
  }
}

/**
 * A button with a menu (https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/). What is on or off comes last, and leaves
 * the menu open. The menu stands below the nearest element that has a position.
 */
@customElement('menu-button')
export class MenuButton extends LitElement {
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

  @property({ attribute: false }) icon: IconName = 'copy';
  @property({ attribute: false }) label = '';
  /** What the menu is for. */
  @property({ attribute: false }) explanation = '';
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  @state() private open = false;

  constructor() {
    super();
    this.addEventListener('focusout', (event) => {
      const { relatedTarget } = event;
      if (!(relatedTarget instanceof Node) || !this.renderRoot.contains(relatedTarget)) this.open = false;
    });
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.action')?.focus();
  }

  protected override render(): TemplateResult {
    return html`<button
        class="action"
        aria-haspopup="menu"
        aria-expanded=${this.open}
        title=${this.explanation}
        @click=${this.#toggle}
        @keydown=${this.#buttonKey}
      >
        ${icon(this.icon)}<span>${this.label}</span>
      </button>
      ${this.open ? this.#menu() : nothing}`;
  }

  #menu(): TemplateResult {
    const acts = this.items.filter(({ checked }) => checked === undefined);
    const switches = this.items.filter(({ checked }) => checked !== undefined);
    return html`<div class="menu" role="menu" aria-label=${this.explanation} @keydown=${this.#menuKey}>
      ${acts.map((item) => this.#item(item))}
      ${switches.length > 0 ? html`<div class="separator" role="separator"></div>` : nothing}
      ${switches.map((item) => this.#item(item))}
    </div>`;
  }

  #item({ name, label, checked }: MenuItem): TemplateResult {
    const choose = (): void => {
      if (checked === undefined) this.#close();
      this.dispatchEvent(new MenuEvent(name));
    };
    return html`<button
      class="item"
      role=${checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
      tabindex="-1"
      aria-checked=${checked ?? nothing}
      @click=${choose}
    >
      ${icon('check')}${label}
    </button>`;
  }

  readonly #toggle = (): void => {
    if (this.open) this.#close();
    else void this.#open(0);
  };

  async #open(index: number): Promise<void> {
    this.dispatchEvent(new MenuOpenEvent());
    this.open = true;
    await this.updateComplete;
    this.#lines().at(index)?.focus();
  }

  #close(): void {
    this.focus();
    this.open = false;
  }

  #lines(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.item')];
  }

  readonly #buttonKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    void this.#open(event.key === 'ArrowDown' ? 0 : -1);
  };

  readonly #menuKey = (event: KeyboardEvent): void => {
    const lines = this.#lines();
    const at = lines.findIndex((line) => line.matches(':focus'));
    const to = { ArrowDown: (at + 1) % lines.length, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Tab') this.open = false;
    if (event.key === 'Escape') this.#close();
    else if (to !== undefined) lines.at(to)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'menu-button': MenuButton;
  }
}

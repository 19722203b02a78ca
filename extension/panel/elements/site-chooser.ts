import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { HostChoice } from '../../protocol/panelHost';
import { icon, iconStyles } from '../styles/icons';
import { base, buttons } from '../styles/shared';
import type { Language } from './language';

/** Asks for another site or file to be shown. */
export class ShowChoiceEvent extends Event {
  static readonly type = 'vitrina-show-choice';
  readonly id: string;

  constructor(id: string) {
    super(ShowChoiceEvent.type, { bubbles: true, composed: true });
    this.id = id;
  }
}

/** Asks for a file to be closed. */
export class CloseChoiceEvent extends Event {
  static readonly type = 'vitrina-close-choice';
  readonly id: string;

  constructor(id: string) {
    super(CloseChoiceEvent.type, { bubbles: true, composed: true });
    this.id = id;
  }
}

/** Which of the site that runs and the files that are open is shown; closes files. Only inside VS Code. */
@customElement('site-chooser')
export class SiteChooser extends LitElement {
  static override styles = [
    base,
    buttons,
    ...iconStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 3px 8px 0 12px;
      }
      select {
        flex: 0 1 auto;
        min-width: 0;
        max-width: 100%;
        padding: 2px 4px;
        color: var(--vscode-dropdown-foreground, inherit);
        background: var(--vscode-dropdown-background, var(--vscode-editor-background));
        border: 1px solid var(--vscode-dropdown-border, var(--vscode-descriptionForeground));
        border-radius: 2px;
        font: inherit;
        text-overflow: ellipsis;
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) choices: readonly HostChoice[] = [];
  /** The one that is shown. */
  @property({ attribute: false }) shown = '';

  protected override render(): TemplateResult {
    // An option's attribute no longer counts once somebody has chosen (HTML, “selectedness”): its property does.
    const { texts } = this.language;
    const current = this.choices.find(({ id }) => id === this.shown);
    const close = texts.text('archive.close', { file: current?.name ?? '' });
    return html`<select aria-label=${texts.text('chooser')} @change=${this.#chosen}>
        ${this.choices.map(
          ({ id, name, archive }) =>
            html`<option value=${id} .selected=${live(id === this.shown)}>
              ${archive ? name : texts.text('chooser.site', { name })}
            </option>`,
        )}
      </select>
      ${
        current?.archive
          ? html`<button
              class="tool"
              title=${close}
              aria-label=${close}
              @click=${() => this.dispatchEvent(new CloseChoiceEvent(current.id))}
            >
              ${icon('close')}
            </button>`
          : nothing
      }`;
  }

  readonly #chosen = (event: Event): void => {
    this.dispatchEvent(new ShowChoiceEvent((event.target as HTMLSelectElement).value));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'site-chooser': SiteChooser;
  }
}

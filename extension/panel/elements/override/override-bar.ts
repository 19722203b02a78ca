import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PathOverride } from '../../../protocol/types.generated';
import { inWords } from '../../model/override/override';
import { icon, iconStyles } from '../../styles/icons';
import { base, buttons } from '../../styles/shared';
import { FocusKeeper } from '../focus';
import type { Language } from '../language';
import { SayEvent } from '../say';
import { EditOverrideEvent, UndoOverrideEvent } from './override-events';

/** The paths that are served as something else, above the list as long as there are any. */
@customElement('override-bar')
export class OverrideBar extends LitElement {
  static override styles = [
    base,
    buttons,
    ...iconStyles,
    css`
      section {
        padding: 4px 12px;
        border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
        background: var(--vscode-inputValidation-infoBackground, transparent);
      }
      .line {
        display: flex;
        gap: 8px;
        align-items: start;
      }
      h2 {
        flex: 1;
        margin: 0;
        font-size: inherit;
        font-weight: 600;
      }
      ul {
        max-height: 6.5em;
        margin: 0;
        padding: 0;
        overflow: auto;
        list-style: none;
      }
      .words {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .words > button {
        text-align: start;
      }
      button {
        flex: none;
        min-height: 22px;
        color: var(--vscode-textLink-foreground);
      }
      button:hover {
        text-decoration: underline;
      }
    `,
  ];

  @property({ attribute: false }) language!: Language;
  @property({ attribute: false }) overrides: readonly PathOverride[] = [];
  /** The line whose button was used last, until the list has changed. */
  #undone: number | undefined;

  constructor() {
    super();
    new FocusKeeper(this);
  }

  protected override updated(changes: PropertyValues<this>): void {
    const before = changes.get('overrides');
    if (!before || JSON.stringify(before) === JSON.stringify(this.overrides)) return;
    this.dispatchEvent(new SayEvent(this.#said(before)));
    if (this.#undone === undefined) return;
    const buttons = this.renderRoot.querySelectorAll<HTMLElement>('li .undo');
    buttons[Math.min(this.#undone, buttons.length - 1)]?.focus();
    this.#undone = undefined;
  }

  /** What changed, to those who do not see it. */
  #said(before: readonly PathOverride[]): string {
    const { texts, format } = this.language;
    const known = new Set(before.map((each) => JSON.stringify(each)));
    const changed = this.overrides.find((each) => !known.has(JSON.stringify(each)));
    if (changed) return texts.text('override.said', { path: changed.path, as: inWords(texts, changed.override) });
    const count = this.overrides.length;
    return count === 0 ? texts.text('override.none') : texts.counted('override', count, { count: format.count(count) });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { overrides } = this;
    const { texts, format } = this.language;
    if (overrides.length === 0) return nothing;
    const title = texts.counted('override', overrides.length, { count: format.count(overrides.length) });
    return html`<section aria-label=${texts.text('serveAs')}>
      <div class="line">
        ${icon('arrow-swap')}
        <h2>${title}</h2>
        ${
          overrides.length > 1
            ? html`<button @click=${() => this.dispatchEvent(new UndoOverrideEvent())}>
                ${texts.text('override.undoAll')}
              </button>`
            : nothing
        }
      </div>
      <ul>
        ${repeat(
          overrides,
          ({ siteId, path }) => siteId + path,
          (override, index) => this.#item(override, index),
        )}
      </ul>
    </section>`;
  }

  #item(override: PathOverride, index: number): TemplateResult {
    const { texts } = this.language;
    const { path } = override;
    const undo = (): void => {
      this.#undone = index;
      this.dispatchEvent(new UndoOverrideEvent(override));
    };
    return html`<li class="line">
      <span class="words"
        ><button
          class="mono"
          title=${texts.text('override.edit')}
          @click=${() => this.dispatchEvent(new EditOverrideEvent(override))}
        >
          ${path}
        </button>
        → ${inWords(texts, override.override)}</span
      >
      <button class="undo" aria-label=${texts.text('override.undo.path', { path })} @click=${undo}>
        ${texts.text('override.undo')}
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'override-bar': OverrideBar;
  }
}

import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { base } from '../styles/shared';

/**
 * Says sentences to whoever listens with a screen reader. A live region speaks of what changes in it (WAI-ARIA 1.2,
 * `aria-live`), so the same sentence in the same place is silence: there are two, which take turns, as in VS Code
 * (src/vs/base/browser/ui/aria/aria.ts).
 */
@customElement('live-region')
export class LiveRegion extends LitElement {
  static override styles = [
    base,
    css`
      /* Out of the way: below the page's last part it would make the page longer than the window. */
      :host {
        position: absolute;
        top: 0;
      }
    `,
  ];

  #sentence = '';
  #turn = 0;

  say(sentence: string): void {
    this.#sentence = sentence;
    this.requestUpdate();
  }

  protected override willUpdate(): void {
    this.#turn = 1 - this.#turn;
  }

  protected override render(): TemplateResult[] {
    return [0, 1].map(
      (turn) =>
        html`<div class="visually-hidden" role="status" aria-live="polite">
          ${turn === this.#turn ? this.#sentence : ''}
        </div>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-region': LiveRegion;
  }
}

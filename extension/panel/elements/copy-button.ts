import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon, iconStyles } from '../styles/icons';
import { base, buttons } from '../styles/shared';
import type { Language } from './language';
import { SayEvent } from './say';

/** A button that puts a text on the clipboard, as it is. */
@customElement('copy-button')
export class CopyButton extends LitElement {
  static override styles = [base, buttons, ...iconStyles];

  @property({ attribute: false }) language!: Language;
  /** The text, or what gives it when it is asked for. */
  @property({ attribute: false }) text: string | (() => string) = '';
  /** What the button does, for its tooltip and for screen readers. */
  @property({ attribute: false }) label = '';
  @state() private failed = false;

  protected override render(): TemplateResult {
    const title = this.failed ? this.language.texts.text('copyFailed') : this.label;
    return html`<button class="tool" title=${title} aria-label=${title} @click=${this.#copy}>
      ${icon(this.failed ? 'error' : 'copy')}
    </button>`;
  }

  readonly #copy = async (): Promise<void> => {
    const { texts } = this.language;
    try {
      await navigator.clipboard.writeText(typeof this.text === 'string' ? this.text : this.text());
      this.failed = false;
      this.dispatchEvent(new SayEvent(texts.text('copied')));
    } catch {
      // A browser may refuse, for one where the page is not shown over a secure connection.
      this.failed = true;
      this.dispatchEvent(new SayEvent(texts.text('copyFailed')));
    }
  };
}

// Secrets that are hidden until somebody asks for them. While they are, the page does not hold them.
import { css, html, type TemplateResult } from 'lit';
import type { Piece } from '../model/secrets';
import { icon } from '../styles/icons';
import type { Language } from './language';
import { visible } from '../model/visible';

/** Asks for the secrets in the address of the chosen exchange to be shown. */
export class RevealAddressEvent extends Event {
  static readonly type = 'vitrina-reveal-address';

  constructor() {
    super(RevealAddressEvent.type, { bubbles: true, composed: true });
  }
}

export const maskStyles = css`
  .mask {
    padding: 0 2px;
    border-radius: 3px;
    letter-spacing: 1px;
    cursor: pointer;
    user-select: none;
    background: var(--vscode-textCodeBlock-background);
  }
  @media (forced-colors: active) {
    .mask {
      border: 1px solid;
    }
  }
`;

/** The pieces of a value; the secret ones as dots, which say nothing of their length. A click on them calls `reveal`. */
export function masked({ texts }: Language, given: readonly Piece[], shown: boolean, reveal: () => unknown): unknown[] {
  return given.map(({ text, secret }) =>
    shown || !secret
      ? visible(text)
      : html`<span class="mask" title=${texts.text('secret.show')} @click=${reveal}
          ><span aria-hidden="true">••••••</span
          ><span class="visually-hidden">${texts.text('secret.hidden')}</span></span
        >`,
  );
}

/** Shows and hides the secrets of something with a name. */
export function revealButton({ texts }: Language, name: string, shown: boolean, toggle: () => void): TemplateResult {
  const label = texts.text(shown ? 'secret.hideOf' : 'secret.showOf', { name });
  return html`<button class="tool reveal" title=${label} aria-label=${label} @click=${toggle}>
    ${icon(shown ? 'eye-closed' : 'eye')}
  </button>`;
}

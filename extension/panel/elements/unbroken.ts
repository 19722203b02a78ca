// Names and addresses that keep their parts in one piece: browsers would break a line at any hyphen.
import { css, html, type TemplateResult } from 'lit';
import { visible } from '../model/visible';

export const unbrokenStyles = css`
  .unbroken {
    white-space: pre;
    overflow-wrap: normal;
  }
`;

/** More characters may be wider than the narrowest panel, and then must break somewhere. */
const LONGEST = 26;

/** A header's name, in one piece if it is short. It adds no character to what can be seen of the text. */
export function unbroken(given: string): TemplateResult | string {
  const text = visible(given);
  return text.length > LONGEST ? text : html`<span class="unbroken">${text}</span>`;
}

/** An address: lines end behind a slash, a question mark or an ampersand. */
export function address(text: string): unknown[] {
  return text
    .split(/(?<=[/?&])/)
    .flatMap((piece, index) => (index === 0 ? [unbroken(piece)] : [html`<wbr />`, unbroken(piece)]));
}

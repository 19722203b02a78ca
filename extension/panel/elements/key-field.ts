// The field that decides what a browser does, large enough for a projector.
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Exchange, Header } from '../../protocol/types.generated';
import { keyFieldOf } from '../model/keyField';
import { shortOrigin } from '../model/origin';
import { covered } from '../model/secrets';
import { icon } from '../styles/icons';
import type { Language } from './language';
import { address, unbroken } from './unbroken';
import { visible } from '../model/visible';

export const keyFieldStyles = css`
  .key {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 8px;
    margin: 4px 0 0;
    padding: 0 12px;
    font-size: 1.25em;
    overflow-wrap: anywhere;
  }
  .key > * {
    min-width: 0;
  }
  .key .key-value {
    font-size: inherit;
    font-weight: 700;
  }
  .key .key-name {
    font-size: inherit;
    font-weight: normal;
  }
  .key .key-origin {
    font-size: 0.75em;
    font-weight: normal;
  }
  @container (min-width: 461px) {
    .key .key-origin::before {
      content: '· ';
    }
  }
  .key .icon {
    align-self: center;
  }
`;

/** Content-Type or Location with the one who set it, or that there is no type. */
export function keyField({ texts }: Language, exchange: Exchange): TemplateResult | typeof nothing {
  const key = keyFieldOf(exchange);
  if (!key) return nothing;
  if (key.fields.length === 0) {
    return html`<p class="key none">${icon('warning')}<span class="key-value">${texts.text('key.noType')}</span></p>`;
  }
  return html`${key.fields.map((field) => line(field))}`;

  function line({ name, value, ...by }: Header): TemplateResult {
    const who = shortOrigin(texts, by);
    return html`<p class="key">
      <span class="key-name mono dim">${unbroken(name)}:</span>
      <span class="key-value mono"
        >${name.toLowerCase() === 'location' ? address(covered(value)) : visible(value)}</span
      >
      ${who === undefined ? nothing : html`<span class="key-origin dim">${who}</span>`}
    </p>`;
  }
}

// The menu “Serve as…” of an exchange, and the line that says that its response was served so.
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Exchange, PathOverride } from '../../../protocol/types.generated';
import { inWords, TYPES } from '../../model/override/override';
import { icon } from '../../styles/icons';
import type { Language } from '../language';
import '../menu-button';
import type { MenuEvent, MenuItem } from '../menu-button';
import { type ServeAs, ServeAsEvent, UndoOverrideEvent } from './override-events';

/** One click serves the path of the chosen exchange as something else. */
export function serveAsMenu({ texts }: Language): TemplateResult {
  const items: (MenuItem & { readonly name: ServeAs })[] = [
    ...TYPES.map((type) => ({ name: type, label: type })),
    { name: 'none', label: texts.text('serveAs.none') },
    { name: 'nosniff', label: texts.text('serveAs.nosniff') },
    { name: 'more', label: texts.text('serveAs.more') },
    { name: 'undo', label: texts.text('serveAs.undo') },
  ];
  return html`<menu-button
    .icon=${'arrow-swap'}
    .label=${texts.text('serveAs')}
    .explanation=${texts.text('serveAs.explanation')}
    .items=${items}
    @vitrina-menu=${({ item, currentTarget }: MenuEvent) =>
      currentTarget?.dispatchEvent(new ServeAsEvent(item as ServeAs))}
  ></menu-button>`;
}

export const servedAsStyles = css`
  .served-as > span:not(.icon) {
    flex: 1;
  }
  .served-as > .undo {
    flex: none;
    align-self: start;
    color: var(--vscode-textLink-foreground);
  }
`;

/** What of a response is not as the site sends it; with the way back while the path is still served so. */
export function servedAs(
  { texts }: Language,
  { override }: Exchange,
  active: PathOverride | undefined,
): TemplateResult | typeof nothing {
  if (!override) return nothing;
  const undo = (event: Event): unknown => event.currentTarget?.dispatchEvent(new UndoOverrideEvent(active));
  return html`<p class="note served-as">
    ${icon('arrow-swap')}
    <span>${texts.text('servedAs', { as: inWords(texts, override) })}</span>
    ${active ? html`<button class="link undo" @click=${undo}>${texts.text('override.undo')}</button>` : nothing}
  </p>`;
}

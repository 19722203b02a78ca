// A line in a file, which an editor can show.
import { html, type TemplateResult } from 'lit';
import type { SourceLocation } from '../../protocol/types.generated';
import type { Texts } from '../model/texts';

/** Asks for a file to be shown at a line. */
export class OpenSourceEvent extends Event {
  static readonly type = 'vitrina-open-place';
  readonly place: SourceLocation;

  constructor(place: SourceLocation) {
    super(OpenSourceEvent.type, { bubbles: true, composed: true });
    this.place = place;
  }
}

/** The name and line of a file; a link where there is an editor to show it. The styles are those of buttons. */
export function placeLink(texts: Texts, editor: boolean, where: SourceLocation): TemplateResult {
  const place = `${where.path}:${String(where.line)}`;
  const shown = `${where.path.slice(where.path.lastIndexOf('/') + 1)}:${String(where.line)}`;
  if (!editor) return html`<span class="mono" title=${place}>${shown}</span>`;
  const open = (event: Event): boolean | undefined => event.currentTarget?.dispatchEvent(new OpenSourceEvent(where));
  return html`<button class="link mono" title=${texts.text('openPlace', { place })} @click=${open}>${shown}</button>`;
}

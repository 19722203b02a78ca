// The way to the live view of a page, which follows the page where a tab cannot.
import { html, nothing, type TemplateResult } from 'lit';
import type { Note } from '../../protocol/types.generated';
import type { Texts } from '../model/texts';

/** Asks for a request target to be shown in the editor's live view. */
export class LiveViewEvent extends Event {
  static readonly type = 'vitrina-live-view';
  /** The request target. */
  readonly page: string;

  constructor(page: string) {
    super(LiveViewEvent.type, { bubbles: true, composed: true });
    this.page = page;
  }
}

/**
 * The offer that goes with a note that says why live reload does not follow a page; nothing for other notes. The styles
 * are those of buttons.
 *
 * @param siteUrl the site's address in this browser; undefined while it does not run
 */
export function liveViewLink(
  texts: Texts,
  editor: boolean,
  note: Note,
  siteUrl: string | undefined,
): TemplateResult | typeof nothing {
  const live = note.args?.['live'];
  if (!note.code.startsWith('notFollowed') || live === undefined || siteUrl === undefined) return nothing;
  const url = new URL(live.slice(1), siteUrl);
  const label = texts.text('openLiveView');
  if (!editor) return html` <a href=${url.href} target="_blank" rel="noopener noreferrer">${label}</a>`;
  const page = url.searchParams.get('path') ?? '/';
  const open = (event: Event): boolean | undefined => event.currentTarget?.dispatchEvent(new LiveViewEvent(page));
  return html` <button class="link" @click=${open}>${label}</button>`;
}

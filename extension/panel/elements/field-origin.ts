// Who set a field: a word that opens how it came to it, with the ways there.
import { css, html, nothing, type TemplateResult } from 'lit';
import type { HostSetting } from '../../protocol/panelHost';
import type { Exchange, Header, SetBy } from '../../protocol/types.generated';
import { sourceOf } from '../knowledge/explain';
import { originSentence, settingOf, who } from '../model/origin';
import type { Language } from './language';
import { OpenSourceEvent, placeLink } from './place';

/** Asks for a setting to be shown in the editor. */
export class OpenSettingEvent extends Event {
  static readonly type = 'vitrina-open-setting';
  readonly setting: HostSetting;

  constructor(setting: HostSetting) {
    super(OpenSettingEvent.type, { bubbles: true, composed: true });
    this.setting = setting;
  }
}

export const originStyles = css`
  .by {
    text-align: end;
    flex: 1;
  }
  .by .opener:hover,
  .by .opener:focus-visible,
  .by .opener[aria-expanded='true'] {
    text-decoration: underline dotted;
    text-underline-offset: 3px;
  }
  .origin .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 14px;
  }
`;

/** The word in the field's row, and the line of a script beside it. */
export function originButton(
  { texts }: Language,
  { setBy, where }: Header & { readonly setBy: SetBy },
  id: string,
  given: { readonly open: boolean; readonly editor: boolean; readonly toggle: () => void },
): TemplateResult {
  const { open, editor, toggle } = given;
  const name = who(texts, setBy);
  const title = texts.text('setBy', { who: where ? `${name}, ${where.path}:${String(where.line)}` : name });
  return html`<button
      class="opener"
      title=${title}
      aria-expanded=${open}
      aria-controls=${open ? id : nothing}
      @click=${toggle}
    >
      ${name}</button
    >${where ? html` ${placeLink(texts, editor, where)}` : nothing}`;
}

/** How the field came to be, and where to go: the line, the file, the setting, the standard. */
export function originExplanation(
  language: Language,
  id: string,
  header: Header,
  exchange: Exchange,
  editor: boolean,
): TemplateResult {
  const { texts, library } = language;
  const { setBy, where } = header;
  const setting = editor ? settingOf(header) : undefined;
  const { file } = exchange;
  const ways: unknown[] = [];
  if (where) ways.push(placeLink(texts, editor, where));
  if (setBy === 'file' && editor && file) ways.push(fileLink(language, file.path));
  if (setting) ways.push(settingLink(language, setting));
  const source = setBy === 'server' && library.book ? sourceOf(library.book, header.name) : undefined;
  if (source) {
    ways.push(
      html`<a href=${source.url} target="_blank" rel="noopener noreferrer" title=${source.url}>${source.label}</a>`,
    );
  }
  return html`<div class="explanation origin" id=${id}>
    <p>${originSentence(texts, header, exchange)}</p>
    ${ways.length === 0 ? nothing : html`<p class="ways">${ways}</p>`}
  </div>`;
}

function fileLink({ texts }: Language, path: string): TemplateResult {
  const open = (event: Event): boolean | undefined =>
    event.currentTarget?.dispatchEvent(new OpenSourceEvent({ path, line: 1 }));
  return html`<button class="link mono" title=${texts.text('openPlace', { place: path })} @click=${open}>
    ${path}
  </button>`;
}

function settingLink({ texts }: Language, setting: HostSetting): TemplateResult {
  const open = (event: Event): boolean | undefined => event.currentTarget?.dispatchEvent(new OpenSettingEvent(setting));
  return html`<button class="link mono" title=${texts.text('openSettings')} @click=${open}>${setting}</button>`;
}

// What the page says of a file whose exchanges it shows, in the place of a site's facts.
import { html, nothing, type TemplateResult } from 'lit';
import type { Archive, Site } from '../../protocol/types.generated';
import { nameOf } from '../model/archive';
import { icon } from '../styles/icons';
import type { Language } from './language';

/** The file's name, and that nothing runs. */
export function archiveFacts({ texts }: Language, { root, archive }: Site & { archive: Archive }): TemplateResult {
  const by = archive.creator === '' ? '' : texts.text('archive.creator', { creator: archive.creator });
  return html`<span class="fact" title=${root}>${icon('file-zip')}<span>${nameOf(root)}</span></span>
    <div class="facts">
      <span class="fact" title=${texts.text('archive.explanation')}
        >${icon('debug-disconnect')}<span>${texts.text('archive')}</span></span
      >
      ${by === '' ? nothing : html`<span class="fact" title=${by}>${icon('info')}<span>${by}</span></span>`}
    </div>`;
}

/** What of the file is not as it was sent. */
export function archiveRemarks({ texts, format }: Language, { exchanges, rebuilt, skipped }: Archive): string[] {
  const count = (n: number): { count: string } => ({ count: format.count(n) });
  return [
    ...(rebuilt > 0
      ? [rebuilt === exchanges ? texts.text('archive.rebuilt') : texts.text('archive.rebuilt.some')]
      : []),
    ...(skipped > 0 ? [texts.counted('archive.skipped', skipped, count(skipped))] : []),
  ];
}

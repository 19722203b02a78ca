// What is worth knowing about an exchange: faults, remarks in small letters, and the rest behind a line that opens.
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Note, Severity } from '../../protocol/types.generated';
import type { RankedNotes } from '../model/notes';
import type { TextKey } from '../model/texts';
import { coveredSentence } from '../model/secrets';
import { icon, type IconName } from '../styles/icons';
import type { Language } from './language';
import { liveViewLink } from './live-view-link';
import { placeLink } from './place';

const SEVERITIES: Record<Severity, { readonly icon: IconName; readonly text: TextKey }> = {
  error: { icon: 'error', text: 'severity.error' },
  warning: { icon: 'warning', text: 'severity.warning' },
  information: { icon: 'info', text: 'severity.information' },
};

export const noteStyles = css`
  .notes {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .note {
    display: flex;
    gap: 6px;
    padding: 2px 12px;
    overflow-wrap: anywhere;
  }
  .note .icon {
    margin-top: 1px;
  }
  .note > :last-child {
    min-width: 0;
    white-space: pre-wrap;
  }
  .small,
  .more-notes {
    font-size: 0.92em;
    color: var(--vscode-descriptionForeground);
  }
  .more-notes summary {
    padding: 3px 12px;
    cursor: pointer;
  }
`;

/** Where a note leads. */
interface Ways {
  readonly editor: boolean;
  readonly siteUrl: string | undefined;
}

/** Errors and warnings, the worst first. */
export function faultList(language: Language, { faults }: RankedNotes, ways: Ways): TemplateResult | typeof nothing {
  return list(language, faults, ways, '');
}

/** Remarks, and what few look for, which is there for whoever opens it. */
export function remarkList(
  language: Language,
  { faults, remarks, more }: RankedNotes,
  ways: Ways,
): TemplateResult | typeof nothing {
  const count = { count: language.format.count(more.length) };
  const title = language.texts.counted(
    faults.length + remarks.length > 0 ? 'notes.more' : 'notes.all',
    more.length,
    count,
  );
  return html`${list(language, remarks, ways, 'small')}
  ${
    more.length === 0
      ? nothing
      : html`<details class="more-notes">
          <summary>${title}</summary>
          ${list(language, more, ways, 'small')}
        </details>`
  }`;
}

function list(
  { texts }: Language,
  notes: readonly Note[],
  { editor, siteUrl }: Ways,
  size: string,
): TemplateResult | typeof nothing {
  if (notes.length === 0) return nothing;
  return html`<ul class="notes ${size}" aria-label=${texts.text('notes')}>
    ${notes.map((note) => {
      const { severity, message, code, where } = note;
      const kind = SEVERITIES[severity];
      return html`<li class="note" data-code=${code}>
        ${icon(kind.icon)}<span class="visually-hidden">${texts.text(kind.text)}: </span
        ><span
          >${coveredSentence(message)}${where ? html` ${placeLink(texts, editor, where)}` : nothing}${liveViewLink(texts, editor, note, siteUrl)}</span
        >
      </li>`;
    })}
  </ul>`;
}

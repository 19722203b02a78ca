// The lines of the list. A screen reader reads a line as it is seen; what an icon says, it is told in words.
import { html, nothing, type TemplateResult } from 'lit';
import { statusClass } from '../model/format';
import { isOwnRequest, type Use, useOf } from '../model/gist';
import type { ExchangeSummary } from '../../protocol/types.generated';
import { inWords } from '../model/override/override';
import { changedFiles, outcomeOf, outcomeText, tookOf } from '../model/outcome';
import type { ExchangeRow, GapRow, ReloadRow, Row } from '../model/rows';
import { icon } from '../styles/icons';
import { isCover } from '../model/predict/cover';
import { covered } from '../model/secrets';
import type { Language } from './language';
import { coveredStatus } from './predict/covered-row';
import { visible } from '../model/visible';

/** Where a line stands. */
export interface RowPosition {
  readonly index: number;
  /** How many lines there are. */
  readonly count: number;
  readonly chosen: boolean;
}

export const rowId = (index: number): string => `row-${String(index)}`;

/** A line of the list. */
export function drawRow(language: Language, row: Row, position: RowPosition): TemplateResult {
  switch (row.kind) {
    case 'exchange':
      return exchange(language, row, position);
    case 'reload':
      return reload(language, row, position);
    case 'gap':
      return gap(language, row, position);
  }
}

/** The names of the columns. */
export function captions({ texts }: Language): TemplateResult {
  return html`<div class="row captions dim" aria-hidden="true">
    <span class="cell status">${texts.text('column.status')}</span>
    <span class="cell method">${texts.text('column.method')}</span>
    <span class="cell path">${texts.text('column.path')}</span>
    <span class="second">
      <span class="cell type">${texts.text('column.type')}</span>
      <span class="cell use">${texts.text('column.use')}</span>
      <span class="cell duration">${texts.text('column.time')}</span>
      <span class="cell size">${texts.text('column.size')}</span>
    </span>
  </div>`;
}

function exchange(language: Language, { summary }: ExchangeRow, position: RowPosition): TemplateResult {
  const { texts, format } = language;
  const { method, status, notes, complete } = summary;
  const target = covered(summary.target);
  const bytes = texts.counted('size.bytes', summary.bytes, { count: format.count(summary.bytes) });
  const used = useOf(texts, summary);
  const worst = notes.find(({ severity }) => severity === 'error') ?? notes.find((n) => n.severity === 'warning');
  const remarks = [
    ...(notes.length > 0 ? [texts.counted('row.notes', notes.length, { count: format.count(notes.length) })] : []),
    ...(summary.pinned ? [texts.text('pinned')] : []),
    ...(summary.note ? [texts.text('row.note', { note: summary.note })] : []),
    ...(summary.replay ? [texts.text('replayed')] : []),
    ...(summary.override ? [texts.text('servedAs', { as: inWords(texts, summary.override) })] : []),
  ];
  const part = summary.gist?.askedBy !== undefined && summary.gist.destination !== 'document';
  return html`<div
    class="row ${part ? 'part' : ''} ${isOwnRequest(summary) ? 'own' : ''}"
    role="option"
    id=${rowId(position.index)}
    aria-selected=${position.chosen}
    aria-setsize=${position.count}
    aria-posinset=${position.index + 1}
    data-index=${position.index}
  >
    ${
      isCover(summary)
        ? coveredStatus(language)
        : html`<span class="cell status ${statusClass(status)}"
            >${status > 0 ? String(status) : withoutStatus(language, complete)}</span
          >`
    }
    <span class="cell method">${visible(method)}</span>
    <span class="cell path" title=${summary.note ? `${target}\n${visible(summary.note)}` : target}
      >${worst && used?.alarm !== 'error' ? icon(worst.severity === 'error' ? 'error' : 'warning') : nothing}${summary.pinned ? icon('pinned') : nothing}${summary.note ? icon('note') : nothing}${summary.replay ? icon('debug-restart') : nothing}${summary.override ? icon('arrow-swap') : nothing}${target}</span
    >
    <span class="second">
      ${type(language, summary)} ${use(used)}
      <span class="cell duration" title=${format.moment(summary.time)}
        >${complete ? format.duration(summary.durationMs) : '…'}</span
      >
      ${isCover(summary) ? html`<span class="cell size"></span>` : html`<span class="cell size" title=${bytes}>${format.size(summary.bytes)}</span>`}
    </span>
    ${remarks.map((remark) => html`<span class="visually-hidden">${remark}</span>`)}
  </div>`;
}

/** Whoever asked may be gone before there is a response. */
function withoutStatus({ texts }: Language, complete: boolean): TemplateResult {
  return html`<span aria-hidden="true">${complete ? '—' : '…'}</span
    ><span class="visually-hidden">${texts.text(complete ? 'noResponse' : 'pending')}</span>`;
}

/** A 304 has no type because it has no content: the browser keeps the one it got before (RFC 9110, section 15.4.5). */
const NOT_MODIFIED = 304;

function type({ texts }: Language, { contentType, status, gist }: ExchangeSummary): TemplateResult {
  // What leads elsewhere needs no type, and what has not come has none yet.
  const without = status === 0 || gist?.fate === 'redirected' || gist?.fate === 'empty';
  const absent = without ? '' : texts.text(status === NOT_MODIFIED ? 'notModified' : 'noType');
  const shown = visible(contentType ?? absent);
  return html`<span class="cell type ${contentType === null ? 'none' : ''}" title=${shown}>${essence(shown)}</span>`;
}

/** A type without its parameters: the column is narrow, and the tooltip has the rest. */
const essence = (type: string): string => type.replace(/;.*$/s, '');

/** As what a browser uses it, and for which page. */
function use({ words, more = '', alarm }: Use = { words: '' }): TemplateResult {
  return html`<span class="cell use ${alarm ?? ''}" title=${words + more}
    >${alarm ? icon(alarm) : nothing}${words}<span class="more">${more}</span></span
  >`;
}

function reload(language: Language, { reload }: ReloadRow, position: RowPosition): TemplateResult {
  const { texts, format } = language;
  const took = tookOf(reload);
  const files = visible(changedFiles(reload));
  return html`<div
    class="row reload"
    role="option"
    id=${rowId(position.index)}
    aria-selected=${position.chosen}
    aria-setsize=${position.count}
    aria-posinset=${position.index + 1}
    data-index=${position.index}
    data-outcome=${outcomeOf(reload)}
  >
    <span class="cell status">${icon(reload.kind === 'none' ? 'circle-slash' : 'refresh')}</span>
    <span class="cell method">${texts.text('reload.change')}</span>
    <span class="cell path" title=${files}>${files}</span>
    <span class="cell outcome" title=${visible(reload.reason)}>${outcomeText(texts, reload)}</span>
    <span class="visually-hidden">${visible(reload.reason)}</span>
    <span class="cell duration" title=${format.moment(reload.time)}
      >${took === undefined ? '' : format.duration(took)}</span
    >
  </div>`;
}

function gap({ texts, format }: Language, { missing }: GapRow, { index, count }: RowPosition): TemplateResult {
  return html`<div
    class="row gap"
    role="option"
    id=${rowId(index)}
    aria-selected="false"
    aria-disabled="true"
    aria-setsize=${count}
    aria-posinset=${index + 1}
    title=${texts.text('gap.explanation')}
  >
    <span>${texts.counted('gap', missing, { count: format.count(missing) })}</span>
  </div>`;
}

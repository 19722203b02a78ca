// The cells of a line of the list of which nobody may see what came of it.
import { html, type TemplateResult } from 'lit';
import type { Language } from '../language';

/** In place of the status. */
export const coveredStatus = ({ texts }: Language): TemplateResult =>
  html`<span class="cell status pending" title=${texts.text('predict.row')}
    ><span aria-hidden="true">?</span><span class="visually-hidden">${texts.text('predict.row')}</span></span
  >`;

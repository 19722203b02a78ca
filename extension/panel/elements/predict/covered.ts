// What stands in the details in place of what is covered.
import { html, type TemplateResult } from 'lit';
import type { Exchange } from '../../../protocol/types.generated';
import type { Reason } from '../../model/predict/predicting';
import { icon } from '../../styles/icons';
import type { Language } from '../language';
import './predict-questions';
import './predict-result';

/** The questions about an exchange, or why there are none yet. */
export function covered(language: Language, exchange: Exchange | undefined, reason: Reason): TemplateResult {
  if (reason === 'switch' && exchange?.complete)
    return html`<predict-questions .language=${language} .exchange=${exchange}></predict-questions>`;
  const sentence = language.texts.text(reason === 'lesson' ? 'predict.lesson' : 'predict.pending');
  return html`<p class="note">${icon('eye-closed')} <span>${sentence}</span></p>`;
}

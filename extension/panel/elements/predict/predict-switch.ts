// The teacher's switch, in the line of the site, and the tally beside it.
import { html, nothing, type TemplateResult } from 'lit';
import type { Tally } from '../../model/predict/predicting';
import { icon } from '../../styles/icons';
import type { Language } from '../language';
import { TogglePredictEvent } from './predict-events';

/** What the switch shows. */
export interface PredictState {
  readonly on: boolean;
  readonly tally: Tally;
}

export function predictSwitch({ texts, format }: Language, { on, tally }: PredictState): TemplateResult {
  const toggle = (event: Event): boolean | undefined => event.currentTarget?.dispatchEvent(new TogglePredictEvent());
  const counts = { right: format.count(tally.right), asked: format.count(tally.asked) };
  return html`${
      on && tally.asked > 0
        ? html`<span class="tally" title=${texts.text('predict.tally.explanation')}
            >${texts.text('predict.tally', counts)}</span
          >`
        : nothing
    }
    <button
      class="tool"
      title=${texts.text('predict.explanation')}
      aria-label=${texts.text('predict')}
      aria-pressed=${on}
      @click=${toggle}
    >
      ${icon('eye-closed')}
    </button>`;
}

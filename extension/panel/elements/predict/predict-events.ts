// What is done to predict first, for the page to hand on.
import type { PanelModel } from '../../model/panelModel';
import type { QuestionName } from '../../model/predict/questions';
import { SayEvent } from '../say';

/** Asks for what came of exchanges to be covered until somebody answered, or not any more. */
export class TogglePredictEvent extends Event {
  static readonly type = 'vitrina-toggle-predict';

  constructor() {
    super(TogglePredictEvent.type, { bubbles: true, composed: true });
  }
}

/** Tells what somebody expects of the chosen exchange. */
export class PredictEvent extends Event {
  static readonly type = 'vitrina-predict';
  readonly chosen: Readonly<Partial<Record<QuestionName, string>>>;

  constructor(chosen: Readonly<Partial<Record<QuestionName, string>>>) {
    super(PredictEvent.type, { bubbles: true, composed: true });
    this.chosen = chosen;
  }
}

/** Asks for the chosen exchange to be shown although nobody answered. */
export class UncoverEvent extends Event {
  static readonly type = 'vitrina-uncover';

  constructor() {
    super(UncoverEvent.type, { bubbles: true, composed: true });
  }
}

/** Hands what the user does on to the model. */
export function handPredictingOn(page: HTMLElement, model: () => PanelModel | undefined): void {
  page.addEventListener(TogglePredictEvent.type, () => {
    const predicting = model()?.predicting;
    if (predicting) predicting.on = !predicting.on;
    page.dispatchEvent(new SayEvent('')); // a screen reader could still read what was said of a failure
  });
  page.addEventListener(PredictEvent.type, (event) => {
    const { predicting, detail } = model() ?? {};
    if (detail) predicting?.answer(detail, (event as PredictEvent).chosen);
  });
  page.addEventListener(UncoverEvent.type, () => {
    const { predicting, chosen } = model() ?? {};
    if (chosen) predicting?.show(chosen);
  });
}

// What the user does with exchanges in time, for the page to hand on.
import type { ExchangeSummary } from '../../protocol/types.generated';
import { NoteEvent } from './exchange-note';
import type { Failure } from './failure';
import { exchangeRow } from '../model/rows';
import type { PanelModel } from '../model/panelModel';

/** Asks for the chosen exchange to be kept, or not. */
export class PinEvent extends Event {
  static readonly type = 'vitrina-pin';
  readonly pinned: boolean;

  constructor(pinned: boolean) {
    super(PinEvent.type, { bubbles: true, composed: true });
    this.pinned = pinned;
  }
}

/** Asks for all exchanges to be compared with the chosen one, or each with its last again. */
export class HoldEvent extends Event {
  static readonly type = 'vitrina-hold';
  readonly held: boolean;

  constructor(held: boolean) {
    super(HoldEvent.type, { bubbles: true, composed: true });
    this.held = held;
  }
}

/** Asks for the chosen exchange to be compared with another. */
export class CompareEvent extends Event {
  static readonly type = 'vitrina-compare';
  readonly base: ExchangeSummary;

  constructor(base: ExchangeSummary) {
    super(CompareEvent.type, { bubbles: true, composed: true });
    this.base = base;
  }
}

/** Asks for the exchange before the chosen one in its history, or the one after. */
export class StepEvent extends Event {
  static readonly type = 'vitrina-step';
  readonly towards: 'earlier' | 'later';

  constructor(towards: 'earlier' | 'later') {
    super(StepEvent.type, { bubbles: true, composed: true });
    this.towards = towards;
  }
}

/**
 * Hands what the user does on to the model. Alt with an arrow up or down goes through the history, save from fields, whose
 * own key it is: it opens a select and what a datalist proposes, and on macOS moves through a text.
 */
export function handTimeOn(page: HTMLElement, model: () => PanelModel | undefined, failure: Failure): void {
  const step = (towards: 'earlier' | 'later'): void => {
    const summary = model()?.time.step(towards);
    if (!summary) return;
    // What had the focus in the details is gone until those of the other exchange are there.
    const focused = page.shadowRoot?.activeElement;
    if (focused instanceof HTMLElement && focused.localName === 'exchange-detail') focused.focus();
    failure.forget();
    model()?.choose(exchangeRow(summary));
  };
  page.addEventListener(HoldEvent.type, (event) => {
    model()?.time.hold((event as HoldEvent).held);
  });
  page.addEventListener(CompareEvent.type, (event) => {
    model()?.time.compareWith((event as CompareEvent).base);
  });
  page.addEventListener(StepEvent.type, (event) => {
    step((event as StepEvent).towards);
  });
  page.addEventListener('keydown', (event) => {
    const towards = ({ ArrowUp: 'earlier', ArrowDown: 'later' } as const)[event.key];
    if (!towards || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const [at] = event.composedPath();
    if (at instanceof Element && at.matches('input, textarea, select')) return;
    const { composing, overriding, time } = model() ?? {};
    // Behind a form nobody sees what is chosen.
    if (composing?.draft || overriding?.draft || !time?.step(towards)) return;
    event.preventDefault();
    step(towards);
  });
  page.addEventListener(PinEvent.type, (event) => {
    failure.of(model()?.time.pin((event as PinEvent).pinned));
  });
  page.addEventListener(NoteEvent.type, (event) => {
    const { on, note } = event as NoteEvent;
    failure.of(model()?.time.annotate(on, note));
  });
}

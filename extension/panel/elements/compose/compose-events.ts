// What the user does to send requests, for the page to hand on.
import type { Draft } from '../../model/compose/draft';
import type { PanelModel } from '../../model/panelModel';

/** Asks for the request of the chosen exchange to be sent again, as it was. */
export class SendAgainEvent extends Event {
  static readonly type = 'vitrina-send-again';

  constructor() {
    super(SendAgainEvent.type, { bubbles: true, composed: true });
  }
}

/** Asks to write a request: that of the chosen exchange changed, or one from nothing. */
export class ComposeEvent extends Event {
  static readonly type = 'vitrina-compose';
  readonly from: 'chosen' | 'nothing';

  constructor(from: 'chosen' | 'nothing') {
    super(ComposeEvent.type, { bubbles: true, composed: true });
    this.from = from;
  }
}

/** Hands on what was written so far; undefined where it is given up. */
export class DraftEvent extends Event {
  static readonly type = 'vitrina-draft';
  readonly draft: Draft | undefined;

  constructor(draft: Draft | undefined) {
    super(DraftEvent.type, { bubbles: true, composed: true });
    this.draft = draft;
  }
}

/** Asks for the draft to be sent. */
export class SendDraftEvent extends Event {
  static readonly type = 'vitrina-send-draft';

  constructor() {
    super(SendDraftEvent.type, { bubbles: true, composed: true });
  }
}

/** Hands what the user does on to the model. */
export function handComposingOn(page: HTMLElement, model: () => PanelModel | undefined): void {
  page.addEventListener(SendAgainEvent.type, () => {
    const { chosen, composing } = model() ?? {};
    if (chosen) void composing?.sendAgain(chosen.id);
  });
  page.addEventListener(ComposeEvent.type, (event) => {
    const { site, composing } = model() ?? {};
    if ((event as ComposeEvent).from === 'chosen') model()?.edit();
    else if (site) composing?.begin({ siteId: site.id, host: new URL(site.url).host });
  });
  page.addEventListener(DraftEvent.type, (event) => {
    model()?.composing.write((event as DraftEvent).draft);
  });
  page.addEventListener(SendDraftEvent.type, () => {
    void model()?.composing.send();
  });
}

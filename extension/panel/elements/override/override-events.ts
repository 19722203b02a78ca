// What the user does with “Serve as”, for the page to hand on.
import type { PathOverride } from '../../../protocol/types.generated';
import { type OverrideDraft } from '../../model/override/draft';
import type { TYPES } from '../../model/override/override';
import { withCharset } from '../../model/override/override';
import type { PanelModel } from '../../model/panelModel';
import { ComposeEvent } from '../compose/compose-events';

/** What the menu offers for the path of the chosen exchange: a type, none, nosniff, or all of it in a form. */
export type ServeAs = (typeof TYPES)[number] | 'none' | 'nosniff' | 'more' | 'undo';

/** Asks for the path of the chosen exchange to be served as something else. */
export class ServeAsEvent extends Event {
  static readonly type = 'vitrina-serve-as';
  readonly as: ServeAs;

  constructor(as: ServeAs) {
    super(ServeAsEvent.type, { bubbles: true, composed: true });
    this.as = as;
  }
}

/** Asks to change how a path is served. */
export class EditOverrideEvent extends Event {
  static readonly type = 'vitrina-override-edit';

  constructor(readonly override: PathOverride) {
    super(EditOverrideEvent.type, { bubbles: true, composed: true });
  }
}

/** Asks for a path to be served as the site does again; without one, all. */
export class UndoOverrideEvent extends Event {
  static readonly type = 'vitrina-override-undo';

  constructor(readonly override?: PathOverride) {
    super(UndoOverrideEvent.type, { bubbles: true, composed: true });
  }
}

/** Hands on what was written into the form; undefined where it is given up. */
export class OverrideDraftEvent extends Event {
  static readonly type = 'vitrina-override-draft';

  constructor(readonly draft: OverrideDraft | undefined) {
    super(OverrideDraftEvent.type, { bubbles: true, composed: true });
  }
}

/** Asks for what is written in the form to be done. */
export class ApplyOverrideEvent extends Event {
  static readonly type = 'vitrina-override-apply';

  constructor() {
    super(ApplyOverrideEvent.type, { bubbles: true, composed: true });
  }
}

/** Hands what the user does on to the model. */
export function handOverridesOn(page: HTMLElement, model: () => PanelModel | undefined): void {
  const on = (type: string, handle: (event: Event, model: PanelModel) => void): void => {
    page.addEventListener(type, (event) => {
      const now = model();
      if (now) handle(event, now);
    });
  };
  on(ServeAsEvent.type, (event, now) => {
    serve(now, (event as ServeAsEvent).as);
  });
  on(EditOverrideEvent.type, (event, { composing, overriding }) => {
    const { siteId, path } = (event as EditOverrideEvent).override;
    composing.leave();
    overriding.begin(siteId, path);
  });
  on(UndoOverrideEvent.type, (event, { overriding }) => {
    const { override } = event as UndoOverrideEvent;
    void (override ? overriding.undo(override.siteId, override.path) : overriding.undoAll());
  });
  on(OverrideDraftEvent.type, (event, { overriding }) => {
    overriding.write((event as OverrideDraftEvent).draft);
  });
  on(ApplyOverrideEvent.type, (_, { overriding }) => {
    void overriding.apply();
  });
  on(ComposeEvent.type, (_, { overriding }) => {
    overriding.leave();
  });
}

function serve({ chosen, composing, overriding }: PanelModel, as: ServeAs): void {
  if (!chosen) return;
  const { siteId, target, contentType } = chosen;
  const fields = overriding.of(siteId, target)?.override.fields ?? [];
  switch (as) {
    case 'more':
      composing.leave();
      overriding.begin(siteId, target, contentType ?? undefined);
      break;
    case 'undo':
      void overriding.undo(siteId, target);
      break;
    case 'none':
      void overriding.add(siteId, target, { contentType: '' });
      break;
    case 'nosniff': {
      const name = 'X-Content-Type-Options';
      const others = fields.filter((each) => each.name.toLowerCase() !== name.toLowerCase());
      void overriding.add(siteId, target, { fields: [...others, { name, value: as }] });
      break;
    }
    default:
      void overriding.add(siteId, target, { contentType: withCharset(as, contentType) });
  }
}

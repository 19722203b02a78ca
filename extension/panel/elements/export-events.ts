// Files that the user asks for, for the page to hand on.
import { exported, exportName } from '../model/archive';
import type { PanelModel } from '../model/panelModel';
import { SaveEvent } from './body/save';
import { ExportEvent, type ExportScope } from './export-menu';
import type { Failure } from './failure';
import type { Language } from './language';
import { SayEvent } from './say';

/** Makes the files that are asked for. */
export function handExportsOn(
  page: HTMLElement,
  model: () => PanelModel | undefined,
  language: () => Language | undefined,
  failure: Failure,
): void {
  page.addEventListener(ExportEvent.type, (event) => {
    const { as, scope, secrets } = event as ExportEvent;
    const current = model();
    if (!current) return;
    const { siteId, ask } = current;
    const ids = idsOf(current, scope);
    const asked = exported(ask, as, { ...(siteId !== undefined && { siteId }), ...(ids && { ids }), redact: !secrets });
    const done = asked.then((bytes) => {
      page.dispatchEvent(new SaveEvent(exportName(as, new Date()), bytes));
      page.dispatchEvent(new SayEvent(language()?.texts.text(as === 'har' ? 'har.done' : 'share.done') ?? ''));
    });
    failure.of(done);
  });
}

/** The exchanges that are meant; undefined for all. */
function idsOf(model: PanelModel, scope: ExportScope): string[] | undefined {
  switch (scope) {
    case 'all':
      return undefined;
    case 'filtered':
      return model.filtered.rows.flatMap((row) => (row.kind === 'exchange' ? [row.summary.id] : []));
    case 'pinned':
      return [...model.store.all()].filter(({ pinned }) => pinned).map(({ id }) => id);
    case 'chosen':
      return model.chosen ? [model.chosen.id] : [];
  }
}

// Forgetting exchanges, for the page to hand on.
import type { PanelModel } from '../model/panelModel';
import type { Failure } from './failure';
import type { Language } from './language';
import { SayEvent } from './say';
import { ClearEvent } from './site-header';

/** Has the exchanges forgotten, and says what is left. */
export function handClearOn(
  page: HTMLElement,
  model: () => PanelModel | undefined,
  language: () => Language | undefined,
  failure: Failure,
): void {
  const clear = async (): Promise<void> => {
    await model()?.clear();
    const { texts, format } = language() ?? {};
    const pinned = model()?.pinnedCount ?? 0;
    if (!texts || !format || pinned === 0) return;
    page.dispatchEvent(new SayEvent(texts.counted('cleared.pinned', pinned, { count: format.count(pinned) })));
  };
  page.addEventListener(ClearEvent.type, () => {
    failure.of(clear());
  });
}

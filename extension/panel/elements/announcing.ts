import { covered } from '../model/secrets';
import type { PanelModel } from '../model/panelModel';
import type { Language } from './language';
import { SayEvent } from './say';

/** Milliseconds between two announcements: a page that fails in twenty places is one message, not twenty. */
const BETWEEN_ANNOUNCEMENTS = 3000;

/** Says which exchanges failed, to those who do not see the list. */
export class Announcing {
  readonly #page: HTMLElement;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  /** @param page says the sentences */
  constructor(page: HTMLElement) {
    this.#page = page;
  }

  /** To be called whenever the model changed. */
  announce(model: PanelModel | undefined, language: Language | undefined): void {
    if (this.#quiet !== undefined || !model || !language) return;
    const next = model.nextAnnouncement();
    if (!next) return;
    const { texts, format } = language;
    const { method, status } = next.last;
    const target = covered(next.last.target);
    const count = format.count(next.count);
    const told = texts.counted('announce', next.count, { count, method, target, status: String(status) });
    this.#page.dispatchEvent(new SayEvent(told));
    this.#quiet = setTimeout(() => {
      this.#quiet = undefined;
      this.announce(model, language);
    }, BETWEEN_ANNOUNCEMENTS);
  }
}

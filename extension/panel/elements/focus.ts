// Where the focus goes when what had it is gone. Browsers give it to the body then (HTML, “focus fixup”): who uses the
// keyboard begins at the top of the page again, and a screen reader says nothing.
import type { LitElement, ReactiveController } from 'lit';

/** Tells that what had the focus in an element is gone, and that the element has nothing to go on with. */
export class FocusLostEvent extends Event {
  static readonly type = 'vitrina-focus-lost';

  constructor() {
    super(FocusLostEvent.type, { bubbles: true, composed: true });
  }
}

/** Notices that an update of its host took away what had the focus. */
export class FocusKeeper implements ReactiveController {
  readonly #host: LitElement;
  readonly #goOn: (lost: Element) => void;
  #focused: Element | null | undefined;

  /** @param goOn called with what is gone; without it, the page is told */
  constructor(host: LitElement, goOn: (lost: Element) => void = () => host.dispatchEvent(new FocusLostEvent())) {
    this.#host = host;
    this.#goOn = goOn;
    host.addController(this);
  }

  hostUpdate(): void {
    // A webview without the focus still knows what had it last: it must not take it from who types in the editor.
    this.#focused = document.hasFocus() ? this.#host.shadowRoot?.activeElement : undefined;
  }

  hostUpdated(): void {
    const lost = this.#focused;
    this.#focused = undefined;
    if (lost && !this.#host.shadowRoot?.activeElement) this.#goOn(lost);
  }
}

/** Has the page focus what stands in the place of what is gone: the list, the details, or what says why there are none. */
export function keepFocus(page: LitElement): void {
  const goOn = async (places: readonly string[]): Promise<void> => {
    await page.updateComplete;
    for (const place of places) {
      const next = page.renderRoot.querySelector<HTMLElement & Partial<LitElement>>(place);
      await next?.updateComplete; // one that is new has nothing yet to focus
      if (page.shadowRoot?.activeElement) return;
      next?.focus();
    }
  };
  const details = ['[slot=second]', 'exchange-list', '.empty h2'];
  new FocusKeeper(page, (lost) => {
    void goOn(lost.closest('[slot=first]') ? ['exchange-list', ...details] : details);
  });
  page.addEventListener(FocusLostEvent.type, () => {
    void goOn(details);
  });
}

// What the forms that are written in the panel have in common: their keys, and that a refusal is seen.
import { html, type LitElement, type TemplateResult } from 'lit';

/**
 * What Enter in a field presses: a form of several fields is submitted so only where it has a button of its own kind (HTML,
 * “implicit submission”), and vscode-button is none.
 */
export const enterButton = (): TemplateResult => html`<button type="submit" hidden></button>`;

/** Escape gives a form up, and Ctrl+Enter submits it from any of its fields. */
export const formKeys =
  (cancel: () => void) =>
  (event: KeyboardEvent): void => {
    const { key, target, currentTarget } = event;
    if (event.isComposing) return;
    if (key === 'Escape') {
      cancel();
    } else if (key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      // A button that has the focus has been pressed by this key already.
      if (target instanceof Element && target.localName === 'vscode-button') return;
      (currentTarget as HTMLFormElement).requestSubmit();
    } else {
      return;
    }
    event.preventDefault();
  };

/** Enter submits a form from a field that may be far from where it says what is wrong. */
export function showProblem(form: LitElement): void {
  form.renderRoot.querySelector('.problem')?.scrollIntoView({ block: 'nearest' });
}

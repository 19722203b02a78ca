// Asks the user of a page something, at its lower edge. It stands in a closed shadow root: the
// page's style and scripts do not meet it, nor it them.

import { CSSStyleSheet } from './builtins.js';

const STYLE = `
  :host { all: initial; }
  div {
    position: fixed; inset: auto 0 0; z-index: 2147483647; display: flex; flex-wrap: wrap; gap: 6px 12px;
    align-items: center; justify-content: center; padding: 8px 12px;
    font: 14px/1.4 system-ui, 'Segoe UI', sans-serif; color-scheme: light dark;
    color: light-dark(#1f1f1f, #e0e0e0); background: light-dark(#f3f3f3, #1f1f1f);
    border-top: 3px solid light-dark(#9a5b00, #e8b04a);
  }
  p { margin: 0; }
  button {
    padding: 4px 12px; border: 1px solid currentcolor; border-radius: 4px; font: inherit; cursor: pointer;
    color: inherit; background: light-dark(#fff, #2b2b2b);
  }
  button:focus-visible { outline: 2px solid light-dark(#005fb8, #4daafc); outline-offset: 1px; }
`;
const HTML = 'http://www.w3.org/1999/xhtml';

let shown;

/**
 * Puts a question where it can be seen and used: what stands outside of an open modal dialog cannot (HTML, "inert
 * subtrees"). It outlives the dialog.
 */
const place = (host) => {
  const dialog = [...document.querySelectorAll('dialog:modal')].at(-1);
  (dialog ?? document.documentElement).append(host);
  host.popover = 'manual';
  host.showPopover?.(); // above the dialog's own content and whatever else covers the page
  dialog?.addEventListener('close', () => host === shown && host.isConnected && place(host), { once: true });
};

/** Shows a question with two buttons, yes and no, in place of one that is there. Yes calls onYes. */
export const ask = ({ text, yes, no }, onYes) => {
  shown?.remove();
  const make = (name, content) => {
    const made = document.createElementNS(HTML, name);
    made.textContent = content;
    return made;
  };
  const host = make('div', '');
  const root = host.attachShadow({ mode: 'closed' });
  const style = new CSSStyleSheet(); // which the page's policy does not concern
  style.replaceSync(STYLE);
  root.adoptedStyleSheets = [style];
  const bar = make('div', '');
  bar.setAttribute('role', 'status');
  const [accept, dismiss] = [make('button', yes), make('button', no)];
  accept.addEventListener('click', onYes);
  dismiss.addEventListener('click', () => host.remove());
  bar.append(make('p', text), accept, dismiss);
  place(host);
  root.append(bar); // after the region itself is there, so that it is read aloud
  shown = host;
};

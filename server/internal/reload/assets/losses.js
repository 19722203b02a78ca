// What would be lost if a page were loaded again: what its user entered and did not send, or the answer to a form.
import { Map, setTimeout } from './builtins.js';
import { everyDocument } from './trees.js';

/**
 * Watches a document and those that it frames, of the same site. What it returns tells, whenever it is called, what
 * would be lost: `typed` for what was entered, `sending` for an answer that is on its way, undefined for nothing. Called
 * with a document, it tells that of this one and of those that it frames.
 */
export const watchLosses = (document) => {
  /** What the user has changed, with its text before. */
  const edited = new Map();
  const before = (event) => {
    const [field] = event.composedPath();
    if (event.isTrusted && !edited.has(field)) edited.set(field, isField(field) ? field.textContent : HIDDEN);
  };
  /** The form that was sent and whose answer will take the place of its page. */
  let sending;
  const sent = (event) => {
    const { target: form } = event;
    for (const field of [...edited.keys()]) if (field.form === form) edited.delete(field);
    setTimeout(() => {
      // listeners of the page that come later may prevent it
      if (!event.defaultPrevented && takesPlace(event)) sending = form;
    });
  };
  const stay = ({ persisted }) => {
    if (persisted) sending = undefined; // the browser has brought it back
  };
  everyDocument(document, (inside) => {
    for (const type of ['beforeinput', 'input', 'change']) inside.addEventListener(type, before, true);
    inside.addEventListener('submit', sent, true);
    inside.defaultView.addEventListener('pageshow', stay);
    const { activeElement } = inside; // the user may have been quicker
    if (activeElement && 'value' in activeElement) edited.set(activeElement, activeElement.textContent);
  });
  return (within = document) => {
    const isIn = (element) => isThere(element) && isWithin(element.ownerDocument, within);
    if ([...edited].some(([field, text]) => isIn(field) && differs(field, text))) return 'typed';
    return sending && isIn(sending) ? 'sending' : undefined;
  };
};

const isThere = (element) => element.isConnected && element.ownerDocument.defaultView !== null;

/** Whether a document is another, or stands in a frame of it. */
const isWithin = (document, outer) => {
  for (let inner = document; inner; inner = inner.defaultView?.frameElement?.ownerDocument)
    if (inner === outer) return true;
  return false;
};

/** Whether a form is sent by POST, for an answer in the place of its page (HTML, "form submission algorithm"). */
const takesPlace = ({ target: form, submitter }) => {
  const value = (name) => (submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name) ?? '').toLowerCase();
  return value('method') === 'post' && ['', '_self', '_parent', '_top'].includes(value('target'));
};

/** In place of the text of a field that nobody sees: its element has a closed shadow root (DOM, "retarget"). */
const HIDDEN = {};

const isField = (element) => ['input', 'select', 'textarea'].includes(element.localName) || element.isContentEditable;

const differs = (field, text) => {
  if (text === HIDDEN) return true; // nothing tells that it is as it was

  switch (field.localName) {
    case 'select':
      return [...field.options].some(
        ({ selected, defaultSelected, index }) => selected !== (defaultSelected || isFirst(field, index)),
      );
    case 'textarea':
      return field.value !== field.defaultValue;
    case 'input':
      if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked;
      return field.value !== field.defaultValue;
    default:
      return field.isContentEditable === true && field.textContent !== text;
  }
};

/** Where no option of a menu is chosen by the page, the first one is. */
const isFirst = (menu, index) =>
  !menu.multiple && index === 0 && ![...menu.options].some(({ defaultSelected }) => defaultSelected);

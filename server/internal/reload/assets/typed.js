// Whether a page holds what its user has entered and not sent: to load it again would throw that away.
import { everyDocument } from './trees.js';

/**
 * Watches a document and those that it frames, of the same site. What it returns tells, whenever it is called, whether
 * something was entered and not sent.
 */
export const watchTyped = (document) => {
  /** What the user has changed, with its text before. */
  const edited = new Map();
  const before = (event) => {
    const [field] = event.composedPath();
    if (event.isTrusted && !edited.has(field)) edited.set(field, field.textContent);
  };
  const sent = ({ target }) => {
    for (const field of [...edited.keys()]) if (field.form === target) edited.delete(field);
  };
  everyDocument(document, (inside) => {
    for (const type of ['beforeinput', 'input', 'change']) inside.addEventListener(type, before, true);
    inside.addEventListener('submit', sent, true);
    const { activeElement } = inside; // the user may have been quicker
    if (activeElement && 'value' in activeElement) edited.set(activeElement, activeElement.textContent);
  });
  return () => [...edited].some(([field, text]) => isThere(field) && differs(field, text));
};

const isThere = (field) => field.isConnected && field.ownerDocument.defaultView !== null;

const differs = (field, text) => {
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

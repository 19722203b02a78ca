// What there is to look through in a page, and fetching again what it shows.
import { Promise, URL, WeakSet, fetch, setTimeout } from './builtins.js';

/** A document, the shadow roots in it and the frames of the same site, and so on. Closed roots are seen by nobody. */
export function* treesOf(root) {
  yield root;
  for (const element of root.querySelectorAll('*')) {
    if (element.shadowRoot) yield* treesOf(element.shadowRoot);
    const inner = documentIn(element);
    if (inner) yield* treesOf(inner);
  }
}

/** The document that an element frames, where it may be read. */
const documentIn = (element) => {
  try {
    return element.contentDocument;
  } catch {
    return undefined;
  }
};

/** Calls found with a document and with each that it frames, and so on: now, and when another comes. */
export const everyDocument = (document, found) => {
  const known = new WeakSet();
  const lookWithin = ({ target }) => {
    const inner = documentIn(target);
    if (inner) look(inner);
  };
  const look = (root) => {
    for (const tree of treesOf(root)) {
      if (known.has(tree)) continue;
      known.add(tree);
      tree.addEventListener('load', lookWithin, true); // what loads may be a frame
      if (tree.defaultView) found(tree);
    }
  };
  look(document);
};

/** The sheets of a document or shadow root, with those that a script made. */
export const sheetsOf = (tree) => [...tree.styleSheets, ...(tree.adoptedStyleSheets ?? [])];

/** The rules of a sheet or rule; none where the sheet is of another site, or still being loaded. */
export const rulesOf = (parent) => {
  try {
    return [...(parent.cssRules ?? [])];
  } catch {
    return [];
  }
};

/** What addresses in a sheet are relative to: its own, or that of the page it stands in. */
export const baseOf = (sheet, tree) => {
  for (let outer = sheet; outer; outer = outer.ownerRule?.parentStyleSheet) {
    if (outer.href) return outer.href;
  }
  return (tree.ownerDocument ?? tree).baseURI;
};

/** In the address of what is fetched for a swap: the page does not use that, and it goes to no server. */
export const OWN_FETCH = '#vitrina-swap';

/**
 * Fetches something into the browser's caches, past what they have, with a Referer that says which page does. True
 * where it is there; it fails where nobody answers.
 */
export const refresh = async (view, address) => {
  const response = await fetch(new URL(OWN_FETCH, address).href, {
    cache: 'reload',
    referrer: view.location.href,
    referrerPolicy: 'same-origin',
  });
  await response.arrayBuffer(); // else it would not be whole in the cache
  return response.ok;
};

/** Waits for a promise, but not for ever: a swap that hangs must not hold up the next ones. */
export const atMost = (milliseconds, promise) =>
  Promise.race([promise, new Promise((done) => setTimeout(done, milliseconds))]);

/** When an element has loaded what it names, or has failed to. */
export const loadOf = (element) =>
  new Promise((done) => {
    for (const end of ['load', 'error']) element.addEventListener(end, done, { once: true });
  });

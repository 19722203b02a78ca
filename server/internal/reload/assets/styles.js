// Swaps style sheets in place, wherever a page uses them.
import { Map, Promise, URL, performance, setTimeout } from './builtins.js';
import { atMost, baseOf, loadOf, refresh, rulesOf, sheetsOf, treesOf } from './trees.js';

/** How long a sheet may take to load, in milliseconds. */
const LIMIT = 5000;

/**
 * Has a page use style sheets as they are now. targetOf gives the target of an address, resources
 * are the targets of the sheets. True where every sheet was found and swapped.
 */
export const swapStyles = async (document, targetOf, resources) => {
  const uses = [...treesOf(document)].flatMap((tree) => [...linksIn(tree), ...importsIn(tree)]);
  const wanted = uses
    .map((use) => ({ ...use, target: targetOf(use.address) }))
    .filter(({ target }) => resources.includes(target));
  const addresses = new Map(wanted.map(({ target, address }) => [target, address]));
  if (resources.some((resource) => !addresses.has(resource))) return false;
  const there = new Map();
  await Promise.all(
    [...addresses].map(async ([target, address]) => there.set(target, await refresh(document.defaultView, address))),
  );
  await Promise.all(wanted.map(({ swap, target }) => swap(there.get(target))));
  return true;
};

const linksIn = (tree) =>
  [...tree.querySelectorAll('link[rel~="stylesheet" i][href]')].map((link) => ({
    address: link.href,
    swap: (there) => swapLink(link, there),
  }));

const importsIn = (tree) => sheetsOf(tree).flatMap((sheet) => importsOf(sheet, tree));

const importsOf = (sheet, tree) =>
  rulesOf(sheet)
    .filter((rule) => 'styleSheet' in rule)
    .flatMap((rule) => [
      { address: new URL(rule.href, baseOf(sheet, tree)).href, swap: (there) => swapImport(rule, there) },
      ...(rule.styleSheet ? importsOf(rule.styleSheet, tree) : []),
    ]);

/** A sheet that is gone has no effect any more. */
const empty = (sheet) => {
  for (let left = sheet ? rulesOf(sheet).length : 0; left > 0; left--) sheet.deleteRule(0);
};

/**
 * Has a link load its sheet again. The element, its address and its listeners stay. To switch it
 * off and on does that, and in between nothing is painted (HTML, attribute disabled of link).
 */
const swapLink = async (link, there) => {
  // It fetches when it is switched on. One that was not chosen would be by what follows.
  if (link.disabled || (mayBeUnchosen(link) && !applies(link))) return;
  if (!there) {
    empty(link.sheet);
    return;
  }
  const off = link.sheet?.disabled;
  const media = link.getAttribute('media');
  if (off) link.media = 'not all'; // until the new sheet can be switched off as the old one was
  const loaded = loadOf(link);
  link.disabled = true;
  link.disabled = false;
  await atMost(LIMIT, loaded);
  if (!off) return;
  if (link.sheet) link.sheet.disabled = true;
  if (media === null) link.removeAttribute('media');
  else link.media = media;
};

/** Whether a sheet belongs to a set of which one is chosen (CSSOM, section 6.2). What a script has switched off says so itself. */
const mayBeUnchosen = (link) => link.relList.contains('alternate') || (link.title !== '' && !link.sheet?.disabled);

/** Whether such a sheet was chosen: nothing but its effect tells. */
const applies = ({ sheet, ownerDocument }) => {
  if (!sheet) return false;
  const at = sheet.insertRule(':root { --vitrina-applies: yes }', rulesOf(sheet).length);
  const { defaultView, documentElement } = ownerDocument;
  const value = defaultView.getComputedStyle(documentElement).getPropertyValue('--vitrina-applies');
  sheet.deleteRule(at);
  return value !== '';
};

/** Puts the same rule behind one that imports a sheet, and removes the old one once that is loaded. */
const swapImport = async (rule, there) => {
  if (!there) {
    empty(rule.styleSheet);
    return;
  }
  const parent = rule.parentStyleSheet;
  const position = () => rulesOf(parent).indexOf(rule);
  const at = position() + 1;
  if (at === 0) return; // it was swapped with the sheet that it stands in
  parent.insertRule(rule.cssText, at);
  const fresh = parent.cssRules[at];
  const end = performance.now() + LIMIT;
  // No event tells of it.
  while (!isLoaded(fresh) && performance.now() < end) await new Promise((done) => setTimeout(done, 5));
  if (position() >= 0) parent.deleteRule(position());
};

const isLoaded = ({ styleSheet }) => {
  try {
    return styleSheet?.cssRules !== undefined;
  } catch {
    return false;
  }
};

// Swaps images in place, if every use of them can be.
import { Map, Promise, URL } from './builtins.js';
import { atMost, baseOf, loadOf, refresh, rulesOf, sheetsOf, treesOf } from './trees.js';

/** How long an image may take to load, in milliseconds. */
const LIMIT = 5000;

/**
 * Has a page show images as they are now. targetOf gives the target of an address, resources are
 * the targets of the images. True where every use was found and swapped; else nothing was done.
 *
 * A script may have drawn an image onto a canvas, and a style sheet may show it: nobody can have
 * those look again.
 */
export const swapImages = async (document, targetOf, resources) => {
  const trees = [...treesOf(document)];
  const isWanted = (address) => resources.includes(targetOf(address));
  if (
    trees.some((tree) => tree.querySelector('canvas') || isStyled(tree, isWanted) || isUsedElsewhere(tree, isWanted))
  ) {
    return false;
  }
  const wanted = trees.flatMap(usesIn).filter(({ address }) => address && isWanted(address));
  const addresses = new Map(wanted.map(({ address }) => [targetOf(address), address]));
  if (resources.some((resource) => !addresses.has(resource))) return false;
  await Promise.all([...addresses.values()].map((address) => refresh(document.defaultView, address)));
  await Promise.all(wanted.map(({ element, attributes }) => showAgain(element, attributes)));
  return true;
};

/** The elements that can be made to look again: what they show, and the attributes to set once more. */
const usesIn = (tree) =>
  [...tree.querySelectorAll('img, image, input[type="image" i], video[poster], link[rel~="icon" i]')].map((element) => {
    switch (element.localName) {
      case 'img':
        return { element, address: element.currentSrc || element.src, attributes: ['srcset', 'src'] };
      case 'image':
        return { element, address: resolve(element.href?.baseVal, element), attributes: ['href', 'xlink:href'] };
      case 'input':
        return { element, address: element.src, attributes: ['src'] };
      case 'video':
        return { element, address: element.poster, attributes: ['poster'] };
      default:
        return { element, address: element.href, attributes: ['href'] };
    }
  });

const resolve = (address, { baseURI }) => (address ? new URL(address, baseURI).href : undefined);

/** An attribute that is set to what it is has the element fetch again (HTML, "update the image data"). */
const showAgain = async (element, attributes) => {
  const set = (each, name) => {
    if (each.hasAttribute(name)) each.setAttribute(name, each.getAttribute(name));
  };
  const loaded = element.localName === 'img' && element.loading !== 'lazy' ? loadOf(element) : undefined;
  for (const name of attributes) set(element, name);
  if (element.localName === 'img')
    for (const source of element.closest('picture')?.querySelectorAll('source') ?? []) set(source, 'srcset');
  await atMost(LIMIT, loaded);
};

/** Other elements that show an image, or draw with one. */
const isUsedElsewhere = (tree, isWanted) =>
  [...tree.querySelectorAll('object[data], embed[src], use, feImage, pattern, filter')].some((element) => {
    const address = element.data || element.src || element.href?.baseVal;
    return address && isWanted(resolve(address, element));
  });

/** What CSS calls an address, as rules and attributes are written. */
const ADDRESS = /url\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^"')\s]+))\s*\)/g;

/** True where a style sheet or a style attribute shows a wanted image. */
const isStyled = (tree, isWanted) => {
  const names = (text, base) =>
    [...text.matchAll(ADDRESS)].some(([, ...quoted]) => {
      const address = quoted.find((each) => each !== undefined) ?? '';
      return URL.canParse(address, base) && isWanted(new URL(address, base).href);
    });
  const inSheet = (sheet) =>
    rulesOf(sheet).some((rule) =>
      'styleSheet' in rule ? rule.styleSheet && inSheet(rule.styleSheet) : names(rule.cssText, baseOf(sheet, tree)),
    );
  return (
    sheetsOf(tree).some(inSheet) ||
    // As browsers write it, whatever the page has: URL(…), image-set('…').
    [...tree.querySelectorAll('[style]')].some(({ style, baseURI }) => style && names(style.cssText, baseURI))
  );
};

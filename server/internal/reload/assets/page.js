// What a page that follows its files does: says what it fetched, and swaps style sheets and
// images. The page is a tab's own, or the one that the live view frames.

/**
 * Calls report with what a window has fetched and fetches from now on, as the server wants it:
 * target, age, took and as. targetOf gives the target of an address, undefined for other sites.
 */
export const followUses = (view, targetOf, report) => {
  const useOf = (entry) => {
    const target = targetOf(entry.name);
    if (target === undefined || target.includes('/_vitrina/')) return [];
    const began = entry.requestStart || entry.startTime;
    return [
      {
        target,
        as: entry.initiatorType,
        began,
        took: Math.max(0, (entry.responseStart || entry.responseEnd) - began),
      },
    ];
  };
  const observer = new view.PerformanceObserver((list) => {
    const uses = list.getEntries().flatMap(useOf);
    if (uses.length > 0) report(uses);
  });
  observer.observe({ type: 'resource', buffered: true });
};

/** How many uses go into one message: its size is limited. */
const MOST = 25;

/** The messages that tell the server what a window fetched. */
export const usesMessages = (view, uses) => {
  const now = view.performance.now();
  const messages = [];
  for (let at = 0; at < uses.length; at += MOST) {
    const part = uses.slice(at, at + MOST);
    messages.push({
      type: 'uses',
      uses: part.map(({ target, as, began, took }) => ({ target, as, age: now - began, took })),
    });
  }
  return messages;
};

/** Puts fresh style sheets in place of old ones once they are there, so that nothing flashes. */
const swapStyles = async (document, targetOf, resources) => {
  const links = [...document.querySelectorAll('link[rel~="stylesheet"][href]')].filter((link) =>
    resources.includes(targetOf(link.href)),
  );
  const found = new Set(links.map((link) => targetOf(link.href)));
  if (resources.some((resource) => !found.has(resource))) return false;
  await Promise.all(
    links.map((link) =>
      new Promise((done) => {
        const fresh = link.cloneNode();
        // A sheet that fails to load was removed, and has no effect any more.
        for (const end of ['load', 'error']) fresh.addEventListener(end, done, { once: true });
        link.after(fresh);
      }).then(() => link.remove()),
    ),
  );
  return true;
};

/** Fetches the images into the browser's cache, then has the elements look again. */
const swapImages = async (document, targetOf, resources) => {
  const images = [...document.querySelectorAll('img')].filter((image) =>
    resources.includes(targetOf(image.currentSrc || image.src)),
  );
  const found = new Set(images.map((image) => targetOf(image.currentSrc || image.src)));
  if (resources.some((resource) => !found.has(resource))) return false;
  if (images.some((image) => image.srcset || image.closest('picture'))) return false;
  const addresses = new Set(images.map((image) => image.currentSrc || image.src));
  await Promise.all([...addresses].map((url) => fetch(url, { cache: 'reload' })));
  for (const image of images) image.setAttribute('src', image.getAttribute('src'));
  return true;
};

// One swap after the other: while a sheet or image is on its way, a browser would take a
// second request for the same, and show what it was before the latest save.
let swaps = Promise.resolve();

/** Does what a message says, style or image. It tells whether that could be done whole. */
export const swap = (document, targetOf, { type, resources }) => {
  const work = type === 'style' ? swapStyles : swapImages;
  swaps = swaps.then(() => work(document, targetOf, resources)).catch(() => false);
  return swaps;
};

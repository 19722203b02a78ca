import type { BrowserContext, Page } from 'playwright-core';

/** Collects what the live regions of a context's pages come to hold: a screen reader speaks of changes in them. */
export async function listen(context: BrowserContext): Promise<void> {
  await context.addInitScript(`
    window.spoken = [];
    const LIVE = '[role=status], [role=alert]';
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (...init) {
      const root = attach.apply(this, init);
      new MutationObserver((changes) => {
        const regions = changes.flatMap(({ target, addedNodes }) => {
          const around = (target instanceof Element ? target : target.parentElement)?.closest(LIVE);
          const added = [...addedNodes].filter((each) => each instanceof Element);
          return [around, ...added.flatMap((each) => [...(each.matches(LIVE) ? [each] : []), ...each.querySelectorAll(LIVE)])];
        });
        for (const region of new Set(regions)) {
          const sentence = region?.textContent.trim() ?? '';
          if (sentence !== '') window.spoken.push(sentence);
        }
      }).observe(root, { childList: true, characterData: true, subtree: true });
      return root;
    };`);
}

/** How often a screen reader had a sentence with some words to say. */
export const timesSpoken = (page: Page, words: string): Promise<number> =>
  page.evaluate<number>(`window.spoken.filter((each) => each.includes(${JSON.stringify(words)})).length`);

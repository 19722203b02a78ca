// What a window has fetched, in its own word (W3C Resource Timing).
import { OWN_FETCH } from './trees.js';

/** How many uses go into one message: its size is limited. */
const MOST = 25;

/**
 * Calls report with what a window has fetched and fetches from now on. targetOf gives the target
 * of an address, undefined for other sites.
 */
export const followUses = (view, targetOf, report) => {
  const again = view.performance.getEntriesByType('navigation')[0]?.type === 'reload';
  const useOf = (entry) => {
    const { name, initiatorType, startTime, requestStart, responseStart, responseEnd } = entry;
    const target = targetOf(name);
    if (target === undefined || target.includes('/_vitrina/')) return [];
    const began = requestStart || startTime;
    const took = Math.max(0, (responseStart || responseEnd) - began);
    // A browser that keeps a file for a while (RFC 9111, section 4.2) does so when a page is loaded again as well.
    const kept = again && entry.transferSize === 0 && entry.decodedBodySize > 0;
    return [{ target, as: initiatorType, began, took, kept, own: name.endsWith(OWN_FETCH) }];
  };
  const observer = new view.PerformanceObserver((list) => {
    const uses = list.getEntries().flatMap(useOf);
    if (uses.length > 0) report(uses);
  });
  observer.observe({ type: 'resource', buffered: true });
};

/** The id of the last message that had come before a moment of a window; heard has the messages, with when each came. */
export const heardBefore = (heard, view, moment) =>
  heard.findLast(({ at }) => at <= view.performance.timeOrigin + moment)?.id;

/**
 * The messages that tell the server what a window fetched, and which of its messages had come before. inside is the
 * target of a framed page that did.
 */
export const usesMessages = (view, uses, heard, inside) => {
  const now = view.performance.now();
  const messages = [];
  for (let at = 0; at < uses.length; at += MOST) {
    const part = uses.slice(at, at + MOST);
    messages.push({
      type: 'uses',
      uses: part.map(({ target, as, began, took, kept, own }) => ({
        ...{ target, as, age: now - began, took, inside, kept, own },
        after: heardBefore(heard, view, began),
      })),
    });
  }
  return messages;
};

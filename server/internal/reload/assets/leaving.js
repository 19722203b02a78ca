// Whether a window is on its way to another page: to load it again would keep it from getting there.
import { Promise, performance, setTimeout } from './builtins.js';

/** How long it is taken to be on its way at most, in milliseconds: nothing tells that the answer was a download. */
const LIMIT = 10_000;
const INTERVAL = 20;

/**
 * Watches a window, where its browser tells of navigations (HTML, "navigation API"). What it returns waits until the window
 * is on its way no more. A form that is sent by POST is watched by losses.js.
 */
export const watchLeaving = (view) => {
  const { navigation } = view;
  let began;
  const stay = () => (began = undefined);
  navigation?.addEventListener('navigate', ({ destination, downloadRequest, formData, navigationType }) => {
    if (!destination.sameDocument && downloadRequest === null && formData === null && navigationType !== 'reload')
      began = performance.now();
  });
  for (const end of ['navigatesuccess', 'navigateerror']) navigation?.addEventListener(end, stay);
  view.addEventListener('pageshow', stay); // the browser may have brought it back
  return async () => {
    while (began !== undefined && performance.now() - began < LIMIT)
      await new Promise((done) => setTimeout(done, INTERVAL));
  };
};

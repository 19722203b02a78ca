// Does what a message of the server says without loading the page again.
import { Promise } from './builtins.js';
import { reloadFrames } from './frames.js';
import { swapImages } from './images.js';
import { swapStyles } from './styles.js';

const works = { style: swapStyles, image: swapImages, frame: reloadFrames };

// One swap after the other: while a sheet or image is on its way, a browser would take a
// second request for the same, and show what it was before the latest save.
let swaps = Promise.resolve();

/**
 * Does what a message says. targetOf gives the target of an address, lossIn what would be lost if a document were loaded
 * again. The answer is whether it could be done whole: where not, only loading the page again shows what is new.
 */
export const swap = (document, targetOf, { type, resources }, lossIn) => {
  swaps = swaps.then(() => works[type](document, targetOf, resources, lossIn)).catch(() => false);
  return swaps;
};

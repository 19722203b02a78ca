// Loads pages again that a page frames, and them alone.
import { Set } from './builtins.js';
import { treesOf } from './trees.js';

/**
 * True where every one of the targets is framed and was loaded again; else nothing was done. lossIn tells what would be lost
 * in a document.
 */
export const reloadFrames = (document, targetOf, resources, lossIn) => {
  const framed = [...treesOf(document)].filter(
    ({ defaultView, location }) =>
      defaultView && defaultView !== document.defaultView && resources.includes(targetOf(location.href)),
  );
  const found = new Set(framed.map(({ location }) => targetOf(location.href)));
  if (resources.some((resource) => !found.has(resource)) || framed.some(lossIn)) return false;
  for (const { location } of framed) location.reload();
  return true;
};

// Loads pages again that a page frames, and them alone.
import { treesOf } from './trees.js';

/** True where every one of the targets is framed and was loaded again. */
export const reloadFrames = (document, targetOf, resources) => {
  const framed = [...treesOf(document)].filter(
    ({ defaultView, location }) =>
      defaultView && defaultView !== document.defaultView && resources.includes(targetOf(location.href)),
  );
  const found = new Set(framed.map(({ location }) => targetOf(location.href)));
  if (resources.some((resource) => !found.has(resource))) return false;
  for (const { location } of framed) location.reload();
  return true;
};

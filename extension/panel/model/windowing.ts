/** The rows that are drawn: from `first` up to, not with, `end`. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

/** Rows drawn beyond each edge, so that a fast scroll does not show emptiness before the next frame. */
const MARGIN = 8;

/** Where each row begins, and at last where the last one ends, in CSS pixels. */
export function topsOf(heights: readonly number[]): number[] {
  const tops = [0];
  for (const height of heights) tops.push((tops.at(-1) ?? 0) + height);
  return tops;
}

/** Which rows are in view, with a margin. `tops` are those of `topsOf`; all lengths are in CSS pixels. */
export function visibleRows(tops: readonly number[], scrollTop: number, viewHeight: number): RowWindow {
  const count = tops.length - 1;
  const first = rowAt(tops, scrollTop) - MARGIN;
  const end = rowAt(tops, scrollTop + viewHeight - 1) + 1 + MARGIN;
  return { first: Math.max(0, Math.min(first, count)), end: Math.max(0, Math.min(end, count)) };
}

/**
 * The scroll position that brings a row into view with the least movement.
 *
 * @param covered how much of the view's top something else covers
 */
export function scrollToShow(
  index: number,
  tops: readonly number[],
  scrollTop: number,
  viewHeight: number,
  covered = 0,
): number {
  const top = tops[index] ?? 0;
  if (top - covered < scrollTop) return Math.max(0, top - covered);
  return Math.max(scrollTop, (tops[index + 1] ?? top) - viewHeight);
}

/** The row at a height; the number of rows below the last. */
function rowAt(tops: readonly number[], height: number): number {
  let low = 0;
  let high = tops.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle + 1] ?? Infinity) > height) high = middle;
    else low = middle + 1;
  }
  return low;
}

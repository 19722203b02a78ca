/** The rows that are drawn: from `first` up to, not with, `end`. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

/** Rows drawn beyond each edge, so that a fast scroll does not show emptiness before the next frame. */
const MARGIN = 8;

/** Which of `count` rows of one height are in view, with a margin. All lengths in CSS pixels. */
export function visibleRows(count: number, rowHeight: number, scrollTop: number, viewHeight: number): RowWindow {
  const first = Math.floor(scrollTop / rowHeight) - MARGIN;
  const end = Math.ceil((scrollTop + viewHeight) / rowHeight) + MARGIN;
  return { first: Math.max(0, Math.min(first, count)), end: Math.max(0, Math.min(end, count)) };
}

/** The scroll position that brings a row into view with the least movement. */
export function scrollToShow(index: number, rowHeight: number, scrollTop: number, viewHeight: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - viewHeight);
}

import type { Reload } from './reloadStore';
import type { TextKey, Texts } from './texts';

/** What came of a change: what the pages did, that they were told to, that they ask first, or nothing. */
export type Outcome = 'page' | 'frame' | 'style' | 'image' | 'sent' | 'asks' | 'none';

/** What pages were told is one thing, what they did another: until they have said that it is there, only the first is sure. */
export function outcomeOf({ kind, code, doneMs }: Reload): Outcome {
  if (code === 'changed') return 'asks';
  if (kind === 'none') return 'none';
  if (doneMs === 0) return 'sent';
  return kind === 'page' && /^frames?$/.test(code) ? 'frame' : kind;
}

const WORDS: Record<Exclude<Outcome, 'page'>, TextKey> = {
  frame: 'reload.frame',
  style: 'reload.style',
  image: 'reload.image',
  sent: 'reload.sent',
  asks: 'reload.asks',
  none: 'reload.none',
};

/** The outcome in two or three words. */
export function outcomeText(texts: Texts, reload: Reload): string {
  const outcome = outcomeOf(reload);
  const { length } = reload.pages;
  if (outcome === 'page') return texts.counted('reload.page', length, { count: String(length) });
  return texts.text(WORDS[outcome]);
}

/** How long it took, in milliseconds: until the pages had it, else until they were told; undefined where no page was. */
export function tookOf({ doneMs, saveToMessageMs, pages }: Reload): number | undefined {
  return pages.length === 0 ? undefined : doneMs || saveToMessageMs;
}

/** The changed files, in a line. */
export const changedFiles = ({ paths }: Reload): string => paths.join(', ');

/** A file as a glob of the setting `vitrina.reload.ignore`, which means that file only. */
export function ignoring(path: string): string {
  const glob = path.replace(/[\\*?[]/g, '\\$&');
  return glob.includes('/') ? glob : `/${glob}`;
}

import { diffArrays } from 'diff';

/** A line of a difference. Its numbers count from 1. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added' | 'gap';
  /** Its number in the text before, where it is there. */
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly text: string;
  /** The part of it, from start to end, that differs from the line in whose place it came. */
  readonly mark?: readonly [number, number];
}

/** The difference of two texts by their lines. */
export interface LineDiff {
  readonly lines: readonly DiffLine[];
  readonly removed: number;
  readonly added: number;
}

/** How many lines around a change are shown. */
const CONTEXT = 1;

/** Milliseconds after which two texts count as too different: a page must not stand still for a comparison. */
const TIMEOUT_MS = 150;

/** How many lines may differ. More, nobody reads. */
const MOST = 4000;

/** @returns undefined where the texts differ in so much that the lines say nothing */
export function diffLines(before: string, after: string): LineDiff | undefined {
  const [old, now] = [before.split('\n'), after.split('\n')];
  // What is the same at both ends is most of it, and need not be looked for.
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const changes = diffArrays(old.slice(start, old.length - end), now.slice(start, now.length - end), {
    timeout: TIMEOUT_MS,
    maxEditLength: MOST,
  }) as readonly { value: string[]; added: boolean; removed: boolean }[] | undefined;
  if (!changes) return undefined;
  const whole: DiffLine[] = [];
  let [left, right] = [0, 0];
  const same = (texts: readonly string[]): void => {
    for (const text of texts) whole.push({ kind: 'same', before: ++left, after: ++right, text });
  };
  same(old.slice(0, start));
  for (const { value, added, removed } of changes) {
    if (removed) for (const text of value) whole.push({ kind: 'removed', before: ++left, after: undefined, text });
    else if (added) for (const text of value) whole.push({ kind: 'added', before: undefined, after: ++right, text });
    else same(value);
  }
  same(old.slice(old.length - end));
  const count = (kind: DiffLine['kind']): number => whole.filter((line) => line.kind === kind).length;
  return { lines: marked(near(whole)), removed: count('removed'), added: count('added') };
}

/** The changed lines and those around them; a gap stands for the rest. */
function near(lines: readonly DiffLine[]): DiffLine[] {
  const shown = new Set<number>();
  lines.forEach(({ kind }, at) => {
    if (kind === 'same') return;
    for (let index = at - CONTEXT; index <= at + CONTEXT; index++) shown.add(index);
  });
  const found: DiffLine[] = [];
  let last = -1;
  lines.forEach((line, at) => {
    if (!shown.has(at)) return;
    if (last >= 0 && at > last + 1) found.push({ kind: 'gap', before: undefined, after: undefined, text: '' });
    found.push(line);
    last = at;
  });
  return found;
}

/** Where as many lines went as came in their place, each says which part of it differs. */
function marked(lines: readonly DiffLine[]): DiffLine[] {
  const found = [...lines];
  for (let at = 0; at < found.length; at++) {
    const removed = runOf(found, at, 'removed');
    const added = runOf(found, at + removed, 'added');
    if (removed > 0 && removed === added) {
      for (let index = at; index < at + removed; index++) {
        const [old, now] = [found[index], found[index + removed]];
        if (!old || !now) continue;
        const [from, oldEnd, nowEnd] = differing(old.text, now.text);
        if (from === 0 && oldEnd === old.text.length && nowEnd === now.text.length) continue;
        found[index] = { ...old, mark: [from, oldEnd] };
        found[index + removed] = { ...now, mark: [from, nowEnd] };
      }
    }
    at += Math.max(0, removed + added - 1);
  }
  return found;
}

function runOf(lines: readonly DiffLine[], from: number, kind: DiffLine['kind']): number {
  let length = 0;
  while (lines[from + length]?.kind === kind) length++;
  return length;
}

/** Where two lines begin to differ, and where that ends in each. */
function differing(one: string, other: string): [start: number, end: number, otherEnd: number] {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start++;
  let end = 0;
  while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return [start, one.length - end, other.length - end];
}

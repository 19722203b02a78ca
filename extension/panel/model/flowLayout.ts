// Where the parts of a sequence diagram lie, in pixels.
import type { Flow, Step } from './flow';

/** The width of a character of the diagram's font, at most: fixed-width fonts have 0.6 of their size. */
const CHARACTER = 6.8;
/** What the column of the times takes. */
const TIMES = 62;
/** Between the outermost lanes and the edges. */
const EDGE = 8;
const HEAD = 16;
/** Wider than this, an eye loses the line between a text and its time. */
const MAX_WIDTH = 760;

/**
 * Each step gets this much room, so that its text can be read however soon it follows the one before; what the whole
 * diagram has beyond is shared by the times between the steps, to scale. So a distance that can be seen to be longer is
 * longer, a tiny one is still a line apart, and nothing that waits makes the diagram endless. The exact times stand
 * beside the steps.
 */
const ROW = 30;
const SCALE = 90;

export interface Row {
  readonly step: Step;
  readonly y: number;
  readonly x1: number;
  readonly x2: number;
  /** Where its text starts, is centred or ends. */
  readonly textX: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** The text, cut to the width. */
  readonly text: string;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** The lanes' middles. */
  readonly lanes: readonly number[];
  /** Where the times end. */
  readonly timeX: number;
  readonly top: number;
  readonly rows: readonly Row[];
}

/** @param available the room there is, in pixels */
export function layoutOf(flow: Flow, available: number): Layout {
  const width = Math.round(Math.min(Math.max(available, 200), MAX_WIDTH));
  const left = TIMES + EDGE;
  const right = width - EDGE;
  const last = flow.lanes.length - 1;
  const lanes = flow.lanes.map((_, index) => left + ((right - left) * index) / last);
  const total = Math.max(...flow.steps.map(({ atMs }) => atMs ?? 0));
  let y = HEAD;
  let before = flow.steps[0]?.atMs ?? 0;
  const rows = flow.steps.map((step) => {
    const at = step.atMs ?? before;
    y += ROW + (total > 0 ? (SCALE * (at - before)) / total : 0);
    before = at;
    return { step, y: Math.round(y), ...placed(step, lanes, left, right) };
  });
  return { width, height: Math.round(y) + 14, lanes, timeX: TIMES - 6, top: HEAD + 2, rows };
}

/** A text lies above its line, and may be longer than that: it keeps to the side on which the line is. */
function placed(step: Step, lanes: readonly number[], left: number, right: number): Omit<Row, 'step' | 'y'> {
  const x1 = lanes[step.from] ?? left;
  const x2 = lanes[step.to] ?? right;
  const [near, far] = [Math.min(x1, x2), Math.max(x1, x2)];
  const room = right - left - 12;
  const most = Math.floor(room / CHARACTER);
  const text = cut(columns(step.text) > most ? (step.short ?? step.text) : step.text, most);
  const length = columns(text) * CHARACTER;
  if (near === left || near + 6 + length <= right - 6) return { x1, x2, text, textX: near + 6, anchor: 'start' };
  if (far === right) return { x1, x2, text, textX: right - 6, anchor: 'end' };
  return { x1, x2, text, textX: (left + right) / 2, anchor: 'middle' };
}

/** Letters that take two columns: those of East Asia, and emoji (Unicode Standard Annex 11). */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

const column = (character: string): number => (WIDE.test(character) ? 2 : 1);

const columns = (text: string): number => Array.from(text, column).reduce((sum, one) => sum + one, 0);

function cut(text: string, most: number): string {
  if (columns(text) <= most) return text;
  let kept = '';
  let left = most - 1; // for the sign of the cut
  for (const character of text) {
    left -= column(character);
    if (left < 0) break;
    kept += character;
  }
  return `${kept}…`;
}

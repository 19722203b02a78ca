/** A remark on the letter at `at`: it stands in an empty line that begins there, else as a row of its own before it. */
export interface Remark {
  readonly at: number;
  readonly text: string;
}

/** A row of a text as it is shown: a line, or as much of a line as fits. */
export interface TextRow {
  readonly from: number;
  readonly to: number;
  /** Counts from 1; undefined where a row goes on with the line of the row before. */
  readonly line: number | undefined;
  readonly remark: string | undefined;
}

/** How wide a tab may be, in columns. */
export const TAB = 4;

/** Stands for a row that is a remark. */
const REMARK = 0xffffffff;

/**
 * A text cut into rows of at most so many columns, so that all rows are of one height: then only those in view need to
 * be drawn, of a megabyte in one line as well. A line ends with LF, CR LF or CR.
 */
export class TextRows {
  readonly #text: string;
  readonly #remarks: readonly Remark[];
  readonly #from: Uint32Array;
  /** The number of the line; 0 where it goes on. */
  readonly #line: Uint32Array;
  readonly count: number;

  constructor(text: string, columns: number, remarks: readonly Remark[] = []) {
    this.#text = text;
    this.#remarks = remarks;
    const from = new Growing();
    const line = new Growing();
    let told = 0;
    const tell = (upTo: number): void => {
      for (; (remarks[told]?.at ?? Infinity) <= upTo; told++) {
        from.push(told);
        line.push(REMARK);
      }
    };
    let number = 1;
    for (let at = 0; ;) {
      const end = lineEnd(text, at);
      for (let start = at; ;) {
        tell(start === end ? start - 1 : start);
        for (; start === end && remarks[told]?.at === start; told++);
        from.push(start);
        line.push(start === at ? number : 0);
        const next = Math.min(rowEnd(text, start, end, columns), nextRemark(remarks[told], start, end));
        if (next >= end) break;
        start = next;
      }
      if (end >= text.length) break;
      at = end + (text.startsWith('\r\n', end) ? 2 : 1);
      number++;
      // What ends with a line end has no further line.
      if (at === text.length) break;
    }
    tell(text.length);
    this.#from = from.all;
    this.#line = line.all;
    this.count = from.length;
  }

  row(index: number): TextRow {
    const line = this.#line[index] ?? 0;
    const start = this.#from[index] ?? 0;
    if (line === REMARK) {
      const remark = this.#remarks[start];
      const at = remark?.at ?? 0;
      return { from: at, to: at, line: undefined, remark: remark?.text ?? '' };
    }
    const end = lineEnd(this.#text, start, this.#next(index));
    const remark = start === end ? this.#remarks.find(({ at }) => at === start)?.text : undefined;
    return { from: start, to: end, line: line === 0 ? undefined : line, remark };
  }

  /** The row that has a letter. */
  rowAt(offset: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#start(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The last line's number. */
  get lines(): number {
    for (let index = this.count - 1; index >= 0; index--) {
      const line = this.#line[index] ?? 0;
      if (line !== 0 && line !== REMARK) return line;
    }
    return 0;
  }

  #start(index: number): number {
    const start = this.#from[index] ?? this.#text.length;
    return this.#line[index] === REMARK ? (this.#remarks[start]?.at ?? 0) : start;
  }

  /** Where the next row begins. */
  #next(index: number): number {
    return index + 1 < this.count ? this.#start(index + 1) : this.#text.length;
  }
}

/** How many columns a letter takes at a column: a tab goes to the next stop, and letters of East Asia take two. */
export function widthOf(code: number, column: number): number {
  if (code === 9) return TAB - (column % TAB);
  // Hangul, CJK, wide forms, and what lies beyond the basic plane: mostly pictures.
  const wide = (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf);
  return wide || (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xff60) || code > 0xffff ? 2 : 1;
}

function lineEnd(text: string, from: number, to = text.length): number {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return to;
}

/** Where a row ends that begins at `from` in a line that ends at `end`. */
function rowEnd(text: string, from: number, end: number, columns: number): number {
  let column = 0;
  for (let at = from; at < end;) {
    const code = text.codePointAt(at) ?? 0;
    column += widthOf(code, column);
    if (column > columns && at > from) return at;
    at += code > 0xffff ? 2 : 1;
  }
  return end;
}

/** A remark within a line begins a row. */
function nextRemark(remark: Remark | undefined, start: number, end: number): number {
  return remark && remark.at > start && remark.at < end ? remark.at : end;
}

/** Numbers whose count is known only at the end. */
class Growing {
  #numbers = new Uint32Array(1024);
  length = 0;

  push(number: number): void {
    if (this.length === this.#numbers.length) {
      const more = new Uint32Array(this.length * 2);
      more.set(this.#numbers);
      this.#numbers = more;
    }
    this.#numbers[this.length++] = number;
  }

  get all(): Uint32Array {
    return this.#numbers.slice(0, this.length);
  }
}

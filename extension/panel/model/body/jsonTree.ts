/** A value of a JSON text: where it stands, and what it is. */
export interface JsonValue {
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'word';
  readonly from: number;
  readonly to: number;
  /** The member's name as it is written, with its quotes; undefined in an array and at the top. */
  readonly name: string | undefined;
}

/** A line of a folded JSON text. */
export interface JsonRow {
  readonly value: JsonValue;
  /** 0 for the whole. */
  readonly depth: number;
  /** How many values are in it; 0 for what cannot be opened. */
  readonly size: number;
  readonly open: boolean;
  /** Its place among those beside it, from 1, and how many there are. */
  readonly place: number;
  readonly beside: number;
}

/** The first letter at which a text is no JSON (RFC 8259); undefined where it is JSON. */
export function jsonFault(text: string): number | undefined {
  const end = skipSpace(text, 0);
  const value = skipValue(text, end);
  if (value < 0) return -1 - value;
  const rest = skipSpace(text, value);
  return rest < text.length ? rest : undefined;
}

/** The line and column of a letter, from 1. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** How much is open at first, in rows: what is small is seen whole. */
const AT_FIRST = 100;

/**
 * A valid JSON text, folded. Names and numbers stay as they are written, in their order, twice where they stand twice:
 * what a parser would make of them is another matter.
 */
export class JsonTree {
  readonly #text: string;
  /** What is in a value that was looked into. */
  readonly #inside = new Map<number, readonly JsonValue[]>();
  readonly #open = new Set<number>();
  #rows: readonly JsonRow[] | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#openAtFirst();
  }

  get rows(): readonly JsonRow[] {
    return (this.#rows ??= this.#listed());
  }

  /** Opens or closes a value; one that has nothing in it stays as it is. */
  toggle({ value, size, open }: JsonRow): void {
    if (size === 0) return;
    if (open) this.#open.delete(value.from);
    else this.#open.add(value.from);
    this.#rows = undefined;
  }

  /** A value as it is written, at most so many letters of it. */
  written({ from, to }: JsonValue, most: number): string {
    return to - from > most ? `${this.#text.slice(from, from + most)}…` : this.#text.slice(from, to);
  }

  #root(): JsonValue {
    const from = skipSpace(this.#text, 0);
    return { kind: kindAt(this.#text, from), from, to: skipValue(this.#text, from), name: undefined };
  }

  /** Level by level, as long as all of it is little; what is at the top in any case. */
  #openAtFirst(): void {
    let level = [this.#root()];
    let count = 1;
    for (let depth = 0; level.length > 0; depth++) {
      const inside = level.flatMap((value) => this.#valuesIn(value));
      count += inside.length;
      if (depth > 0 && count > AT_FIRST) return;
      for (const value of level) this.#open.add(value.from);
      level = inside;
    }
  }

  #listed(): JsonRow[] {
    const rows: JsonRow[] = [];
    // Not by calls within calls: a text may be nested half a million deep.
    const waiting: Omit<JsonRow, 'size' | 'open'>[] = [{ value: this.#root(), depth: 0, place: 1, beside: 1 }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const inside = this.#valuesIn(next.value);
      const open = inside.length > 0 && this.#open.has(next.value.from);
      rows.push({ ...next, size: inside.length, open });
      if (!open) continue;
      const depth = next.depth + 1;
      for (let index = inside.length - 1; index >= 0; index--) {
        const value = inside[index];
        if (value) waiting.push({ value, depth, place: index + 1, beside: inside.length });
      }
    }
    return rows;
  }

  #valuesIn(value: JsonValue): readonly JsonValue[] {
    if (value.kind !== 'object' && value.kind !== 'array') return [];
    let inside = this.#inside.get(value.from);
    if (!inside) this.#inside.set(value.from, (inside = valuesIn(this.#text, value)));
    return inside;
  }
}

function valuesIn(text: string, { kind, from }: JsonValue): JsonValue[] {
  const values: JsonValue[] = [];
  let at = skipSpace(text, from + 1);
  while (at < text.length && text[at] !== '}' && text[at] !== ']') {
    let name: string | undefined;
    if (kind === 'object') {
      const end = skipString(text, at);
      name = text.slice(at, end);
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    const end = skipValue(text, at);
    values.push({ kind: kindAt(text, at), from: at, to: end, name });
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return values;
}

function kindAt(text: string, at: number): JsonValue['kind'] {
  switch (text[at]) {
    case '{':
      return 'object';
    case '[':
      return 'array';
    case '"':
      return 'string';
    default:
      return /[-\d]/.test(text[at] ?? '') ? 'number' : 'word';
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return at;
}

/** Where the value at a place ends; where it has a fault, -1 minus that place. */
function skipValue(text: string, from: number): number {
  const closing: string[] = [];
  let at = from;
  for (;;) {
    const letter = text[at];
    if (letter === '{' || letter === '[') {
      const close = letter === '{' ? '}' : ']';
      at = skipSpace(text, at + 1);
      if (text[at] !== close) {
        closing.push(close);
        if (close === '}') at = skipName(text, at);
        if (at < 0) return at;
        continue;
      }
      at++;
    } else {
      at = letter === '"' ? skipString(text, at) : skipPlain(text, at);
      if (at < 0) return at;
    }
    // A value has ended: what follows belongs to what it is in.
    for (;;) {
      const close = closing.at(-1);
      if (close === undefined) return at;
      at = skipSpace(text, at);
      if (text[at] === close) {
        closing.pop();
        at++;
        continue;
      }
      if (text[at] !== ',') return -1 - at;
      at = skipSpace(text, at + 1);
      if (close === '}') at = skipName(text, at);
      if (at < 0) return at;
      break;
    }
  }
}

/** Goes over a name and its colon. */
function skipName(text: string, from: number): number {
  if (text[from] !== '"') return -1 - from;
  const end = skipString(text, from);
  if (end < 0) return end;
  const colon = skipSpace(text, end);
  return text[colon] === ':' ? skipSpace(text, colon + 1) : -1 - colon;
}

function skipString(text: string, from: number): number {
  // Most strings are plain, and found at once.
  const quote = text.indexOf('"', from + 1);
  // oxlint-disable-next-line no-control-regex -- JSON allows none of them in a string
  if (quote >= 0 && !/[\\\u0000-\u001f]/.test(text.slice(from + 1, quote))) return quote + 1;
  for (let at = from + 1; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (letter === 0x22) return at + 1;
    if (letter < 0x20) return -1 - at;
    if (letter !== 0x5c) continue;
    at++;
    const escape = text[at] ?? '';
    if (escape === 'u' && /^[\da-f]{4}$/i.test(text.slice(at + 1, at + 5))) at += 4;
    else if (escape === '' || !'"\\/bfnrt'.includes(escape)) return -1 - at;
  }
  return -1 - text.length;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function skipPlain(text: string, from: number): number {
  for (const word of ['true', 'false', 'null']) if (text.startsWith(word, from)) return from + word.length;
  NUMBER.lastIndex = from;
  return NUMBER.test(text) ? NUMBER.lastIndex : -1 - from;
}

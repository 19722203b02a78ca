import type { KeptQuestion } from './model/lesson/openQuestion';
import type { KeptPredicting } from './model/predict/predicting';
import { Sections } from './model/sections';
import type { Pin } from './model/selection';
import type { VsCodeApi } from './transport/webviewTransport';

/** Where the user is and how they arranged the page. Never data: a page that comes back asks for that again. */
export interface Memory {
  readonly pin?: Pin | undefined;
  /** The list's share of the room, from 0 to 1. */
  readonly share?: number | undefined;
  /** Which sections of the details are open, as {@link Sections.kept} gives it. */
  readonly sections?: Readonly<Record<string, boolean>> | undefined;
  /** What the list is filtered by, in one session: a filter of yesterday would hide what somebody looks for today. */
  readonly filter?: { readonly text: string; readonly session: string } | undefined;
  /** Whether what came of exchanges is covered, of which it was uncovered, and the tally; in one session as well. */
  readonly predict?: (KeptPredicting & { readonly session: string }) | undefined;
  /** The lesson's share of the room, and since when its question covers what comes. */
  readonly lesson?: { readonly share?: number | undefined; readonly question?: KeptQuestion | undefined } | undefined;
}

const KEY = 'vitrina.panel';

/** Keeps the memory in the webview's state inside VS Code, and for as long as the tab lives in a browser. */
export class PanelMemory {
  readonly #api: VsCodeApi | undefined;
  #memory: Memory = {};

  constructor(api: VsCodeApi | undefined) {
    this.#api = api;
  }

  read(): Memory {
    this.#memory = valid(this.#api ? this.#api.getState() : fromSession());
    return this.#memory;
  }

  /** Keeps what is given beside what is kept already. */
  keep(change: Memory): void {
    const memory = { ...this.#memory, ...change };
    if (JSON.stringify(memory) === JSON.stringify(this.#memory)) return;
    this.#memory = memory;
    if (this.#api) this.#api.setState(memory);
    else toSession(memory);
  }
}

/** What an older version or somebody else left there is forgotten. */
function valid(kept: unknown): Memory {
  if (typeof kept !== 'object' || kept === null) return {};
  const { pin, share, sections, filter, predict, lesson } = kept as Record<string, unknown>;
  const { kind, id, time } = fieldsOf(pin);
  return {
    ...(typeof id === 'string' &&
      typeof time === 'string' && { pin: { ...(kind === 'reload' && { kind }), id, time } }),
    ...(typeof share === 'number' && share > 0 && share < 1 && { share }),
    sections: Sections.of(sections).kept,
    ...validFilter(filter),
    ...validPredicting(predict),
    lesson: validLesson(lesson),
  };
}

function validPredicting(kept: unknown): Pick<Memory, 'predict'> {
  const { on, tally, open, session } = fieldsOf(kept);
  const { right, asked } = fieldsOf(tally);
  if (typeof on !== 'boolean' || typeof session !== 'string' || !Array.isArray(open)) return {};
  if (typeof right !== 'number' || typeof asked !== 'number') return {};
  return { predict: { on, session, tally: { right, asked }, open: open.filter((each) => typeof each === 'string') } };
}

function validLesson(kept: unknown): Memory['lesson'] {
  const { share, question } = fieldsOf(kept);
  const { question: which, since } = fieldsOf(question);
  return {
    ...(typeof share === 'number' && share > 0 && share < 1 && { share }),
    ...(typeof which === 'string' && typeof since === 'string' && { question: { question: which, since } }),
  };
}

const fieldsOf = (kept: unknown): Record<string, unknown> =>
  (typeof kept === 'object' ? (kept ?? {}) : {}) as Record<string, unknown>;

function validFilter(kept: unknown): Pick<Memory, 'filter'> {
  const { text, session } = fieldsOf(kept);
  return typeof text === 'string' && typeof session === 'string' ? { filter: { text, session } } : {};
}

function fromSession(): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  } catch {
    // A browser may be set to keep nothing.
    return null;
  }
}

function toSession(memory: Memory): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(memory));
  } catch {
    // As above: the page works without.
  }
}

import type { Edit, Exchange, ExchangeSummary } from '../../protocol/types.generated';
import { compare, type Comparison } from './comparison';
import { type BodyChange, compareBodies, hasBody, type Kept } from './comparisonBody';
import { diffLines, type LineDiff } from './comparisonLines';
import type { Ask } from './transport';

/** As much of a body as the server keeps and gives at once, in bytes. */
const MOST_BYTES = 1 << 20;

/** A file that changed between two exchanges. */
export interface ComparedEdit {
  readonly edit: Edit;
  /** Undefined where the text is not known. */
  readonly diff: LineDiff | undefined;
}

/** Two exchanges and what differs between them. */
export interface Compared {
  readonly before: Exchange;
  readonly after: Exchange;
  readonly comparison: Comparison;
  /** Undefined until the bodies are there. */
  readonly body: BodyChange | undefined;
  readonly edits: readonly ComparedEdit[];
}

/** Asks for what is needed to compare two exchanges, and compares them. */
export class ComparisonLoader {
  readonly #ask: Ask;
  readonly #changed: () => void;
  #base: ExchangeSummary | undefined;
  #chosen: Exchange | undefined;
  #compared: Compared | undefined;

  /** @param changed called when an answer has come */
  constructor(ask: Ask, changed: () => void) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /** The comparison of an exchange; undefined until it is there, and where it is compared with nothing. */
  of(chosen: ExchangeSummary | undefined): Compared | undefined {
    const ids = [this.#compared?.before.id, this.#compared?.after.id];
    return ids.includes(chosen?.id) && ids.includes(this.#base?.id) ? this.#compared : undefined;
  }

  /** Compares two exchanges, unless that was done. */
  show(base: ExchangeSummary | undefined, chosen: Exchange | undefined): void {
    if (base === this.#base && chosen === this.#chosen) return;
    this.#base = base;
    this.#chosen = chosen;
    if (base && chosen) void this.#load(base, chosen);
  }

  async #load(base: ExchangeSummary, chosen: Exchange): Promise<void> {
    const still = (): boolean => base === this.#base && chosen === this.#chosen;
    try {
      const other = await this.#ask('exchange/get', { id: base.id });
      if (!still()) return;
      const [before, after] = Number(base.id) < Number(chosen.id) ? [other, chosen] : [chosen, other];
      const heads = { before, after, comparison: compare(before, after), body: undefined, edits: [] };
      // What is there already stays until all is: a page that only learned of a verdict does not flicker.
      if (this.#compared?.before.id !== before.id || this.#compared.after.id !== after.id) this.#compared = heads;
      this.#changed();
      if (!before.complete || !after.complete) return;
      const [body, edits] = await Promise.all([this.#body(before, after), this.#edits(before, after)]);
      if (!still()) return;
      this.#compared = { ...heads, body, edits };
    } catch {
      // An exchange that is not kept any more cannot be compared; that the connection is gone is said elsewhere.
      if (!still()) return;
      this.#compared = undefined;
    }
    this.#changed();
  }

  async #body(before: Exchange, after: Exchange): Promise<BodyChange> {
    if (!hasBody(before) || !hasBody(after)) return { kind: 'none' };
    for (const { response } of [before, after]) {
      if (response.body.kept === 0 && response.body.bytes > 0) return { kind: 'forgotten' };
    }
    const [was, is] = await Promise.all([this.#kept(before), this.#kept(after)]);
    return compareBodies(before, was, after, is);
  }

  async #kept({ id, response }: Exchange): Promise<Kept> {
    const { bytes, kept } = response.body;
    if (kept === 0) return { bytes: new Uint8Array(), whole: bytes === 0 };
    const { dataBase64 } = await this.#ask('exchange/body', { id, of: 'response', length: MOST_BYTES });
    return { bytes: Uint8Array.from(atob(dataBase64), (letter) => letter.charCodeAt(0)), whole: kept === bytes };
  }

  async #edits(before: Exchange, after: Exchange): Promise<ComparedEdit[]> {
    const { edits } = await this.#ask('exchange/edits', { before: before.id, after: after.id });
    return edits.map((edit) => ({
      edit,
      diff: edit.before === null || edit.after === null ? undefined : diffLines(edit.before, edit.after),
    }));
  }
}

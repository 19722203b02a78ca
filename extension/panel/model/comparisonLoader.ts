import type { Edit, Exchange, ExchangeSummary } from '../../protocol/types.generated';
import { compare, type Comparison, isSame } from './comparison';
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
  #bases: readonly ExchangeSummary[] = [];
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
    return ids.includes(chosen?.id) && this.#bases.some(({ id }) => ids.includes(id)) ? this.#compared : undefined;
  }

  /** Compares an exchange with others until one differs from it, unless that was done. */
  show(bases: readonly ExchangeSummary[], chosen: Exchange | undefined): void {
    const known = bases.length === this.#bases.length && bases.every((base, at) => base === this.#bases[at]);
    if (known && chosen === this.#chosen) return;
    this.#bases = bases;
    this.#chosen = chosen;
    if (chosen && bases.length > 0) void this.#load(bases, chosen);
  }

  /** A page is often loaded twice, by live reload and by hand: what changed before that stays in sight. */
  async #load(bases: readonly ExchangeSummary[], chosen: Exchange): Promise<void> {
    const still = (): boolean => bases === this.#bases && chosen === this.#chosen;
    const show = (compared: Compared | undefined): void => {
      this.#compared = compared;
      this.#changed();
    };
    let last: Compared | undefined;
    try {
      for (const base of bases) {
        const other = await this.#ask('exchange/get', { id: base.id });
        if (!still()) return;
        const [before, after] = Number(base.id) < Number(chosen.id) ? [other, chosen] : [chosen, other];
        const heads = { before, after, comparison: compare(before, after), body: undefined, edits: [] };
        // What is there already stays until all is: a page that only learned of a verdict does not flicker.
        const shown = this.#compared?.before.id === before.id && this.#compared.after.id === after.id;
        if (!shown && !isSame(heads.comparison)) show(heads);
        if (!before.complete || !after.complete) return;
        const [body, edits] = await Promise.all([this.#body(before, after), this.#edits(before, after)]);
        if (!still()) return;
        const compared = { ...heads, body, edits };
        last ??= compared;
        if (differs(compared)) {
          show(compared);
          return;
        }
      }
    } catch {
      // An exchange that is not kept any more cannot be compared; that the connection is gone is said elsewhere.
      if (!still()) return;
    }
    show(last);
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

/** True where something changed that is more than the usual: a 304 says that nothing did. */
const differs = ({ comparison, body, edits }: Compared): boolean =>
  comparison.notModified || !isSame(comparison) || edits.length > 0 || (body?.kind !== 'same' && body?.kind !== 'none');

import type { Body, BodyOf } from '../../../protocol/types.generated';
import { messageOf } from '../errors';
import type { Ask } from '../transport';
import { fromBase64, joined } from './bytes';

/** How much is asked for at once, in bytes: the page goes on drawing between two answers. */
const SLICE = 256 << 10;

/** Which body, of which exchange: one with the same id and another time is of another server. */
export interface BodyRef {
  readonly id: string;
  readonly time: string;
  readonly of: BodyOf;
}

/** Loads what is kept of a body, in slices, and more whenever there is more. */
export class BodyLoader {
  readonly #ask: Ask;
  readonly #changed: () => void;
  #ref: BodyRef | undefined;
  #sizes: Body = { bytes: 0, kept: 0 };
  #pieces: Uint8Array[] = [];
  #length = 0;
  #bytes: Uint8Array | undefined;
  #loading = false;
  #problem: string | undefined;
  #forgotten = false;

  /** @param changed called when something has come */
  constructor(ask: Ask, changed: () => void) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /** What has been loaded; the same array until more has come. */
  get bytes(): Uint8Array {
    return (this.#bytes ??= joined(this.#pieces));
  }

  /** Its length, and how much of that is kept. */
  get sizes(): Body {
    return this.#sizes;
  }

  /** True until all that is kept is here. */
  get loading(): boolean {
    return this.#loading;
  }

  /** True where the server made room for others, before it was all here. */
  get forgotten(): boolean {
    return this.#forgotten;
  }

  /** Why it cannot be loaded, in words of the server; undefined where nothing went wrong. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Shows a body that is now so long; called again when it has grown, or may be asked for again. */
  show(ref: BodyRef, sizes: Body): void {
    const same = this.#ref?.id === ref.id && this.#ref.time === ref.time && this.#ref.of === ref.of;
    if (!same) {
      this.#ref = ref;
      this.#pieces = [];
      this.#length = 0;
      this.#bytes = undefined;
      this.#loading = false;
      this.#sizes = { bytes: 0, kept: 0 };
    }
    if (same && this.#sizes.bytes === sizes.bytes && this.#sizes.kept === sizes.kept && !this.#problem) return;
    this.#sizes = sizes;
    this.#problem = undefined;
    this.#forgotten = sizes.kept === 0 && sizes.bytes > 0 && this.#length === 0;
    if (!this.#loading && this.#length < sizes.kept) void this.#load(this.#ref);
  }

  async #load(ref: BodyRef | undefined): Promise<void> {
    if (!ref) return;
    this.#loading = true;
    try {
      while (this.#ref === ref && this.#length < this.#sizes.kept) {
        const answer = await this.#ask('exchange/body', {
          id: ref.id,
          of: ref.of,
          offset: this.#length,
          length: SLICE,
        });
        if (this.#ref !== ref) return;
        const piece = fromBase64(answer.dataBase64);
        if (piece.length === 0) {
          this.#forgotten = true;
          break;
        }
        this.#pieces.push(piece);
        this.#length += piece.length;
        this.#bytes = undefined;
      }
    } catch (error) {
      if (this.#ref !== ref) return;
      this.#problem = messageOf(error);
    }
    this.#loading = false;
    this.#changed();
  }
}

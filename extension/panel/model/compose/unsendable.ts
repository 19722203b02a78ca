import type { TextKey } from '../texts';

/** A draft that cannot be sent, and why: a sentence of the page and its values. */
export class Unsendable extends Error {
  readonly key: TextKey;
  readonly values: Readonly<Record<string, string>>;

  constructor(key: TextKey, values: Readonly<Record<string, string>> = {}, cause?: unknown) {
    super(key, { cause });
    this.key = key;
    this.values = values;
  }
}

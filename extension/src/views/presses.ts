/**
 * Within this time, in milliseconds, a second press belongs to the first. It is Windows' own for a double click, unless the
 * user chose another: https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-setdoubleclicktime
 */
const DOUBLE_CLICK_MS = 500;

/** Takes a double click for one click: many people double-click what asks for one, and would start and stop at once. */
export class Presses {
  #last = -Infinity;

  /** False for a press that belongs to the one before. `now` is in milliseconds of any clock that never goes back. */
  isAnother(now: number): boolean {
    const isAnother = now - this.#last >= DOUBLE_CLICK_MS;
    this.#last = now;
    return isAnother;
  }
}

/** Milliseconds between two drawings for what the server tells: 20 a second are more than anybody reads. */
const BETWEEN_DRAWINGS = 50;

/** Has the page drawn for what the server tells: not too often, and not at all while nobody can see it. */
export class Drawing {
  readonly #draw: () => void;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #due = false;

  constructor(draw: () => void) {
    this.#draw = draw;
    document.addEventListener('visibilitychange', () => {
      if (this.#due) this.request();
    });
  }

  request(): void {
    this.#due = true;
    if (this.#pause !== undefined || document.hidden) return;
    this.#due = false;
    this.#draw();
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (this.#due) this.request();
    }, BETWEEN_DRAWINGS);
  }
}

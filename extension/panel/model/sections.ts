/**
 * The sections of an exchange's details, in the order of the page. The last is a part of the request: the headers that
 * every browser sends.
 */
export const SECTIONS = ['response', 'body', 'script', 'observed', 'history', 'timing', 'request', 'routine'] as const;

export type SectionName = (typeof SECTIONS)[number];

/** Few look for these. */
const CLOSED: readonly SectionName[] = ['history', 'routine'];

/** Which sections are open. What the user never opened or closed is open, save what few look for. */
export class Sections {
  readonly #open: Readonly<Record<SectionName, boolean>>;

  private constructor(open: Readonly<Record<SectionName, boolean>>) {
    this.#open = open;
  }

  /** @param kept what {@link Sections.kept} gave, or anything else, of which what does not fit is passed over */
  static of(kept?: unknown): Sections {
    const given = typeof kept === 'object' && kept !== null ? (kept as Readonly<Record<string, unknown>>) : {};
    const open = SECTIONS.map(
      (name) => [name, typeof given[name] === 'boolean' ? given[name] : !CLOSED.includes(name)] as const,
    );
    return new Sections(Object.fromEntries(open) as Record<SectionName, boolean>);
  }

  /** For a memory that takes JSON. */
  get kept(): Readonly<Record<string, boolean>> {
    return this.#open;
  }

  isOpen(name: SectionName): boolean {
    return this.#open[name];
  }

  toggled(name: SectionName): Sections {
    return new Sections({ ...this.#open, [name]: !this.#open[name] });
  }
}

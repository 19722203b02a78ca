import type {
  ExchangeSummary,
  Override,
  OverrideDidChangeParams,
  PathOverride,
} from '../../../protocol/types.generated';
import { messageOf } from '../errors';
import type { Ask } from '../transport';
import { draftOf, type OverrideDraft, overrideOf } from './draft';
import { isOf, pathOf } from './override';

/** What “Serve as” needs of the panel. */
export interface Panel {
  readonly ask: Ask;
  /** The only site that is shown; undefined for all. */
  readonly siteId: () => string | undefined;
  /** The exchanges of the list, the oldest first. */
  readonly all: () => Iterable<ExchangeSummary>;
  /** Shows an exchange, beside the one that it is to be compared with. */
  readonly show: (now: ExchangeSummary, before: ExchangeSummary | undefined) => void;
  /** Called after every change. */
  readonly changed: () => void;
}

/** Paths that are served as something else: what there is, and what the user changes of it. */
export class Overriding {
  readonly #panel: Panel;
  #known: readonly PathOverride[] = [];
  #draft: OverrideDraft | undefined;
  #problem: string | undefined;
  /** The path whose next exchange shows what came of a change, and the newest exchange before that. */
  #awaited: { readonly path: string; readonly after: number; readonly before: ExchangeSummary | undefined } | undefined;
  /** How often something was told. */
  #told = 0;

  constructor(panel: Panel) {
    this.#panel = panel;
  }

  /** Those of the sites that are shown, in the order in which they were set. */
  get all(): readonly PathOverride[] {
    const siteId = this.#panel.siteId();
    return siteId === undefined ? this.#known : this.#known.filter((each) => each.siteId === siteId);
  }

  /** How the path of a target is served; undefined where the site decides. */
  of(siteId: string, target: string): PathOverride | undefined {
    return this.#known.find((each) => isOf(each, siteId, target));
  }

  /** What is being written into the form; undefined while it is not shown. */
  get draft(): OverrideDraft | undefined {
    return this.#draft;
  }

  /** Why the last change was refused, in words of the server. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Shows the form for the path of a target. */
  begin(siteId: string, target: string, before?: string): void {
    const known = this.of(siteId, target);
    this.#problem = undefined;
    this.write(draftOf({ siteId, path: known?.path ?? target.replace(/[?#].*$/s, ''), before }, known?.override));
  }

  /** Takes what was written so far; undefined gives it up. */
  write(draft: OverrideDraft | undefined): void {
    this.#draft = draft;
    if (!draft) this.#problem = undefined;
    this.#panel.changed();
  }

  /** Shows something else, which the user chose. */
  leave(): void {
    this.unfollow();
    this.write(undefined);
  }

  /** What comes of a change is not shown of its own accord any more. */
  unfollow(): void {
    this.#awaited = undefined;
  }

  /** Does what is written in the form, which then closes; where it is refused it stays. */
  async apply(): Promise<void> {
    const { draft } = this;
    if (!draft) return;
    const { siteId, path } = draft;
    const done = await this.set(siteId, path, overrideOf(draft));
    if (done && this.#draft === draft) this.write(undefined);
  }

  /** Serves a path as something else, and shows what the browser makes of it as soon as it asks again. */
  async set(siteId: string, path: string, override: Override): Promise<boolean> {
    return this.#change([path], () => this.#panel.ask('override/set', { siteId, path, override }));
  }

  /** Serves the path of a target with something else besides what is overridden of it already. */
  async add(siteId: string, target: string, override: Override): Promise<boolean> {
    return this.set(siteId, target, { ...this.of(siteId, target)?.override, ...override });
  }

  async undo(siteId: string, path: string): Promise<boolean> {
    return this.#change([path], () => this.#panel.ask('override/remove', { siteId, path }));
  }

  async undoAll(): Promise<boolean> {
    const sites = new Set(this.all.map(({ siteId }) => siteId));
    return this.#change(
      this.all.map(({ path }) => path),
      () => Promise.all([...sites].map((siteId) => this.#panel.ask('override/remove', { siteId }))),
    );
  }

  /** Takes what `override/didChange` tells. */
  record({ siteId, overrides }: OverrideDidChangeParams): void {
    this.#told++;
    this.#known = [...this.#known.filter((each) => each.siteId !== siteId), ...overrides];
  }

  /** A site has ended, and its overrides with it. */
  ended(siteId: string): void {
    this.record({ siteId, overrides: [] });
    if (this.#draft?.siteId === siteId) this.#draft = undefined;
  }

  /** Asks for those that there are, in place of all that is known. */
  async load(): Promise<void> {
    const told = this.#told;
    try {
      const { overrides } = await this.#panel.ask('override/list', {});
      if (told !== this.#told) {
        await this.load();
        return;
      } // the list may be older than what was told meanwhile
      this.#known = overrides;
      this.#panel.changed();
    } catch {
      // A connection that ended: the list of exchanges says so, and the next connection asks again.
    }
  }

  /** To be called when the list has changed. */
  recorded(): void {
    const awaited = this.#awaited;
    if (!awaited) return;
    for (const summary of this.#panel.all()) {
      if (Number(summary.id) <= awaited.after || pathOf(summary.target) !== awaited.path) continue;
      this.#awaited = undefined;
      this.#panel.show(summary, awaited.before);
      return;
    }
  }

  async #change(targets: readonly string[], ask: () => Promise<unknown>): Promise<boolean> {
    this.#problem = undefined;
    const [target] = targets;
    const path = targets.length === 1 && target !== undefined ? pathOf(target) : undefined;
    let after = 0;
    let before: ExchangeSummary | undefined;
    for (const each of this.#panel.all()) {
      after = Number(each.id);
      if (pathOf(each.target) === path) before = each;
    }
    this.#awaited = path === undefined ? undefined : { path, after, before };
    this.#panel.changed();
    try {
      await ask();
      return true;
    } catch (error) {
      this.#awaited = undefined;
      this.#problem = messageOf(error);
      return false;
    } finally {
      this.recorded();
      this.#panel.changed();
    }
  }
}

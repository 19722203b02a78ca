import type { ReloadDidSendParams } from '../../protocol/types.generated';
import { isEarlier } from './times';

/** As many as the server lists (protocol: `reload/list`). */
export const MOST_RELOADS = 200;

/** What was done about changed files: pages reloaded, or there was a reason not to. */
export type Reload = ReloadDidSendParams;

/** The latest reloads, the oldest first. */
export class ReloadStore {
  #reloads: readonly Reload[] = [];

  /** The same array as before as long as nothing changed. */
  get all(): readonly Reload[] {
    return this.#reloads;
  }

  get(id: string, time: string): Reload | undefined {
    return this.#reloads.find((one) => one.id === id && one.time === time);
  }

  /** Adds one; one that is known already is amended: only then is told when the pages had what is new. */
  record(told: Reload): void {
    const known = this.#reloads.find(({ siteId, id }) => siteId === told.siteId && id === told.id);
    if (known && known.doneMs > 0) return;
    const others = this.#reloads.filter((one) => one !== known);
    const next = others.findIndex(({ time }) => isEarlier(told.time, time));
    this.#reloads = others.toSpliced(next < 0 ? others.length : next, 0, told).slice(-MOST_RELOADS);
  }

  /** Takes the server's list in place of all that was known. */
  replaceAll(reloads: readonly Reload[]): void {
    this.#reloads = reloads;
  }

  /** Forgets those of a site, or all of them. */
  clear(siteId?: string): void {
    this.#reloads = siteId === undefined ? [] : this.#reloads.filter((one) => one.siteId !== siteId);
  }
}

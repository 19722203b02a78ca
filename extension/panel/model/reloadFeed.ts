import type { ReloadDidSendParams } from '../../protocol/types.generated';
import { ReloadStore } from './reloadStore';
import type { Sites } from './sites';
import type { Ask } from './transport';

/** Keeps the list of reloads: asks the server for the latest, and keeps up by notifications. */
export class ReloadFeed {
  readonly store = new ReloadStore();
  readonly #ask: Ask;
  readonly #sites: Sites;
  readonly #changed: () => void;
  /** What is told while the list is on its way, to be taken after it. */
  #buffered: ReloadDidSendParams[] | undefined;

  /** @param changed called when a list has come */
  constructor(ask: Ask, sites: Sites, changed: () => void) {
    this.#ask = ask;
    this.#sites = sites;
    this.#changed = changed;
  }

  /** Takes what `reload/didSend` tells. */
  record(params: ReloadDidSendParams): void {
    if (this.#sites.id !== undefined && params.siteId !== this.#sites.id) return;
    this.#buffered?.push(params);
    this.store.record(params);
  }

  /** Takes what `exchange/didClear` tells. The list that is on its way may hold what was just forgotten. */
  clear(siteId: string | undefined): void {
    this.store.clear(siteId);
    if (this.#buffered) void this.load();
  }

  /** Drops the answer that has not come: its connection is gone. */
  abandon(): void {
    this.#buffered = undefined;
  }

  /** Asks for those that the server keeps, in place of all that is known. */
  async load(): Promise<void> {
    const buffered: ReloadDidSendParams[] = [];
    this.#buffered = buffered;
    try {
      const siteId = this.#sites.id;
      const { reloads } = await this.#ask('reload/list', siteId === undefined ? {} : { siteId });
      if (this.#buffered !== buffered) return;
      this.store.replaceAll(reloads);
      for (const told of buffered) this.store.record(told);
    } catch {
      // A connection that ended: the list of exchanges says so, and the next connection asks again.
    }
    if (this.#buffered === buffered) this.#buffered = undefined;
    this.#changed();
  }
}

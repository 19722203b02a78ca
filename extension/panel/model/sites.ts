import type { HostState } from '../../protocol/panelHost';
import type { Site, SiteDidChangeParams } from '../../protocol/types.generated';

/** The sites that are served, and the one that the page is about. */
export class Sites {
  #served: readonly Site[] = [];
  #host: HostState | undefined;
  #onlyId: string | undefined;
  /** The folder of the only site, once that has ended. */
  #endedRoot: string | undefined;

  /** @param onlyId the only site to show, as the page's address may name it */
  constructor(onlyId: string | undefined) {
    this.#onlyId = onlyId;
  }

  /** What VS Code tells; undefined in a plain browser. */
  get host(): HostState | undefined {
    return this.#host;
  }

  set host(state: HostState | undefined) {
    this.#host = state;
  }

  /** The only site whose exchanges are shown; undefined for all. */
  get id(): string | undefined {
    return this.#host ? this.#host.site?.id : this.#onlyId;
  }

  /** The site that the panel is about. */
  get current(): Site | undefined {
    const { id } = this;
    if (this.#host?.site) return this.#host.site;
    // An editor says itself which file it shows.
    return this.#served.find((site) => (id ? site.id === id : !this.#host || !site.archive));
  }

  /** Takes the whole list of the server. */
  replaceAll(sites: readonly Site[]): void {
    this.#served = sites;
  }

  /** @returns true where the page is about another site from now on */
  change({ site, change }: SiteDidChangeParams): boolean {
    if (change === 'changed') {
      this.#served = this.#served.map((known) => (known.id === site.id ? site : known));
      return false;
    }
    const others = this.#served.filter(({ id }) => id !== site.id);
    this.#served = change === 'ended' ? others : [...others, site];
    if (change === 'ended' && site.id === this.#onlyId) this.#endedRoot = site.root;
    if (change !== 'started' || site.root !== this.#endedRoot) return false;
    // The folder that this page is about is served again, under another id.
    this.#onlyId = site.id;
    this.#endedRoot = undefined;
    return true;
  }
}

import * as vscode from 'vscode';
import type { Exchange, Recorded, Site, StateChange, Vitrina } from '../api/vitrina';
import type { ExchangeDidRecordParams, ExchangeSummary, Site as ServedSite } from '../protocol/types.generated';
import type { Controller } from './server/controller';
import type { ServerState } from './server/serverState';
import { namedSiteFolder } from './site/siteFolder';

/** The extension, for other extensions. What they get is held against the types that are published. */
export class Api implements vscode.Disposable {
  readonly #recorded = new vscode.EventEmitter<Recorded>();
  readonly #changed = new vscode.EventEmitter<StateChange>();
  readonly #subscriptions: vscode.Disposable[];

  /** What `activate` returns: nothing more of ours can be reached through it. */
  readonly vitrina: Vitrina;

  constructor(controller: Controller) {
    this.#subscriptions = [
      this.#recorded,
      this.#changed,
      controller.onDidChangeState((state) => {
        this.#changed.fire(changeOf(state));
      }),
      controller.onDidNotify(({ method, params }) => {
        if (method === 'exchange/didRecord') this.#record(params as ExchangeDidRecordParams);
      }),
    ];
    this.vitrina = Object.freeze({
      version: 1,
      get sites() {
        return sitesOf(controller.state);
      },
      start: async (folder?: vscode.Uri) => {
        const named = folder && (await namedSiteFolder(folder));
        const site = await (named ? controller.serve(named) : controller.start());
        return site && siteOf(site);
      },
      stop: () => controller.stop(),
      onDidChangeState: this.#changed.event,
      onDidRecord: this.#recorded.event,
    });
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #record({ siteId, exchanges, skipped }: ExchangeDidRecordParams): void {
    const site = this.vitrina.sites.find(({ id }) => id === siteId);
    if (site) this.#recorded.fire({ site, exchanges: exchanges.map(exchangeOf), skipped });
  }
}

const sitesOf = (state: ServerState): readonly Site[] => (state.kind === 'running' ? [siteOf(state.site)] : []);

const changeOf = (state: ServerState): StateChange => ({
  state: state.kind,
  sites: sitesOf(state),
  ...(state.kind === 'failed' && { reason: state.reason }),
});

/** Without the panel's address and the live view's key: both are secrets. */
const siteOf = ({ id, root, url }: ServedSite): Site => ({ id, root, url });

const exchangeOf = (summary: ExchangeSummary): Exchange => {
  // Only exchanges of an archive are of an unknown kind, and those are not told here.
  const kind = summary.kind as Exchange['kind'];
  const { id, time, method, target, status, contentType, durationMs, bytes, complete, notes } = summary;
  const said = notes.map(({ code, message }) => ({ code, message }));
  return { id, time, method, target, status, contentType, kind, durationMs, bytes, complete, notes: said };
};

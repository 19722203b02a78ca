import { PanelModel } from '../../panel/model/panelModel';
import type { Ask, Transport, TransportListener } from '../../panel/model/transport';
import { golden } from '../../protocol/golden.generated';
import type { ExchangeSummary, ReloadDidSendParams } from '../../protocol/types.generated';
import { summaries } from './exchanges';

/** The id of what is sent from the panel. */
export const SENT = '9';

/** A server whose answers come when the test says so: what is about order cannot be timed with a real one. */
export class Server implements Transport {
  kept: ExchangeSummary[] = [];
  /** How many it had before those that it keeps. */
  forgotten = 0;
  /** Requests that have not been answered yet, as what answers them. */
  readonly waiting: (() => void)[] = [];
  readonly asked: { readonly method: string; readonly params: unknown }[] = [];
  /** True: an answer comes by itself. */
  quick = true;
  /** True: it keeps no whole exchange any more. */
  forgets = false;

  open(listener: TransportListener): void {
    listener.connected();
  }

  /** What it tells of reloads, at once. */
  reloads: ReloadDidSendParams[] = [];

  readonly ask: Ask = (method, ...params) =>
    new Promise((resolve, reject) => {
      this.asked.push({ method, params: params[0] });
      if (method === 'reload/list') {
        resolve({ reloads: this.reloads } as never);
        return;
      }
      if (method === 'override/list') {
        resolve({ overrides: [] } as never);
        return;
      }
      if (method === 'exchange/get' && this.forgets) {
        reject(new Error('it is not kept'));
        return;
      }
      // What the server knew when it was asked, not when its answer arrives.
      const answer = this.#answer(method, params[0]);
      const send = (): void => {
        resolve(answer as never);
      };
      if (this.quick) send();
      else this.waiting.push(send);
    });

  /** Sends every answer, those too that only an answer makes necessary. */
  async settle(): Promise<void> {
    this.quick = true;
    while (this.waiting.length > 0) this.waiting.shift()?.();
    await settled();
  }

  #answer(method: string, params: unknown): unknown {
    const { id, before } = (params ?? {}) as { id?: string; before?: string };
    if (method === 'site/list') return golden['siteList.result'];
    if (method === 'exchange/replay') return { id: SENT };
    if (method === 'override/set') return {};
    if (method === 'exchange/get') return { ...golden['exchangeGet.file'], ...this.kept.find((one) => one.id === id) };
    const end = before === undefined ? this.kept.length : this.kept.findIndex((one) => one.id === before);
    const start = Math.max(0, end - 2);
    return { exchanges: this.kept.slice(start, end), more: start > 0, older: this.forgotten + start };
  }
}

/** A panel of a server that keeps some exchanges. */
export async function opened(count: number, server = new Server()): Promise<{ server: Server; model: PanelModel }> {
  if (count > 0) server.kept = summaries(1, count);
  const model = new PanelModel(server, () => undefined);
  model.open();
  await settled();
  return { server, model };
}

/** Lets everything run that waits for nothing but promises. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

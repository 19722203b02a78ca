import type { Exchange, ExchangeReplayParams, ExchangeSummary } from '../../protocol/types.generated';
import { bytesOf, UnreadableFile } from './compose/chosenFile';
import { type Draft, draftOf, fileOf, newDraft, paramsOf } from './compose/draft';
import { messageOf } from './errors';
import type { Ask } from './transport';

/** More are not remembered. */
const MOST_DRAFTS = 20;

const keyOf = ({ of, siteId }: Draft): string => of ?? `new ${siteId}`;

/** What the composer needs of the panel. */
export interface Panel {
  readonly ask: Ask;
  /** An exchange of the list. */
  readonly find: (id: string) => ExchangeSummary | undefined;
  /** Shows what was sent, beside the exchange whose request it was. */
  readonly show: (sent: ExchangeSummary, of: ExchangeSummary | undefined) => void;
  /** Called after every change. */
  readonly changed: () => void;
}

/** Requests that are sent from the panel: as they were, or written in a form. */
export class Composing {
  readonly #panel: Panel;
  /** What was begun and neither sent nor given up, by what it was begun from. */
  readonly #drafts = new Map<string, Draft>();
  #shown: string | undefined;
  #problem: string | UnreadableFile | undefined;
  #sending = false;
  /** What was sent, and is not in the list yet. */
  #awaited: { readonly id: string; readonly of: string | undefined } | undefined;

  constructor(panel: Panel) {
    this.#panel = panel;
  }

  /** What is being written; undefined while nothing is. */
  get draft(): Draft | undefined {
    return this.#shown === undefined ? undefined : this.#drafts.get(this.#shown);
  }

  /** Why the last one could not be sent: in words of the server, or since its file cannot be read. */
  get problem(): string | UnreadableFile | undefined {
    return this.#problem;
  }

  get sending(): boolean {
    return this.#sending;
  }

  /** Begins a draft of an exchange's request, or of one from nothing; or goes on with it. */
  begin(from: Exchange | { readonly siteId: string; readonly host: string }): void {
    const draft = 'request' in from ? draftOf(from) : newDraft(from.siteId, from.host);
    const key = keyOf(draft);
    this.#problem = undefined;
    this.#shown = key;
    this.write(this.#drafts.get(key) ?? draft);
  }

  /** Takes what was written so far; undefined gives it up. */
  write(draft: Draft | undefined): void {
    const key = draft ? keyOf(draft) : this.#shown;
    if (key === undefined) return;
    this.#drafts.delete(key);
    if (draft) this.#drafts.set(key, draft);
    else this.#shown = undefined;
    const [oldest] = this.#drafts.keys();
    if (this.#drafts.size > MOST_DRAFTS && oldest !== undefined) this.#drafts.delete(oldest);
    this.#panel.changed();
  }

  /** Shows something else; the draft stays for when it is begun again. */
  leave(): void {
    this.#shown = undefined;
    this.#problem = undefined;
    this.#panel.changed();
  }

  /** Sends the draft, which then is no more; where it cannot be sent it stays. */
  async send(): Promise<void> {
    const { draft } = this;
    if (!draft) return;
    const sent = await this.#send(async () => {
      const file = fileOf(draft);
      return paramsOf(draft, file && (await bytesOf(file)));
    });
    if (sent && this.draft === draft) this.write(undefined);
  }

  /** Sends the request of an exchange again, as it was. */
  async sendAgain(id: string): Promise<void> {
    await this.#send(() => ({ id }));
  }

  /** To be called when the list has changed. */
  recorded(): void {
    const awaited = this.#awaited;
    const sent = awaited && this.#panel.find(awaited.id);
    if (!sent) return;
    this.#awaited = undefined;
    this.#panel.show(sent, awaited.of === undefined ? undefined : this.#panel.find(awaited.of));
  }

  async #send(prepare: () => ExchangeReplayParams | Promise<ExchangeReplayParams>): Promise<boolean> {
    if (this.#sending) return false;
    this.#sending = true;
    this.#problem = undefined;
    this.#panel.changed();
    try {
      const params = await prepare();
      const { id } = await this.#panel.ask('exchange/replay', params);
      this.#awaited = { id, of: params.id };
      return true;
    } catch (error) {
      this.#problem = error instanceof UnreadableFile ? error : messageOf(error);
      return false;
    } finally {
      this.#sending = false;
      this.recorded();
      this.#panel.changed();
    }
  }
}

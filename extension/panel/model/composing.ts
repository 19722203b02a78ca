import type { Exchange, ExchangeReplayParams, ExchangeSummary } from '../../protocol/types.generated';
import { bytesOf } from './compose/chosenFile';
import { type Draft, draftOf, fileOf, newDraft, paramsOf } from './compose/draft';
import { Unsendable } from './compose/unsendable';
import { messageOf } from './errors';
import type { ExchangeStore } from './exchangeStore';
import { keyOf } from './identity';
import type { Ask } from './transport';

/** More are not remembered. */
const MOST_DRAFTS = 20;

const nameOf = ({ of, siteId }: Draft): string => (of ? keyOf(of) : `new ${siteId}`);

/** What the composer needs of the panel. */
export interface Panel {
  readonly ask: Ask;
  /** The exchanges of the list. */
  readonly store: ExchangeStore;
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
  #problem: string | Unsendable | undefined;
  #sending = false;
  /** How often something else was chosen than what was sent. */
  #choices = 0;
  /** What was sent, and is not in the list yet. */
  #awaited: { readonly id: string; readonly of: string | undefined } | undefined;

  constructor(panel: Panel) {
    this.#panel = panel;
  }

  /** What is being written; undefined while nothing is. */
  get draft(): Draft | undefined {
    return this.#shown === undefined ? undefined : this.#drafts.get(this.#shown);
  }

  /** Why the last one could not be sent: in words of the server, or a sentence of the page. */
  get problem(): string | Unsendable | undefined {
    return this.#problem;
  }

  get sending(): boolean {
    return this.#sending;
  }

  /** Begins a draft of an exchange's request, or of one from nothing; or goes on with it. */
  begin(from: Exchange | { readonly siteId: string; readonly host: string }): void {
    const draft = 'request' in from ? draftOf(from) : newDraft(from.siteId, from.host);
    const key = nameOf(draft);
    this.#problem = undefined;
    this.#shown = key;
    this.write(this.#drafts.get(key) ?? draft);
  }

  /** Takes what was written so far; undefined gives it up. */
  write(draft: Draft | undefined): void {
    const key = draft ? nameOf(draft) : this.#shown;
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
      return paramsOf(this.#sendable(draft), file && (await bytesOf(file)));
    });
    if (sent) this.#forget(draft);
  }

  /** The draft; where the request that it changes is not kept any more, as one from nothing. */
  #sendable(draft: Draft): Draft {
    if (!draft.of || this.#panel.store.find(draft.of)) return draft;
    if (draft.body === 'same' && draft.raw === undefined) throw new Unsendable('compose.gone');
    return { ...draft, of: undefined };
  }

  /** Gives up a draft, unless something else was written since. */
  #forget(draft: Draft): void {
    const key = nameOf(draft);
    if (this.#drafts.get(key) !== draft) return;
    this.#drafts.delete(key);
    if (this.#shown === key) this.#shown = undefined;
    this.#panel.changed();
  }

  /** Sends the request of an exchange again, as it was. */
  async sendAgain(id: string): Promise<void> {
    await this.#send(() => ({ id }));
  }

  /** To be called when the list has changed. */
  recorded(): void {
    const awaited = this.#awaited;
    const sent = awaited && this.#panel.store.get(awaited.id);
    if (!sent) return;
    this.#awaited = undefined;
    this.#panel.show(sent, awaited.of === undefined ? undefined : this.#panel.store.get(awaited.of));
  }

  /** What was sent is not shown of its own accord any more: the user chose something else, or another server answers. */
  unfollow(): void {
    this.#choices++;
    this.#awaited = undefined;
  }

  async #send(prepare: () => ExchangeReplayParams | Promise<ExchangeReplayParams>): Promise<boolean> {
    if (this.#sending) return false;
    this.#sending = true;
    const choices = this.#choices;
    this.#problem = undefined;
    this.#panel.changed();
    try {
      const params = await prepare();
      const { id } = await this.#panel.ask('exchange/replay', params);
      if (choices === this.#choices) this.#awaited = { id, of: params.id };
      return true;
    } catch (error) {
      this.#problem = error instanceof Unsendable ? error : messageOf(error);
      return false;
    } finally {
      this.#sending = false;
      this.recorded();
      this.#panel.changed();
    }
  }
}

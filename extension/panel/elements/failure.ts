import type { LitElement, ReactiveController } from 'lit';
import { messageOf } from '../model/errors';
import type { PanelModel } from '../model/panelModel';
import { ChooseEvent, FollowEvent } from './exchange-list';

/**
 * Why what was asked last was not done, for a page to show: until something else is asked or chosen, or there is another
 * server to ask.
 */
export class Failure implements ReactiveController {
  readonly #page: LitElement;
  readonly #model: () => PanelModel | undefined;
  #sentence: string | undefined;
  /** The site that can be asked; undefined while none can. */
  #site: string | undefined;

  constructor(page: LitElement, model: () => PanelModel | undefined) {
    this.#page = page;
    this.#model = model;
    page.addController(this);
    for (const type of [ChooseEvent.type, FollowEvent.type]) {
      page.addEventListener(type, () => {
        this.forget();
      });
    }
  }

  /** In words of the server; undefined where nothing went wrong. */
  get sentence(): string | undefined {
    return this.#sentence;
  }

  /** Follows what was asked. */
  of(asked: Promise<unknown> | undefined): void {
    this.forget();
    asked?.catch((error: unknown) => {
      this.#say(messageOf(error));
    });
  }

  /** To be called where another exchange is chosen elsewhere than in the list. */
  forget(): void {
    this.#say(undefined);
  }

  hostUpdate(): void {
    const { link, site } = this.#model() ?? {};
    const before = this.#site;
    this.#site = link === 'connected' ? (site?.id ?? '') : undefined;
    if (this.#site !== undefined && this.#site !== before) this.#sentence = undefined;
  }

  #say(sentence: string | undefined): void {
    this.#sentence = sentence;
    this.#page.requestUpdate();
  }
}

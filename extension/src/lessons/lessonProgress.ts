import type * as vscode from 'vscode';
import type { LessonDidChangeParams, LessonProgress, Site } from '../../protocol/types.generated';
import type { Controller } from '../server/controller';
import { reportOf } from '../server/failures';
import type { ServerState } from '../server/serverState';

/** By the root of the site. */
type Kept = Readonly<Record<string, LessonProgress>>;

const KEY = 'lessonProgress';

/**
 * Keeps in the workspace how far the student is in its lessons, since a server that ends forgets it, and gives it back to
 * the next.
 */
export class LessonKeeper implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable[];
  /** The start of the server that was given what was kept; what it tells before that is not what the student has done. */
  #resumed: string | undefined;
  #following: string | undefined;

  /** @param begin called where a lesson is served for the first time here, with the path at which it begins, if any */
  constructor(
    private readonly memento: vscode.Memento,
    private readonly controller: Controller,
    private readonly log: vscode.LogOutputChannel,
    private readonly begin: (opens: string) => Promise<void>,
  ) {
    this.#subscriptions = [
      controller.onDidChangeState((state) => {
        this.#follow(state);
      }),
      controller.onDidNotify(({ method, params }) => {
        if (method === 'lesson/didChange') this.#keep(params as LessonDidChangeParams);
      }),
    ];
    this.#follow(controller.state);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  get #kept(): Kept {
    return this.memento.get<Kept>(KEY, {});
  }

  /** A site that is started again has another key. */
  #follow(state: ServerState): void {
    const key = state.kind === 'running' ? state.site.liveViewKey : undefined;
    if (key === this.#following) return;
    this.#following = key;
    if (state.kind === 'running') void this.#resume(state.site);
  }

  async #resume({ id, root, liveViewKey }: Site): Promise<void> {
    const { [root]: progress } = this.#kept;
    try {
      if (progress) await this.controller.request('lesson/resume', { siteId: id, progress });
      const { lesson } = await this.controller.request('lesson/get', { siteId: id });
      this.#resumed = liveViewKey;
      if (!lesson || lesson.name === progress?.lesson) return;
      await this.#write(root, { lesson: lesson.name, done: [], read: [] });
      await this.begin(lesson.opens);
    } catch (error) {
      // It was stopped meanwhile. The student sees no more than a lesson that begins anew.
      this.log.warn(reportOf(error).sentence);
    }
  }

  #keep({ siteId, lesson, progress }: LessonDidChangeParams): void {
    const { state } = this.controller;
    if (lesson === '' || state.kind !== 'running' || state.site.id !== siteId) return;
    if (state.site.liveViewKey !== this.#resumed) return;
    void this.#write(state.site.root, progress);
  }

  async #write(root: string, progress: LessonProgress): Promise<void> {
    const kept = this.#kept;
    if (JSON.stringify(kept[root]) === JSON.stringify(progress)) return;
    await this.memento.update(KEY, { ...kept, [root]: progress });
  }
}

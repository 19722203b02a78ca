import { access } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ExchangeDidRecordParams, ExchangeSummary, ReloadDidSendParams } from '../../protocol/types.generated';
import type { Controller } from '../server/controller';
import { isSomethingToServe } from '../site/siteFolder';

/** What a beginner does first. Each is a step of the walkthrough in the manifest, by the context key `vitrina.did.STEP`. */
export type FirstStep = 'start' | 'open' | 'choose' | 'reload' | 'script' | 'lesson';

const WALKTHROUGH = 'vitrina.vitrina#vitrina.firstSteps';
/** Remembered of a user, not of a computer or a workspace. */
const OFFERED = 'walkthroughOffered';

/**
 * Sees the first steps being done, and says so in context keys: a step is done by what happened, however it came about,
 * and not by a press of the walkthrough's own button. VS Code remembers which steps were done.
 */
export class FirstSteps implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable[];
  readonly #done = new Set<FirstStep>();

  constructor(
    private readonly context: vscode.ExtensionContext,
    controller: Controller,
    onDidChoose: vscode.Event<void>,
  ) {
    context.globalState.setKeysForSync([OFFERED]);
    this.#subscriptions = [
      controller.onDidChangeState(({ kind }) => {
        if (kind === 'running') this.#do('start');
      }),
      onDidChoose(() => {
        this.#do('choose');
      }),
      controller.onDidNotify(({ method, params }) => {
        if (method === 'exchange/didRecord') this.#recorded(params as ExchangeDidRecordParams);
        if (method === 'reload/didSend') this.#reloaded(params as ReloadDidSendParams);
      }),
    ];
    this.#subscriptions.push(
      vscode.window.tabGroups.onDidChangeTabs(({ opened, changed }) => {
        // VS Code gives no input for its own pages, of which the walkthrough's is one.
        if ([...opened, ...changed].some(({ input }) => input === undefined)) void this.recount();
      }),
    );
    void this.#findLesson();
  }

  /**
   * Has VS Code count the steps that are done already. It takes no notice of a key that was true before it first looked at
   * the walkthrough, which it does only when somebody opens its welcome page: it goes by keys that change. So each step has
   * a second event, with one that changes here.
   */
  async recount(): Promise<void> {
    if (this.#done.size === 0) return;
    await vscode.commands.executeCommand('setContext', 'vitrina.recount', true);
    await vscode.commands.executeCommand('setContext', 'vitrina.recount', false);
  }

  /** Offers the walkthrough, once ever, in a window with something to serve. */
  async offer(): Promise<void> {
    const { globalState } = this.context;
    // VS Code opens walkthroughs of new extensions by itself; who switched that off wants to be left alone.
    const wanted = vscode.workspace
      .getConfiguration('workbench.welcomePage.walkthroughs')
      .get<boolean>('openOnInstall', true);
    if (!wanted || globalState.get(OFFERED) || !(await isSomethingToServe())) return;
    await globalState.update(OFFERED, true);
    const show = vscode.l10n.t('Show Me');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('New to Vitrina? Six short steps show what it does, with this folder.'),
      show,
    );
    if (chosen === show) await openWalkthrough();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #do(step: FirstStep): void {
    if (this.#done.has(step)) return;
    this.#done.add(step);
    void vscode.commands.executeCommand('setContext', `vitrina.did.${step}`, true);
  }

  #recorded({ exchanges }: ExchangeDidRecordParams): void {
    if (exchanges.some(isOpenedPage)) this.#do('open');
    if (exchanges.some(({ kind, replay }) => kind === 'script' && !replay)) this.#do('script');
  }

  #reloaded({ kind, pages }: ReloadDidSendParams): void {
    if (kind !== 'none' && pages.length > 0) this.#do('reload');
  }

  /** A window whose folder is a lesson: its file lies at the top. */
  async #findLesson(): Promise<void> {
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      for (const name of ['lesson.md', 'lesson.es.md']) {
        const found = await access(path.join(uri.fsPath, name)).then(
          () => true,
          () => false,
        );
        if (found) this.#do('lesson');
      }
    }
  }
}

/** Shows the walkthrough. */
export async function openWalkthrough(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', { category: WALKTHROUGH }, false);
}

/** True for what somebody opened in a tab or in the live view. */
function isOpenedPage({ gist, replay, status }: ExchangeSummary): boolean {
  return !replay && status !== 0 && ['document', 'iframe', 'frame'].includes(gist?.destination ?? '');
}

import * as vscode from 'vscode';
import type { ScriptCheckParams, ScriptCheckResult } from '../../protocol/types.generated';
import type { Controller } from '../server/controller';
import { spawnServer, usableBinary } from '../server/serverLaunch';
import type { ServerProcess } from '../server/serverProcess';
import { ServerEnded } from '../server/serverProcess';
import { editorSettings } from '../site/settings';
import type { SiteFolder } from '../site/siteFolder';

/**
 * How long a process that was started for checks waits for the next question, in milliseconds: whoever mends a script
 * saves it more than once, and each start costs more than the check.
 */
const IDLE_MS = 10_000;

/** A process that was started for checks. */
interface Helper {
  readonly server: ServerProcess;
  /** The program that it was started for. */
  readonly serverPath: string;
}

/**
 * Asks the server what would happen to scripts: the one that runs, else one that is started for the question and ends
 * soon after the last. What the window says of its server stays true: the latter serves nothing.
 */
export class Checker implements vscode.Disposable {
  #helper: Helper | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly controller: Controller,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /**
   * Looks at the scripts of a folder, or at the only one that is named by its path from the root, with / between names.
   * To be called one after another.
   */
  async check(folder: SiteFolder, script?: string): Promise<ScriptCheckResult> {
    const { root, cgi } = await this.controller.params(folder);
    const params: ScriptCheckParams = { root, ...(cgi && { cgi }), ...(script !== undefined && { script }) };
    if (this.controller.isServing) {
      try {
        return await this.controller.request('script/check', params);
      } catch (error) {
        if (!(error instanceof ServerEnded)) throw error; // else it was stopped meanwhile
      }
    }
    return this.#askHelper(folder, params);
  }

  dispose(): void {
    void this.#end();
  }

  async #askHelper(folder: SiteFolder, params: ScriptCheckParams): Promise<ScriptCheckResult> {
    clearTimeout(this.#idle);
    const { serverPath } = editorSettings(vscode.workspace.getConfiguration('vitrina', folder.scope));
    if (this.#helper && this.#helper.serverPath !== serverPath) await this.#end();
    try {
      this.#helper ??= await this.#start(serverPath);
      return await this.#helper.server.request('script/check', params);
    } catch (error) {
      await this.#end();
      throw error;
    } finally {
      this.#idle = setTimeout(() => void this.#end(), IDLE_MS);
    }
  }

  async #start(serverPath: string): Promise<Helper> {
    const server = spawnServer(await usableBinary(this.context, serverPath), this.log, () => undefined);
    try {
      await server.initialize();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return { server, serverPath };
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    const helper = this.#helper;
    this.#helper = undefined;
    await helper?.server.stop();
  }
}

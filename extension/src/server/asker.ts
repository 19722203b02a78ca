import { ResponseError } from 'vscode-jsonrpc/node';
import * as vscode from 'vscode';
import type { ClientRequests } from '../../protocol/methods.generated';
import { editorSettings } from '../site/settings';
import type { Controller } from './controller';
import { spawnServer, usableBinary } from './serverLaunch';
import { ServerEnded, type ServerProcess } from './serverProcess';

/**
 * How long a process that was started for questions waits for the next one, in milliseconds: whoever mends a file saves
 * it more than once, and each start costs more than the answer.
 */
const IDLE_MS = 10_000;

/** A process that was started for questions. */
interface Helper {
  readonly server: Promise<ServerProcess>;
  /** The program that it was started for. */
  readonly serverPath: unknown;
}

/**
 * Asks what needs no site: the server that runs, else one that is started for the question and ends soon after the last.
 * What the window says of its server stays true: the latter serves nothing.
 */
export class Asker implements vscode.Disposable {
  #helper: Helper | undefined;
  #idle: NodeJS.Timeout | undefined;
  /** How many questions the helper has not answered. */
  #open = 0;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly controller: Controller,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** @param scope a file or folder whose settings hold for the question */
  async ask<M extends keyof ClientRequests>(
    method: M,
    params: ClientRequests[M]['params'],
    scope: vscode.Uri | undefined,
  ): Promise<ClientRequests[M]['result']> {
    if (this.controller.isServing) {
      try {
        return await this.controller.request(method, params);
      } catch (error) {
        if (!(error instanceof ServerEnded)) throw error; // else it was stopped meanwhile
      }
    }
    return this.#askHelper(method, params, scope);
  }

  dispose(): void {
    void this.#end();
  }

  async #askHelper<M extends keyof ClientRequests>(
    method: M,
    params: ClientRequests[M]['params'],
    scope: vscode.Uri | undefined,
  ): Promise<ClientRequests[M]['result']> {
    const { serverPath } = editorSettings(vscode.workspace.getConfiguration('vitrina', scope));
    if (this.#helper && this.#helper.serverPath !== serverPath) await this.#end();
    this.#helper ??= { server: this.#start(serverPath), serverPath };
    const helper = this.#helper;
    clearTimeout(this.#idle);
    this.#open++;
    try {
      return await (await helper.server).request(method, params);
    } catch (error) {
      // Who answers that it cannot is at work.
      if (!(error instanceof ResponseError) && this.#helper === helper) await this.#end();
      throw error;
    } finally {
      this.#open--;
      if (this.#open === 0) {
        clearTimeout(this.#idle);
        this.#idle = setTimeout(() => void this.#end(), IDLE_MS);
      }
    }
  }

  async #start(serverPath: unknown): Promise<ServerProcess> {
    const server = spawnServer(await usableBinary(this.context, serverPath), this.log, () => undefined);
    try {
      await server.initialize();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    const helper = this.#helper;
    this.#helper = undefined;
    const server = await helper?.server.catch(() => undefined);
    await server?.stop();
  }
}

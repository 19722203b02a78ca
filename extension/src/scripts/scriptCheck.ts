import path from 'node:path';
import * as vscode from 'vscode';
import type { ScriptCheckResult } from '../../protocol/types.generated';
import { CheckDiagnostics } from './checkDiagnostics';
import type { Controller } from '../server/controller';
import { reportOf } from '../server/failures';
import { isBelow } from '../site/folderChoice';
import { showChecked, showFailure } from '../server/messages';
import { SerialQueue } from '../server/serialQueue';
import { spawnServer, usableBinary } from '../server/serverLaunch';
import { editorSettings } from '../site/settings';
import type { SiteFolder } from '../site/siteFolder';

/** Looks at the scripts of a folder without running them, when asked, and from then on when one of them is saved. */
export class ScriptCheck implements vscode.Disposable {
  readonly #diagnostics = new CheckDiagnostics();
  readonly #queue = new SerialQueue();
  readonly #saves: vscode.Disposable;
  #folder: SiteFolder | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly controller: Controller,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#saves = vscode.workspace.onDidSaveTextDocument(({ uri }) => void this.recheck(uri));
  }

  /** Checks all scripts, and tells the outcome. */
  async run(): Promise<void> {
    await this.#queue.run(async () => {
      try {
        const folder = await this.controller.folder();
        if (!folder) return;
        const result = await this.#check(folder);
        this.#folder = folder;
        this.#diagnostics.show(result);
        this.#write(folder, result);
        const problems = result.scripts.reduce((sum, script) => sum + script.problems.length, 0);
        showChecked(path.basename(folder.root), result.scripts.length, problems);
      } catch (error) {
        const report = reportOf(error);
        this.log.error(report.sentence);
        showFailure(report);
      }
    });
  }

  /** Checks again, without a word, where a file of a CGI folder changed that was checked before. */
  async recheck(uri: vscode.Uri): Promise<void> {
    if (!this.#folder || !isScript(this.#folder, uri)) return;
    await this.#queue.run(async () => {
      if (!this.#folder) return;
      try {
        this.#diagnostics.show(await this.#check(this.#folder));
      } catch (error) {
        this.log.warn(reportOf(error).sentence); // nobody asked: the next check by hand tells it
      }
    });
  }

  dispose(): void {
    this.#saves.dispose();
    this.#diagnostics.dispose();
  }

  /**
   * A server of its own answers, for this question only: so it is the same whether a site runs or not, and what the
   * window says of its server stays true.
   */
  async #check(folder: SiteFolder): Promise<ScriptCheckResult> {
    const { serverPath } = editorSettings(vscode.workspace.getConfiguration('vitrina', folder.scope));
    const { root, cgi } = await this.controller.params(folder);
    const server = spawnServer(await usableBinary(this.context, serverPath), this.log, () => undefined);
    try {
      await server.initialize();
      return await server.request('script/check', { root, ...(cgi && { cgi }) });
    } finally {
      await server.stop();
    }
  }

  /** The whole list, for reading. The last word of a command is the script itself. */
  #write({ root }: SiteFolder, { scripts }: ScriptCheckResult): void {
    this.log.info(vscode.l10n.t('Scripts in {0}:', root));
    for (const script of scripts) {
      const command = script.command.join(' ');
      this.log.info(`${script.path} → ${command === '' ? '—' : command}`);
      for (const { line, message } of script.problems) this.log.warn(`${script.path}:${line}: ${message}`);
    }
  }
}

function isScript({ root, scope }: SiteFolder, { scheme, fsPath }: vscode.Uri): boolean {
  const folders = vscode.workspace.getConfiguration('vitrina', scope).get<string[]>('cgi.directories', []);
  return scheme === 'file' && folders.some((folder) => isBelow(path.join(root, folder), fsPath));
}

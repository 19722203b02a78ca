import path from 'node:path';
import * as vscode from 'vscode';
import type { ScriptCheckResult } from '../../protocol/types.generated';
import type { Asker } from '../server/asker';
import type { Controller } from '../server/controller';
import { reportOf } from '../server/failures';
import { showChecked, showFailure } from '../server/messages';
import { SerialQueue } from '../server/serialQueue';
import { isBelow } from '../site/paths';
import type { SiteFolder } from '../site/siteFolder';
import type { CheckDiagnostics } from './checkDiagnostics';
import { Checker } from './checker';

/** Looks at the scripts of a folder without running them, when asked, and from then on at each that is saved. */
export class ScriptCheck implements vscode.Disposable {
  readonly #queue = new SerialQueue();
  readonly #checker: Checker;
  readonly #saves: vscode.Disposable;
  #folder: SiteFolder | undefined;

  constructor(
    asker: Asker,
    private readonly controller: Controller,
    private readonly log: vscode.LogOutputChannel,
    private readonly found: CheckDiagnostics,
  ) {
    this.#checker = new Checker(asker, controller);
    this.#saves = vscode.workspace.onDidSaveTextDocument(({ uri }) => void this.recheck(uri));
  }

  /** Checks all scripts, and shows the outcome. */
  async run(): Promise<void> {
    await this.#queue.run(async () => {
      try {
        const folder = await this.controller.folder();
        if (!folder) return;
        const result = await this.#checker.check(folder);
        this.#folder = folder;
        this.found.showAll(result);
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

  /** Checks a file again, without a word, where it lies in a CGI folder that was checked before. */
  async recheck(uri: vscode.Uri): Promise<void> {
    if (!this.#folder || !isScript(this.#folder, uri)) return;
    await this.#queue.run(async () => {
      if (!this.#folder) return;
      try {
        const script = pathBelow(this.#folder.root, uri.fsPath);
        const { scripts } = await this.#checker.check(this.#folder, script);
        this.found.show(script, scripts[0]);
      } catch (error) {
        this.log.warn(reportOf(error).sentence); // nobody asked: the next check by hand shows it
      }
    });
  }

  /** Forgets what was found at a path, or below it. */
  forget(place: string): void {
    this.found.forget(place);
  }

  dispose(): void {
    this.#saves.dispose();
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
  const folders: unknown = vscode.workspace.getConfiguration('vitrina', scope).get('cgi.directories');
  if (scheme !== 'file' || !Array.isArray(folders)) return false; // a check by hand tells what is wrong with the setting
  return folders.some((folder) => typeof folder === 'string' && isBelow(path.join(root, folder), fsPath));
}

/** The path of a file from a root, as the protocol has it. */
function pathBelow(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join('/');
}

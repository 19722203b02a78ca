import * as vscode from 'vscode';
import type { CheckedScript, ScriptCheckResult } from '../../protocol/types.generated';
import { isWithin } from '../site/paths';
import { toVSCode } from './diagnostics';

/** What a check found in scripts. It is kept apart from what runs told, which comes and goes with them. */
export class CheckDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('vitrina-check');
  /** The files with problems, by the paths of their scripts. */
  readonly #files = new Map<string, vscode.Uri>();

  /** Takes what was found in all scripts. */
  showAll({ scripts }: ScriptCheckResult): void {
    this.#collection.clear();
    this.#files.clear();
    for (const script of scripts) this.show(script.path, script);
  }

  /** Takes what was found in the script of a path; nothing where that is not a script any more. */
  show(path: string, script: CheckedScript | undefined): void {
    const [first] = script?.problems ?? []; // all are in the script itself
    const file = first ? vscode.Uri.file(first.path) : this.#files.get(path);
    if (!file) return;
    this.#files.set(path, file);
    this.#collection.set(file, script?.problems.map(toVSCode));
  }

  /** Forgets what was found at a path, or below it. */
  forget(place: string): void {
    for (const [script, file] of this.#files) {
      if (!isWithin(place, file.fsPath)) continue;
      this.#files.delete(script);
      this.#collection.delete(file);
    }
  }

  dispose(): void {
    this.#collection.dispose();
  }
}

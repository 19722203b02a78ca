import * as vscode from 'vscode';
import type { CheckedScript, Diagnostic, ScriptCheckResult } from '../../protocol/types.generated';
import { isWithin, samePath } from '../site/paths';
import { toVSCode } from './diagnostics';

/** What a check found in scripts. It is kept apart from what runs told, which comes and goes with them. */
export class CheckDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('vitrina-check');
  readonly #changed = new vscode.EventEmitter<void>();
  /** The files with problems, and these, by the paths of their scripts. */
  readonly #found = new Map<string, { readonly file: vscode.Uri; readonly problems: readonly Diagnostic[] }>();

  /** Other problems are known. */
  readonly onDidChange = this.#changed.event;

  /** Takes what was found in all scripts. */
  showAll({ scripts }: ScriptCheckResult): void {
    this.#collection.clear();
    this.#found.clear();
    for (const script of scripts) this.#take(script.path, script);
    this.#changed.fire();
  }

  /** Takes what was found in the script of a path; nothing where that is not a script any more. */
  show(path: string, script: CheckedScript | undefined): void {
    this.#take(path, script);
    this.#changed.fire();
  }

  /** What is known of a file. */
  of(file: string): readonly Diagnostic[] {
    return [...this.#found.values()].flatMap((each) => (samePath(each.file.fsPath, file) ? each.problems : []));
  }

  #take(path: string, script: CheckedScript | undefined): void {
    const problems = script?.problems ?? [];
    const [first] = problems; // all are in the script itself
    const file = first ? vscode.Uri.file(first.path) : this.#found.get(path)?.file;
    if (!file) return;
    this.#found.set(path, { file, problems });
    this.#collection.set(file, problems.map(toVSCode));
  }

  /** Forgets what was found at a path, or below it. */
  forget(place: string): void {
    for (const [script, { file }] of this.#found) {
      if (!isWithin(place, file.fsPath)) continue;
      this.#found.delete(script);
      this.#collection.delete(file);
    }
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
    this.#collection.dispose();
  }
}

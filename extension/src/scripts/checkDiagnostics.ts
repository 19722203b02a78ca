import * as vscode from 'vscode';
import type { ScriptCheckResult } from '../../protocol/types.generated';
import { toVSCode } from './diagnostics';

/** What a check found in scripts. It is kept apart from what runs told, which comes and goes with them. */
export class CheckDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('vitrina-check');

  show({ scripts }: ScriptCheckResult): void {
    this.#collection.clear();
    for (const { problems } of scripts) {
      const [first] = problems; // all are in the script itself
      if (first) this.#collection.set(vscode.Uri.file(first.path), problems.map(toVSCode));
    }
  }

  dispose(): void {
    this.#collection.dispose();
  }
}

import * as vscode from 'vscode';
import type { Diagnostic, ScriptDidReportParams } from '../../protocol/types.generated';
import { isWithin, samePath } from '../site/paths';
import { isSameCause } from './sameCause';

/** What VS Code shows as the source of a problem. */
export const DIAGNOSTIC_SOURCE = 'Vitrina';

/** What is wrong with scripts, in the list of problems and in the editor. */
export class ScriptDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('vitrina');
  /** What each script told last, by file: a failing script may blame a module that other scripts use too. */
  readonly #byScript = new Map<string, ScriptDidReportParams['diagnostics']>();

  /** @param checked what a check found in a file, which is not shown twice */
  constructor(private readonly checked: (file: string) => readonly Diagnostic[]) {}

  report({ script, diagnostics }: ScriptDidReportParams): void {
    this.#take(script, diagnostics);
  }

  #take(script: string, diagnostics: ScriptDidReportParams['diagnostics']): void {
    const files = new Set([...(this.#byScript.get(script) ?? []), ...diagnostics].map(({ path }) => path));
    if (diagnostics.length > 0) this.#byScript.set(script, diagnostics);
    else this.#byScript.delete(script);
    for (const file of files) this.#collection.set(vscode.Uri.file(file), this.#of(file));
  }

  /** Shows the same again, as a check found something else. */
  show(): void {
    const files = new Set([...this.#byScript.values()].flat().map(({ path }) => path));
    for (const file of files) this.#collection.set(vscode.Uri.file(file), this.#of(file));
  }

  /** What was told of a line of a file, which counts from 0. */
  find(file: string, line: number, code: unknown): Diagnostic | undefined {
    const told = [...this.#byScript.values()].flat();
    return told.find((each) => samePath(each.path, file) && each.line === line + 1 && each.code === code);
  }

  /** Forgets what was told of the files at a path, or below it: of what is gone nothing more will be told. */
  forget(place: string): void {
    for (const [script, diagnostics] of this.#byScript) {
      const left = isWithin(place, script) ? [] : diagnostics.filter(({ path }) => !isWithin(place, path));
      if (left.length < diagnostics.length) this.#take(script, left);
    }
  }

  /** Forgets all; for a site that ended. */
  clear(): void {
    this.#byScript.clear();
    this.#collection.clear();
  }

  dispose(): void {
    this.#collection.dispose();
  }

  #of(file: string): vscode.Diagnostic[] {
    const checked = this.checked(file);
    return [...this.#byScript.values()]
      .flat()
      .filter((each) => samePath(each.path, file) && !checked.some((other) => isSameCause(other, each)))
      .map(toVSCode);
  }
}

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** A problem of the protocol as VS Code has it. */
export function toVSCode({ line, column, severity, code, message }: Diagnostic): vscode.Diagnostic {
  // The protocol counts from 1, VS Code from 0. Without a column the whole line is meant; VS Code cuts a range at the
  // line's end.
  const start = new vscode.Position(Math.max(line - 1, 0), Math.max(column - 1, 0));
  const end = new vscode.Position(start.line, column > 0 ? start.character + 1 : Number.MAX_SAFE_INTEGER);
  const diagnostic = new vscode.Diagnostic(new vscode.Range(start, end), message, SEVERITIES[severity]);
  diagnostic.source = DIAGNOSTIC_SOURCE;
  diagnostic.code = code;
  return diagnostic;
}

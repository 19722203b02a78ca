import * as vscode from 'vscode';
import { chosenPython, pythonApi } from './pythonExtension';

/** The interpreter that the user chose in Microsoft's Python extension, where that is at work. */
export class PythonChoice implements vscode.Disposable {
  #following: { dispose(): void } | undefined;
  readonly #editors: vscode.Disposable;

  constructor(private readonly changed: () => Promise<void>) {
    // VS Code does not tell that another extension became active; that one does so when a Python file is shown. To
    // show a file is not a choice: what runs goes on until the user chooses or restarts.
    this.#editors = vscode.window.onDidChangeActiveTextEditor(() => this.#api());
  }

  async of(scope: vscode.Uri | undefined): Promise<string | undefined> {
    return chosenPython(this.#api(), scope);
  }

  dispose(): void {
    this.#editors.dispose();
    this.#following?.dispose();
  }

  #api(): ReturnType<typeof pythonApi> {
    const api = pythonApi(vscode.extensions.getExtension('ms-python.python'));
    this.#following ??= api?.environments.onDidChangeActiveEnvironmentPath(() => void this.changed());
    return api;
  }
}

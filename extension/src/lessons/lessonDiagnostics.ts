import path from 'node:path';
import * as vscode from 'vscode';
import type { Diagnostic } from '../../protocol/types.generated';
import { toVSCode } from '../scripts/diagnostics';
import type { Asker } from '../server/asker';
import type { Controller } from '../server/controller';
import { reportOf } from '../server/failures';
import { isLesson, LESSON_SELECTOR } from './lessonFile';

/** Milliseconds after a key until the file is looked at: nobody wants to read of a word that they are writing. */
const PAUSE_MS = 300;

/** What is wrong with lessons, at its line, while they are written. */
export class LessonDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('vitrina-lesson');
  readonly #subscriptions: vscode.Disposable[];
  readonly #due = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly asker: Asker,
    private readonly controller: Controller,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#subscriptions = [
      this.#collection,
      vscode.workspace.onDidOpenTextDocument((document) => void this.#check(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#later(document);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        this.#checkTwins(document);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        clearTimeout(this.#due.get(uri.toString()));
        this.#due.delete(uri.toString());
        this.#collection.delete(uri);
      }),
    ];
    for (const document of vscode.workspace.textDocuments) void this.#check(document);
  }

  dispose(): void {
    for (const timer of this.#due.values()) clearTimeout(timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #later(document: vscode.TextDocument): void {
    if (!vscode.languages.match(LESSON_SELECTOR, document)) return;
    const key = document.uri.toString();
    clearTimeout(this.#due.get(key));
    this.#due.set(
      key,
      setTimeout(() => {
        this.#due.delete(key);
        void this.#check(document);
      }, PAUSE_MS),
    );
  }

  /** The languages of a lesson are held against each other, as they are on the disk. */
  #checkTwins({ uri }: vscode.TextDocument): void {
    const folder = path.dirname(uri.fsPath);
    for (const document of vscode.workspace.textDocuments)
      if (path.dirname(document.uri.fsPath) === folder) void this.#check(document);
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    if (!vscode.languages.match(LESSON_SELECTOR, document)) return;
    const { uri, version } = document;
    try {
      const known = await isLesson(document, this.controller);
      const { diagnostics } = known
        ? await this.asker.ask('lesson/check', { path: uri.fsPath, text: document.getText() }, uri)
        : { diagnostics: [] };
      if (document.isClosed || document.version !== version) return; // the next look is under way
      this.#collection.set(
        uri,
        diagnostics.filter((each) => each.path === uri.fsPath).map((each) => atLine(each, document)),
      );
    } catch (error) {
      this.log.warn(reportOf(error).sentence); // nobody asked for it
    }
  }
}

/** From where the fault begins to the end of its line. */
function atLine(diagnostic: Diagnostic, document: vscode.TextDocument): vscode.Diagnostic {
  const shown = toVSCode(diagnostic);
  const { start } = shown.range;
  if (start.line < document.lineCount) {
    const { end } = document.lineAt(start.line).range;
    if (end.isAfter(start)) shown.range = new vscode.Range(start, end);
  }
  return shown;
}

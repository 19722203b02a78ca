import * as vscode from 'vscode';
import type { LessonPositionParams } from '../../protocol/types.generated';
import type { Asker } from '../server/asker';
import type { Controller } from '../server/controller';
import { reportOf } from '../server/failures';
import { isLesson, LESSON_SELECTOR } from './lessonFile';

/** What can be asserted at a place of a lesson, and what an assertion means. The server knows the language. */
export function registerLessonLanguage(
  asker: Asker,
  controller: Controller,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  /** Nothing where it is not a lesson, or where the server does not answer: nobody waits for it. */
  const ask = async <M extends 'lesson/complete' | 'lesson/hover'>(
    method: M,
    document: vscode.TextDocument,
    position: vscode.Position,
  ) => {
    if (!(await isLesson(document, controller))) return undefined;
    try {
      return await asker.ask(method, positionOf(document, position), document.uri);
    } catch (error) {
      log.warn(reportOf(error).sentence);
      return undefined;
    }
  };

  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(
      LESSON_SELECTOR,
      {
        async provideCompletionItems(document, position) {
          const { items = [] } = (await ask('lesson/complete', document, position)) ?? {};
          return new vscode.CompletionList(
            items.map(({ label, insert, from, documentation }, index) => {
              const range = new vscode.Range(position.with({ character: Math.max(from - 1, 0) }), position);
              const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Snippet);
              item.insertText = new vscode.SnippetString(insert);
              item.range = range;
              item.documentation = new vscode.MarkdownString(documentation);
              // The server has chosen and sorted what fits to the words that stand there.
              item.filterText = document.getText(range);
              item.sortText = String(index).padStart(4, '0');
              return item;
            }),
            true, // with the next word others fit
          );
        },
      },
      ' ',
    ),
    vscode.languages.registerHoverProvider(LESSON_SELECTOR, {
      async provideHover(document, position) {
        const { documentation = '', from = 1, to = 1 } = (await ask('lesson/hover', document, position)) ?? {};
        if (documentation === '') return undefined;
        const range = new vscode.Range(
          position.with({ character: Math.max(from - 1, 0) }),
          position.with({ character: Math.max(to - 1, 0) }),
        );
        return new vscode.Hover(new vscode.MarkdownString(documentation), range);
      },
    }),
  );
}

/** The protocol counts from 1, VS Code from 0; both count UTF-16 code units. */
function positionOf(document: vscode.TextDocument, { line, character }: vscode.Position): LessonPositionParams {
  return { path: document.uri.fsPath, text: document.getText(), line: line + 1, column: character + 1 };
}

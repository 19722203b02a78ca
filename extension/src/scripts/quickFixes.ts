import * as vscode from 'vscode';
import { DIAGNOSTIC_SOURCE, type ScriptDiagnostics } from './diagnostics';
import { makeExecutable, removeByteOrderMark } from './fixes/fileFixes';
import { removeEmptyLineFirst } from './fixes/emptyLineFirst';
import { addContentType, addEmptyLine, moveHeaders } from './fixes/headerFixes';
import type { LineEdit } from './fixes/lineEdit';
import { mendNearMiss } from './fixes/nearMiss';
import { dropRemovedModules } from './fixes/removedModules';
import { shebangFirst } from './fixes/shebangFix';
import { codeOf } from './sameCause';
import type { ScriptCheck } from './scriptCheck';
import { scriptLanguage } from './fixes/scriptLanguage';

/** Commands that the fixes carry out; they are in no menu. */
const MAKE_EXECUTABLE = 'vitrina.fix.makeExecutable';
const REMOVE_BYTE_ORDER_MARK = 'vitrina.fix.removeByteOrderMark';

/** What PEP 594 says in place of the modules that Python 3.13 has no more. */
const REPLACEMENTS = 'https://peps.python.org/pep-0594/';

/** Offers to mend what Vitrina found wrong with a script. */
export function registerQuickFixes(check: ScriptCheck, reported: ScriptDiagnostics): vscode.Disposable {
  const onFile = (fix: (file: string) => Promise<void>) => async (uri: vscode.Uri) => {
    try {
      await fix(uri.fsPath);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      await vscode.window.showErrorMessage(vscode.l10n.t('{0} could not be changed: {1}', uri.fsPath, detail));
    }
    await check.recheck(uri);
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand(MAKE_EXECUTABLE, onFile(makeExecutable)),
    vscode.commands.registerCommand(REMOVE_BYTE_ORDER_MARK, onFile(removeByteOrderMark)),
    vscode.languages.registerCodeActionsProvider(
      { scheme: 'file' },
      {
        provideCodeActions: (document, _range, { diagnostics }) =>
          onceEach(
            diagnostics
              .filter(({ source }) => source === DIAGNOSTIC_SOURCE)
              .flatMap((diagnostic) => fixesFor(document, diagnostic, reported)),
          ),
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

function fixesFor(
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
  reported: ScriptDiagnostics,
): vscode.CodeAction[] {
  const lines = linesOf(document);
  const language = scriptLanguage(document.fileName, lines[0] ?? '');
  const edit = (title: string, edits: readonly LineEdit[] | undefined): vscode.CodeAction[] =>
    edits ? [action(title, diagnostic, toVSCode(document, edits))] : [];
  const command = (title: string, name: string, argument: unknown): vscode.CodeAction => {
    const made = action(title, diagnostic);
    made.command = { title, command: name, arguments: [argument] };
    return made;
  };

  const code = codeOf({
    code: typeof diagnostic.code === 'string' ? diagnostic.code : '',
    message: diagnostic.message,
  });
  const nearMiss = (title: string): vscode.CodeAction[] => {
    const at = diagnostic.range.start.line;
    const { printed, meant } = reported.find(document.uri.fsPath, at, code) ?? {};
    return edit(title, mendNearMiss(lines, { code, at, printed, meant }));
  };

  switch (code) {
    case 'spaceBeforeName':
    case 'spaceBeforeColon':
    case 'noColon':
    case 'equalsForColon':
    case 'misspeltName':
    case 'misspeltType':
    case 'misspeltCharset':
    case 'doubledName':
    case 'noScheme':
    case 'wideColon':
    case 'quotedField':
    case 'statusLine':
    case 'statusWithoutNumber':
    case 'unfollowedLocation':
    case 'looseStatus': {
      const { meant = '' } = reported.find(document.uri.fsPath, diagnostic.range.start.line, code) ?? {};
      return nearMiss(vscode.l10n.t('Print “{0}”', meant));
    }
    case 'bytesLiteral':
      return nearMiss(vscode.l10n.t('Print text in place of bytes'));
    case 'spaceInEmptyLine':
      return nearMiss(vscode.l10n.t('Remove the spaces from the empty line'));
    case 'literalEscape':
      return nearMiss(vscode.l10n.t('Make \\n end the line'));
    case 'echoOption':
      return nearMiss(vscode.l10n.t('Let bash run the script'));
    case 'headerNotEnded':
      return nearMiss(vscode.l10n.t('Print an empty line after the headers'));
    case 'fieldAfterEmptyLine':
      return nearMiss(vscode.l10n.t('Move the header before the empty line'));
    case 'noContentType':
    case 'textBeforeHeader': {
      // Of output in pieces the server may have seen the first text only, so that both codes can mean either.
      const move = edit(
        vscode.l10n.t('Move the headers before the first output'),
        language && moveHeaders(language, lines),
      );
      const add = edit(vscode.l10n.t('Print a Content-Type first'), language && addContentType(language, lines));
      return move.length > 0 ? move : add;
    }
    case 'emptyLineFirst':
      return edit(
        vscode.l10n.t('Remove the empty line before the headers'),
        removeEmptyLineFirst(lines, diagnostic.range.start.line),
      );
    case 'noEmptyLine':
      return edit(vscode.l10n.t('Print an empty line after the headers'), language && addEmptyLine(language, lines));
    case 'shebangHalf':
    case 'shebangSpaced':
    case 'shebangSwapped':
    case 'shebangNotFirst':
      return edit(vscode.l10n.t('Put the #! line first'), shebangFirst(lines));
    case 'shebangCR':
    case 'shellCR': {
      const changed = new vscode.WorkspaceEdit();
      changed.set(document.uri, [vscode.TextEdit.setEndOfLine(vscode.EndOfLine.LF)]);
      return [action(vscode.l10n.t('Convert line endings to LF'), diagnostic, changed)];
    }
    case 'byteOrderMark':
    case 'phpByteOrderMark':
    case 'unreadByteOrderMark':
      // The editor hides the mark, so that no change of the text can take it off. What is not saved would be lost.
      if (document.isDirty) return [];
      return [command(vscode.l10n.t('Remove the byte-order mark'), REMOVE_BYTE_ORDER_MARK, document.uri)];
    case 'notExecutable':
      if (process.platform === 'win32') return [];
      return [command(vscode.l10n.t('Make the script executable'), MAKE_EXECUTABLE, document.uri)];
    case 'removedModule': {
      const read = command(
        vscode.l10n.t('Show what replaces it (PEP 594)'),
        'vscode.open',
        vscode.Uri.parse(REPLACEMENTS),
      );
      const mend = edit(vscode.l10n.t('Stop using the modules cgi and cgitb'), dropRemovedModules(lines));
      read.isPreferred = mend.length === 0;
      return [...mend, read];
    }
    default:
      return [];
  }
}

/** A check and a run may tell the same of one line: what mends it is offered once, for both. */
function onceEach(fixes: readonly vscode.CodeAction[]): vscode.CodeAction[] {
  const first = new Map<string, vscode.CodeAction>();
  for (const fix of fixes) {
    const key = `${String(fix.diagnostics?.[0]?.range.start.line)} ${fix.title}`;
    const same = first.get(key);
    if (same) same.diagnostics = [...(same.diagnostics ?? []), ...(fix.diagnostics ?? [])];
    else first.set(key, fix);
  }
  return [...first.values()];
}

/** A fix; those that there is one of are preferred. */
function action(title: string, diagnostic: vscode.Diagnostic, edit?: vscode.WorkspaceEdit): vscode.CodeAction {
  const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  made.diagnostics = [diagnostic];
  made.isPreferred = true;
  if (edit) made.edit = edit;
  return made;
}

function linesOf(document: vscode.TextDocument): string[] {
  return Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line).text);
}

function toVSCode(document: vscode.TextDocument, edits: readonly LineEdit[]): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  const end = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  for (const { line, remove, insert } of edits) {
    if (line >= document.lineCount) {
      result.insert(
        document.uri,
        document.lineAt(document.lineCount - 1).range.end,
        insert.map((text) => end + text).join(''),
      );
      continue;
    }
    const range = new vscode.Range(line, 0, line + remove, 0);
    result.replace(document.uri, range, insert.map((text) => text + end).join(''));
  }
  return result;
}

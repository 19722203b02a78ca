import * as vscode from 'vscode';
import type { OverrideDidChangeParams, ScriptDidReportParams } from '../protocol/types.generated';
import type { Vitrina } from '../api/vitrina';
import { Api } from './api';
import { Asker } from './server/asker';
import { commandTable, telling } from './commands';
import { Archives } from './views/archives';
import { setContextKey } from './views/contextKey';
import { Controller } from './server/controller';
import { lessonTools } from './lessons/lessonTools';
import { CheckDiagnostics } from './scripts/checkDiagnostics';
import { ScriptDiagnostics } from './scripts/diagnostics';
import { onGone } from './scripts/goneFiles';
import { LiveView } from './views/liveView';
import { createLog } from './server/log';
import { FirstSteps } from './views/firstSteps';
import { Pages } from './views/pages';
import { PanelView } from './views/panelView';
import { ServedKeys } from './views/servedKeys';
import { registerQuickFixes } from './scripts/quickFixes';
import { ScriptCheck } from './scripts/scriptCheck';
import type { ServerState } from './server/serverState';
import { isSomethingToServe } from './site/siteFolder';
import { StatusBar } from './views/statusBar';

let controller: Controller | undefined;
let archives: Archives | undefined;

export function activate(context: vscode.ExtensionContext): Vitrina {
  const log = createLog();
  const current = new Controller(context, log);
  const statusBar = new StatusBar();
  const found = new CheckDiagnostics();
  const diagnostics = new ScriptDiagnostics((file) => found.of(file));
  const liveView = new LiveView(current);
  const asker = new Asker(context, current, log);
  const check = new ScriptCheck(asker, current, log, found);
  controller = current;

  const show = (state: ServerState): void => {
    setContextKey(state);
    statusBar.show(state);
    if (state.kind !== 'running') diagnostics.clear();
  };
  const offer = async (): Promise<void> => {
    if (await isSomethingToServe()) statusBar.offer();
  };
  const opened = new Archives(context, log);
  archives = opened;
  const panel = new PanelView(context.extensionUri, current, liveView, opened);
  const api = new Api(current);
  const served = new ServedKeys(current);
  const firstSteps = new FirstSteps(context, current, panel.onDidChoose);
  const commands = Object.entries(commandTable(context, log, current, new Pages(current, liveView), panel, check));
  context.subscriptions.push(
    log,
    current,
    statusBar,
    diagnostics,
    found,
    found.onDidChange(() => {
      diagnostics.show();
    }),
    liveView,
    asker,
    check,
    registerQuickFixes(check, diagnostics),
    onGone((place) => {
      diagnostics.forget(place);
      check.forget(place);
    }),
    panel,
    api,
    served,
    firstSteps,
    opened,
    ...lessonTools(context.workspaceState, log, current, asker, (path) => liveView.begin(path)),
    current.onDidChangeState(show),
    current.onDidNotify(({ method, params }) => {
      if (method === 'script/didReport') diagnostics.report(params as ScriptDidReportParams);
      if (method === 'override/didChange') statusBar.overridden(params as OverrideDidChangeParams);
    }),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      current.saved(uri);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      statusBar.show(current.state);
    }),
    served.onDidLook(offer),
    ...commands.map(([name, run]) => vscode.commands.registerCommand(name, telling(run, log))),
  );
  show(current.state);
  void served.look();
  void firstSteps.offer();
  return api.vitrina;
}

/** The window closes or the extension is switched off: the server and its scripts end first. */
export async function deactivate(): Promise<void> {
  await Promise.all([controller?.stop(), archives?.stop()]);
}

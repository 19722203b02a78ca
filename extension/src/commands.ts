import * as vscode from 'vscode';
import type { Site } from '../protocol/types.generated';
import type { Controller } from './server/controller';
import { openLab } from './lab/lab';
import { openLesson } from './lab/lesson';
import { answerOf } from './server/failures';
import { showNothingToStop, showNotRunning, showServedAlready } from './server/messages';
import { choosePair, exportHar } from './views/exchanges';
import { openWalkthrough } from './views/firstSteps';
import type { Pages } from './views/pages';
import type { PanelView } from './views/panelView';
import { Presses } from './views/presses';
import type { ScriptCheck } from './scripts/scriptCheck';
import { editorSettings } from './site/settings';
import { activeFile, namedSiteFolder } from './site/siteFolder';
import { pathOfFile } from './site/sitePath';

type Command = (...args: unknown[]) => Promise<void> | void;

/** Every command of the extension: what it is called and what it does. */
export function commandTable(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  controller: Controller,
  pages: Pages,
  panel: PanelView,
  check: ScriptCheck,
): Record<string, Command> {
  /** What asks the running site; without one it says what to do. */
  const withSite = (run: (site: Site) => Promise<void>) => async (): Promise<void> => {
    const { state } = controller;
    if (state.kind === 'running') await run(state.site);
    else showNotRunning();
  };

  const presses = new Presses();

  return {
    'vitrina.start': async () => {
      const isFirst = !controller.isStarted; // who joins a start opens nothing more
      const site = await controller.start();
      if (!site || !isFirst) return;
      const { openOnStart } = editorSettings(vscode.workspace.getConfiguration('vitrina', controller.scope));
      if (openOnStart === 'browser') await pages.openBrowser();
      else if (openOnStart === 'liveView') await pages.openLiveView();
    },
    'vitrina.stop': async () => {
      if (!controller.isStarted && controller.state.kind === 'stopped') showNothingToStop();
      await controller.stop();
    },
    'vitrina.restart': () => controller.restart(),
    'vitrina.toggle': async () => {
      if (!presses.isAnother(performance.now())) return;
      const up = controller.state.kind === 'running' || controller.state.kind === 'starting';
      await vscode.commands.executeCommand(up ? 'vitrina.stop' : 'vitrina.start');
    },
    'vitrina.openBrowser': (uri) => pages.openBrowser(named(uri)),
    'vitrina.openLiveView': (uri) => pages.openLiveView(named(uri)),
    'vitrina.copyAddress': (uri) => pages.copyAddress(named(uri)),
    'vitrina.serveFolder': async (uri) => {
      const folder = await namedSiteFolder(named(uri));
      if (!folder) return;
      const { state } = controller;
      const site = await controller.serve(folder);
      const wasServed = state.kind === 'running' && state.site.liveViewKey === site?.liveViewKey;
      if (wasServed) showServedAlready(state.site);
    },
    'vitrina.showPanel': async () => {
      await vscode.commands.executeCommand('vitrina.panel.focus');
    },
    'vitrina.clear': withSite(async ({ id }) => {
      await controller.request('exchange/clear', { siteId: id });
    }),
    'vitrina.replay': withSite(() => panel.act({ act: 'replay' })),
    'vitrina.copyAsCurl': withSite(() => panel.act({ act: 'copyAsCurl' })),
    'vitrina.exportHar': withSite(() => exportHar(controller)),
    'vitrina.openHar': (uri) => panel.openHar(named(uri)),
    'vitrina.compare': withSite(async () => {
      const pair = await choosePair(controller);
      if (pair) await panel.act({ act: 'compare', ...pair });
    }),
    'vitrina.serveAs': withSite(async ({ root }) => {
      await panel.act({ act: 'serveAs', path: await pathOfFile(root, activeFile()) });
    }),
    'vitrina.checkScripts': () => check.run(),
    'vitrina.openLab': () => openLab(context.extensionUri),
    'vitrina.openLesson': () => openLesson(context.extensionUri),
    'vitrina.openWalkthrough': openWalkthrough,
    'vitrina.showLog': () => {
      log.show();
    },
  };
}

/** The command; one that fails is told in a sentence of ours, where VS Code would show those of the system and of libraries. */
export function telling(run: Command, log: vscode.LogOutputChannel): Command {
  return async (...args) => {
    try {
      await run(...args);
    } catch (error) {
      const { message } = answerOf(error);
      log.error(message);
      void vscode.window.showErrorMessage(message);
    }
  };
}

/** The file or folder that a menu is about. Menus give other things, too, and the palette and keys nothing. */
function named(argument: unknown): vscode.Uri | undefined {
  return argument instanceof vscode.Uri ? argument : undefined;
}

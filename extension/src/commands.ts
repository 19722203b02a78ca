import * as vscode from 'vscode';
import type { Site } from '../protocol/types.generated';
import type { Controller } from './server/controller';
import { openLab } from './lab/lab';
import { choosePair, exportHar } from './views/exchanges';
import type { LiveView } from './views/liveView';
import type { PanelView } from './views/panelView';
import type { ScriptCheck } from './scripts/scriptCheck';
import { editorSettings } from './site/settings';
import { activeFile } from './site/siteFolder';
import { sitePath } from './site/sitePath';

/** Every command of the extension: what it is called and what it does. */
export function commandTable(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  controller: Controller,
  liveView: LiveView,
  panel: PanelView,
  check: ScriptCheck,
): Record<string, (uri?: vscode.Uri) => Promise<void> | void> {
  const openBrowser = (site: Site): Thenable<boolean> =>
    // VS Code itself finds the address that the user's browser needs.
    vscode.env.openExternal(vscode.Uri.parse(new URL(sitePath(site.root, activeFile()), site.url).href, true));
  const openLiveView = (site: Site): Promise<void> => liveView.show(sitePath(site.root, activeFile()));

  return {
    'vitrina.start': async () => {
      const wasRunning = controller.state.kind === 'running';
      const site = await controller.start();
      if (!site || wasRunning) return;
      const { openOnStart } = editorSettings(vscode.workspace.getConfiguration('vitrina'));
      if (openOnStart === 'browser') await openBrowser(site);
      else if (openOnStart === 'liveView') await openLiveView(site);
    },
    'vitrina.stop': () => controller.stop(),
    'vitrina.restart': () => controller.restart(),
    'vitrina.toggle': async () => {
      const up = controller.state.kind === 'running' || controller.state.kind === 'starting';
      await vscode.commands.executeCommand(up ? 'vitrina.stop' : 'vitrina.start');
    },
    'vitrina.openBrowser': async () => {
      const site = await controller.start();
      if (site) await openBrowser(site);
    },
    'vitrina.openLiveView': async () => {
      const site = await controller.start();
      if (site) await openLiveView(site);
    },
    'vitrina.showPanel': async () => {
      await vscode.commands.executeCommand('vitrina.panel.focus');
    },
    'vitrina.clear': async () => {
      if (controller.state.kind !== 'running') return;
      await controller.request('exchange/clear', { siteId: controller.state.site.id });
    },
    'vitrina.copyAsCurl': () => panel.act({ act: 'copyAsCurl' }),
    'vitrina.exportHar': () => exportHar(controller),
    'vitrina.openHar': (uri) => panel.openHar(uri),
    'vitrina.compare': async () => {
      const pair = await choosePair(controller);
      if (pair) await panel.act({ act: 'compare', ...pair });
    },
    'vitrina.checkScripts': () => check.run(),
    'vitrina.openLab': () => openLab(context.extensionUri),
    'vitrina.showLog': () => {
      log.show();
    },
  };
}

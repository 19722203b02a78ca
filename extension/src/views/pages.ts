import path from 'node:path';
import * as vscode from 'vscode';
import type { Site } from '../../protocol/types.generated';
import type { Controller } from '../server/controller';
import { showOutside } from '../server/messages';
import { externalUrl } from '../site/externalUri';
import { isFolder } from '../site/folderChoice';
import { asWithin, isBelow, samePath } from '../site/paths';
import { activeFile } from '../site/siteFolder';
import { pathOfFile, sitePath } from '../site/sitePath';
import type { LiveView } from './liveView';

/**
 * Opens what the site answers for a file or a folder, and gives its address; starts the server first where none runs.
 * Without a file, that of the active editor is meant, and the site's first page where that is none of the site's.
 */
export class Pages {
  constructor(
    private readonly controller: Controller,
    private readonly liveView: LiveView,
  ) {}

  async openBrowser(uri?: vscode.Uri): Promise<void> {
    const found = await this.#find(uri);
    // VS Code itself finds the address that the user's browser needs.
    if (found) await vscode.env.openExternal(vscode.Uri.parse(new URL(found.path, found.site.url).href, true));
  }

  async openLiveView(uri?: vscode.Uri): Promise<void> {
    const found = await this.#find(uri);
    if (found) await this.liveView.show(found.path);
  }

  /** Puts the address that the user's browser needs on the clipboard. */
  async copyAddress(uri?: vscode.Uri): Promise<void> {
    const found = await this.#find(uri);
    if (!found) return;
    const address = (await externalUrl(found.site.url)).replace(/\/$/, '') + found.path;
    await vscode.env.clipboard.writeText(address);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {0}', address), 5000);
  }

  /** The site, and the path that is meant; undefined where none runs, or where what was named is not in it. */
  async #find(uri: vscode.Uri | undefined): Promise<{ site: Site; path: string } | undefined> {
    const site = await this.controller.start();
    if (!site) return undefined;
    if (!uri) return { site, path: await pathOfFile(site.root, activeFile()) };
    const file = await asWithin(site.root, uri.fsPath);
    if (samePath(site.root, file)) return { site, path: '/' };
    if (!isBelow(site.root, file)) {
      const folder = await isFolder(file);
      showOutside(file, site.root, folder ? uri : vscode.Uri.file(path.dirname(file)));
      return undefined;
    }
    const found = sitePath(site.root, file);
    return { site, path: found !== '/' && (await isFolder(file)) ? `${found}/` : found };
  }
}

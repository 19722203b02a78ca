import path from 'node:path';
import * as vscode from 'vscode';
import type { Folder } from './folderChoice';
import { chooseFolder, hasSite, isFolder, placesOf, rootFolder, rootOf } from './folderChoice';
import { openLab } from '../lab/lab';

/** A folder to serve, and the workspace folder whose settings hold for it. */
export interface SiteFolder {
  /** Absolute. */
  readonly root: string;
  readonly scope: vscode.Uri | undefined;
  /** What `vitrina.root` was when this was found. */
  readonly setting: unknown;
}

interface WorkspaceFolder extends Folder {
  readonly uri: vscode.Uri;
}

/**
 * Finds out what to serve; asks where the workspace leaves it open. Undefined where the user did not answer or took
 * the lab, which opens as a workspace of its own. An answer counts for this start only: to be asked no more, the user
 * sets `vitrina.root`.
 */
export async function findSiteFolder(extensionUri: vscode.Uri): Promise<SiteFolder | undefined> {
  const choice = chooseFolder(workspaceFolders(), activeFile());
  if (choice.kind === 'none') return askForRoot(extensionUri, undefined, rootSetting(undefined));
  const folder = choice.kind === 'one' ? choice.folder : await askWhichFolder(choice.folders);
  if (!folder) return undefined;
  const setting = rootSetting(folder.uri);
  const root = rootOf(folder, setting);
  return (await isFolder(root)) ? { root, scope: folder.uri, setting } : askForRoot(extensionUri, folder, setting);
}

/** True where a folder of the workspace has something to serve. */
export async function isSomethingToServe(): Promise<boolean> {
  const found = await Promise.all(workspaceFolders().map((folder) => hasSite(folder, rootSetting(folder.uri))));
  return found.includes(true);
}

/** The folders that a start would serve, one for each folder of the workspace that has one. */
export async function siteRoots(): Promise<string[]> {
  const roots = await Promise.all(workspaceFolders().map((folder) => rootFolder(folder, rootSetting(folder.uri))));
  return roots.filter((root) => root !== undefined);
}

/** Where what makes `isSomethingToServe` true would be in each folder of the workspace, whether it is there or not. */
export function sitePlaces(): string[] {
  return workspaceFolders().flatMap((folder) => placesOf(folder, rootSetting(folder.uri)));
}

/** A folder that the user named, to be served; undefined where they were asked for one and gave none. */
export async function namedSiteFolder(uri: vscode.Uri | undefined): Promise<SiteFolder | undefined> {
  const near = uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const scope = near && (vscode.workspace.getWorkspaceFolder(near)?.uri ?? near);
  const setting = rootSetting(scope);
  return uri ? { root: path.normalize(uri.fsPath), scope, setting } : pickFolder(scope, setting);
}

/** The value of `vitrina.root` for a workspace folder, as the user wrote it. */
export function rootSetting(scope: vscode.Uri | undefined): unknown {
  return vscode.workspace.getConfiguration('vitrina', scope).get('root');
}

/** The path of the file in the active editor, where it is a file on disk. */
export function activeFile(): string | undefined {
  const { activeTextEditor, tabGroups } = vscode.window;
  // The log counts as the text editor while the keyboard is in it, and an image or a notebook is none.
  const uris = [activeTextEditor?.document.uri, uriOf(tabGroups.activeTabGroup.activeTab)];
  return uris.find((uri) => uri?.scheme === 'file')?.fsPath;
}

/** What a tab shows, where that is one file. */
function uriOf(tab: vscode.Tab | undefined): vscode.Uri | undefined {
  const input = tab?.input;
  const isFile =
    input instanceof vscode.TabInputText ||
    input instanceof vscode.TabInputCustom ||
    input instanceof vscode.TabInputNotebook;
  return isFile ? input.uri : undefined;
}

function workspaceFolders(): WorkspaceFolder[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ name, uri }) => ({ name, uri, path: uri.fsPath }));
}

async function askWhichFolder(folders: readonly WorkspaceFolder[]): Promise<WorkspaceFolder | undefined> {
  const picked = await vscode.window.showQuickPick(
    folders.map((folder) => ({ label: folder.name, description: folder.path, folder })),
    { title: vscode.l10n.t('Which folder do you want to serve?') },
  );
  return picked?.folder;
}

async function askForRoot(
  extensionUri: vscode.Uri,
  folder: WorkspaceFolder | undefined,
  setting: unknown,
): Promise<SiteFolder | undefined> {
  const items: (vscode.QuickPickItem & { run: () => Promise<SiteFolder | undefined> })[] = [
    {
      label: `$(folder-opened) ${vscode.l10n.t('Choose a folder…')}`,
      run: () => pickFolder(folder?.uri, setting),
    },
    {
      label: `$(beaker) ${vscode.l10n.t('Copy the HTTP lab…')}`,
      detail: vscode.l10n.t('A small site to learn with, in a new folder.'),
      run: async () => {
        await openLab(extensionUri);
        return undefined;
      },
    },
  ];
  if (folder) {
    items.splice(1, 0, {
      label: `$(root-folder) ${vscode.l10n.t('Serve {0} itself', folder.name)}`,
      detail: folder.path,
      run: () => Promise.resolve({ root: folder.path, scope: folder.uri, setting }),
    });
  }
  const picked = await vscode.window.showQuickPick(items, {
    title: folder
      ? vscode.l10n.t('There is no folder {0} in {1}', String(setting), folder.name)
      : vscode.l10n.t('No folder is open'),
    // The setting counts for folders of the workspace.
    placeHolder: folder
      ? vscode.l10n.t('What do you want to serve? To change it permanently, set vitrina.root.')
      : vscode.l10n.t('What do you want to serve?'),
  });
  return picked?.run();
}

async function pickFolder(near: vscode.Uri | undefined, setting: unknown): Promise<SiteFolder | undefined> {
  const picked = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    ...(near && { defaultUri: near }),
    title: vscode.l10n.t('Choose the folder to serve'),
    openLabel: vscode.l10n.t('Serve This Folder'),
  });
  const uri = picked?.[0];
  if (!uri) return undefined;
  return { root: path.normalize(uri.fsPath), scope: vscode.workspace.getWorkspaceFolder(uri)?.uri ?? near, setting };
}

import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isBelow } from './paths';
import { textOf } from './settings';

/** What is needed of a `vscode.WorkspaceFolder`. */
export interface Folder {
  readonly name: string;
  /** The absolute path on disk. */
  readonly path: string;
}

export type FolderChoice<F extends Folder = Folder> =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly folder: F }
  | { readonly kind: 'ask'; readonly folders: readonly F[] };

/**
 * Which workspace folder to serve from: the only one, the one that holds the file in the active editor, else the user
 * must say.
 */
export function chooseFolder<F extends Folder>(folders: readonly F[], activeFile: string | undefined): FolderChoice<F> {
  const [first] = folders;
  if (!first) return { kind: 'none' };
  if (folders.length === 1) return { kind: 'one', folder: first };
  // Workspace folders may lie in one another: the innermost is the one that VS Code counts the file to.
  const holders = folders.filter((folder) => activeFile !== undefined && isBelow(folder.path, activeFile));
  const innermost = holders.sort((one, other) => other.path.length - one.path.length)[0];
  return innermost ? { kind: 'one', folder: innermost } : { kind: 'ask', folders };
}

/**
 * The folder that the setting `vitrina.root` names: a path from the workspace folder, or an absolute one. Fails with
 * `NotText`.
 */
export function rootOf(folder: Folder, setting: unknown): string {
  return path.resolve(folder.path, textOf('root', setting));
}

/** The same where it is a folder; undefined where it is none, or where the setting can name none. */
export async function rootFolder(folder: Folder, setting: unknown): Promise<string | undefined> {
  if (typeof setting !== 'string') return undefined;
  const root = rootOf(folder, setting);
  return (await isFolder(root)) ? root : undefined;
}

export async function isFolder(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/**
 * The folders of which one is enough for a workspace folder to have something to serve: what `vitrina.root` names, where it
 * can name one, and scripts at its top.
 */
export function placesOf(folder: Folder, setting: unknown): string[] {
  return [...(typeof setting === 'string' ? [rootOf(folder, setting)] : []), path.join(folder.path, 'cgi-bin')];
}

/**
 * True where a workspace folder has something to serve. The activation events of the manifest ask for as much of that as
 * they can.
 */
export async function hasSite(folder: Folder, setting: unknown): Promise<boolean> {
  return (await Promise.all(placesOf(folder, setting).map(isFolder))).includes(true);
}

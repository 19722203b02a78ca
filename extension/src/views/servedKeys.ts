import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Controller } from '../server/controller';
import { realPath, samePath } from '../site/paths';
import { foldersBelow } from '../site/servedFolders';
import { sitePlaces, siteRoots } from '../site/siteFolder';

/**
 * Keeps the context keys of what can be served: `vitrina.folders`, the folders whose files the site sends or would send
 * once it is started, and `vitrina.hasSite`, true where there is one. A `when` clause cannot ask whether a path begins
 * with another one, so that every folder is named.
 */
export class ServedKeys implements vscode.Disposable {
  readonly #looked = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  #watchers: vscode.Disposable[] = [];
  #watched = '';
  #folders: ReadonlySet<string> = new Set();
  /** One look at the folders, and another one once that is over where something changed meanwhile. */
  #looking = false;
  #again = false;

  /** What can be served may have changed. */
  readonly onDidLook = this.#looked.event;

  constructor(private readonly controller: Controller) {
    const look = (): void => void this.look();
    this.#subscriptions = [
      this.#looked,
      controller.onDidChangeState(look),
      vscode.workspace.onDidChangeWorkspaceFolders(look),
      vscode.workspace.onDidGrantWorkspaceTrust(look),
      vscode.workspace.onDidCreateFiles(look), // what is to be served may be new itself
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('vitrina.root')) look();
      }),
    ];
  }

  /** Sets the keys anew. */
  async look(): Promise<void> {
    this.#again = true;
    if (this.#looking) return;
    this.#looking = true;
    try {
      while (this.#again) {
        this.#again = false;
        await this.#find();
      }
    } finally {
      this.#looking = false;
    }
  }

  dispose(): void {
    for (const subscription of [...this.#subscriptions, ...this.#watchers]) subscription.dispose();
  }

  async #find(): Promise<void> {
    const { state } = this.controller;
    const [named, places] =
      state.kind === 'running' ? [[state.site.root], [state.site.root]] : [await siteRoots(), sitePlaces()];
    // As VS Code writes them. A folder that is reached through a link may be in the explorer without it as well.
    const roots = [...named, ...(await Promise.all(named.map(realPath)))].map((root) => vscode.Uri.file(root).fsPath);
    const apart = [...new Set(roots)];
    this.#watch(apart, places);
    const folders = new Set((await Promise.all(apart.map((root) => foldersBelow(root)))).flat());
    this.#folders = folders;
    await setKey('folders', [...folders].flatMap(spellings));
    await setKey('hasSite', folders.size > 0);
    this.#looked.fire();
  }

  /** Follows folders that come and go: below `roots`, and those at `places`, as another branch may have none. */
  #watch(roots: readonly string[], places: readonly string[]): void {
    const watched = JSON.stringify([roots, places]);
    if (watched === this.#watched) return;
    this.#watched = watched;
    for (const watcher of this.#watchers) watcher.dispose();
    this.#watchers = [...roots.map((root) => this.#below(root)), ...places.map((place) => this.#at(place))];
  }

  /** Files come and go more often than folders, and change nothing here. */
  #below(root: string): vscode.Disposable {
    const created = async ({ fsPath }: vscode.Uri): Promise<void> => {
      const isNew = await stat(fsPath).then(
        (file) => file.isDirectory() && !this.#folders.has(fsPath),
        () => false,
      );
      if (isNew) await this.look();
    };
    return watch(root, '**', created, ({ fsPath }) => void (this.#folders.has(fsPath) && this.look()));
  }

  #at(place: string): vscode.Disposable {
    const changed = ({ fsPath }: vscode.Uri): void => {
      if (samePath(fsPath, place)) void this.look();
    };
    return watch(path.dirname(place), '*', changed, changed);
  }
}

type Told = (uri: vscode.Uri) => unknown;

function watch(folder: string, pattern: string, created: Told, deleted: Told): vscode.Disposable {
  const below = new vscode.RelativePattern(vscode.Uri.file(folder), pattern);
  const watcher = vscode.workspace.createFileSystemWatcher(below, false, true, false);
  return vscode.Disposable.from(watcher, watcher.onDidCreate(created), watcher.onDidDelete(deleted));
}

/** How VS Code may write a path in `resourcePath`: as the system does, or, from afar, as in an address. */
function spellings(folder: string): string[] {
  const uri = vscode.Uri.file(folder);
  return [...new Set([uri.fsPath, uri.path])];
}

function setKey(name: string, value: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand('setContext', `vitrina.${name}`, value);
}

import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Controller } from '../server/controller';
import { realPath } from '../site/paths';
import { foldersBelow } from '../site/servedFolders';
import { siteRoots } from '../site/siteFolder';

/**
 * Keeps the context keys of what can be served: `vitrina.folders`, the folders whose files the site sends or would send
 * once it is started, and `vitrina.hasSite`, true where there is one. A `when` clause cannot ask whether a path begins
 * with another one, so that every folder is named.
 */
export class ServedKeys implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable[];
  #watchers: vscode.Disposable[] = [];
  #watched = '';
  #folders: ReadonlySet<string> = new Set();
  /** One look at the folders, and another one once that is over where something changed meanwhile. */
  #looking = false;
  #again = false;

  constructor(private readonly controller: Controller) {
    const look = (): void => void this.look();
    this.#subscriptions = [
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
    const named = state.kind === 'running' ? [state.site.root] : await siteRoots();
    // As VS Code writes them. A folder that is reached through a link may be in the explorer without it as well.
    const roots = [...named, ...(await Promise.all(named.map(realPath)))].map((root) => vscode.Uri.file(root).fsPath);
    const apart = [...new Set(roots)];
    this.#watch(apart);
    const folders = new Set((await Promise.all(apart.map((root) => foldersBelow(root)))).flat());
    this.#folders = folders;
    await setKey('folders', [...folders].flatMap(spellings));
    await setKey('hasSite', folders.size > 0);
  }

  /** Follows folders that come and go. Files do so more often, and change nothing here. */
  #watch(roots: readonly string[]): void {
    if (roots.join('\n') === this.#watched) return;
    this.#watched = roots.join('\n');
    for (const watcher of this.#watchers) watcher.dispose();
    this.#watchers = roots.flatMap((root) => {
      const pattern = new vscode.RelativePattern(vscode.Uri.file(root), '**');
      const watcher = vscode.workspace.createFileSystemWatcher(pattern, false, true, false);
      const created = async ({ fsPath }: vscode.Uri): Promise<void> => {
        const isNew = await stat(fsPath).then(
          (file) => file.isDirectory() && !this.#folders.has(fsPath),
          () => false,
        );
        if (isNew) await this.look();
      };
      return [
        watcher,
        watcher.onDidCreate(created),
        watcher.onDidDelete(({ fsPath }) => void (this.#folders.has(fsPath) && this.look())),
      ];
    });
  }
}

/** How VS Code may write a path in `resourcePath`: as the system does, or, from afar, as in an address. */
function spellings(folder: string): string[] {
  const uri = vscode.Uri.file(folder);
  return [...new Set([uri.fsPath, uri.path])];
}

function setKey(name: string, value: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand('setContext', `vitrina.${name}`, value);
}

import { cp, mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { CodeServer, newContext } from './codeServer';
import { LIMIT_MS, eventually } from './eventually';

export { eventually };

// A real VS Code workbench: code-server has the genuine workbench, server and extension host, and shows itself in a
// browser, which is driven here. The tests run in the root folder of the sources.
const SCREENSHOTS = path.resolve('.build/screenshots');

export interface WorkbenchOptions {
  /** Puts files into the empty folder that is opened; a copy of the lab without it. */
  prepare?: (folder: string) => Promise<void>;
  /** User settings over those of the harness. */
  settings?: Record<string, unknown>;
  locale?: string;
  /** True where the folder has nothing that the extension would begin to work for by itself. */
  idle?: boolean;
  /** True where VS Code is to ask for trust; the folder is not trusted then. */
  askTrust?: boolean;
  /** The workspace file in the folder that is opened, in place of the folder. */
  workspaceFile?: string;
  /** The sources of a further extension, in the folder of these tests; later windows of this process have it, too. */
  extension?: string;
}

/** A window of VS Code in a browser, with a folder of its own. */
export class Workbench {
  /** How often the settings were changed. */
  private changes = 0;

  private constructor(
    private readonly name: string,
    readonly page: Page,
    readonly context: BrowserContext,
    /** The folder that is opened. */
    readonly folder: string,
    private readonly server: CodeServer,
    private readonly root: string,
    private readonly address: string,
    private readonly settings: Record<string, unknown>,
  ) {}

  /** Opens a folder in a new window of a VS Code that has the extension. Its screenshots begin with `name`. */
  static async start(name: string, options: WorkbenchOptions = {}): Promise<Workbench> {
    const root = await mkdtemp(path.join(tmpdir(), 'vitrina-workbench-'));
    const folder = path.join(root, 'course');
    await mkdir(folder);
    await (options.prepare ?? copyLab)(folder);
    const server = await CodeServer.shared();
    const settings = { ...QUIET, ...trust(options), ...options.settings };
    await server.writeSettings(settings);
    if (options.extension) await server.install(path.resolve('extension/test/workbench', options.extension));

    const context = await newContext(server.origin, options.locale);
    const opened = options.workspaceFile ? { workspace: path.join(folder, options.workspaceFile) } : { folder };
    const address = `${server.origin}/?${new URLSearchParams(opened as Record<string, string>).toString()}`;
    const page = await context.newPage();
    const workbench = new Workbench(name, page, context, folder, server, root, address, settings);
    try {
      await workbench.open(options);
    } catch (error) {
      await workbench.stop(); // the next test file uses the same server
      throw error;
    }
    return workbench;
  }

  /** Opens the window, or loads it again, and waits until the extension is at work, unless the folder is idle. */
  async open({ idle = false }: WorkbenchOptions = {}): Promise<void> {
    await this.page.goto(this.address);
    const ready = idle ? this.page.locator('.part.statusbar') : this.status;
    // VS Code itself can read the file of a workspace before the server's files can be read: it then shows none of its
    // folders, and never looks again. The same can happen to the window that is loaded in its place.
    const bare = this.page.getByText('You have not yet added a folder to the workspace');
    await eventually('the window', async () => {
      await ready.or(bare).first().waitFor();
      const shown = !(await bare.isVisible());
      if (!shown) await this.page.reload();
      return shown;
    });
    await ready.waitFor();
  }

  /** Closes the window, and leaves nothing of it to the next; how it looked at the end is kept as a screenshot. */
  async stop(): Promise<void> {
    await this.screenshot('end').catch(() => undefined); // the page may be closed
    // Without its farewell the server would keep the window's processes for a while, in case that it comes back.
    if (!this.page.isClosed()) await this.page.goto('about:blank');
    await this.context.close();
    await eventually('the end of what the window ran', async () => (await this.serverProcesses()).length === 0);
    await rm(this.root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  /** Vitrina's item in the status bar. */
  get status(): Locator {
    return this.page.locator('[id="vitrina.vitrina.vitrina.status"]');
  }

  /** Where the extension is installed. */
  get extensions(): string {
    return this.server.extensions;
  }

  /** The port that the status bar shows, once it shows one. */
  async shownPort(): Promise<number> {
    const running = this.status.filter({ hasText: /:\d+/ });
    await running.waitFor();
    return Number(/:(\d+)/.exec(await running.innerText())?.[1]);
  }

  /**
   * Writes settings over those of the user, as a change in the settings editor does, and waits until they count: the
   * window shows a title that came with them, and what it does next reaches the extension after them.
   */
  async set(settings: Record<string, unknown>): Promise<void> {
    this.changes++;
    const title = `Settings ${String(this.changes)}`;
    await this.server.writeSettings({ ...this.settings, ...settings }, { 'window.title': title });
    await eventually('the settings', async () => (await this.page.title()).includes(title));
  }

  /** Writes a line of the file in the active editor anew, or before it, and saves, as a hand at the keyboard does. */
  async write(line: number, keys: 'replace' | 'insert', text: string): Promise<void> {
    const { keyboard } = this.page;
    await this.run('View: Focus Active Editor Group');
    await this.page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
    await keyboard.press('Control+Home');
    for (let passed = 1; passed < line; passed++) await keyboard.press('ArrowDown');
    if (keys === 'replace') await keyboard.press('Shift+End');
    await keyboard.insertText(text);
    await keyboard.press('Control+S');
    await this.page.locator('.editor-group-container.active .tab.active:not(.dirty)').waitFor();
  }

  /** The lines of the status bar item's tooltip, as a screen reader says them. */
  async spokenStatus(): Promise<string> {
    return (await this.status.locator('a').getAttribute('aria-label')) ?? '';
  }

  /** Runs a command by what the palette shows of it ("Category: Title"). */
  async run(title: string): Promise<void> {
    await (await this.palette(title)).click();
  }

  /**
   * Opens the palette with a text and gives the row of a command. The palette lists what is enabled when it opens, and
   * closes when something else takes the keyboard: it is opened again until the command is there.
   */
  async palette(title: string, text = title): Promise<Locator> {
    const row = this.quickInput.locator('.monaco-list-row', { hasText: title }).first();
    let timeout = 500; // a command that is there is shown at once; on a busy machine that takes longer
    await eventually(`the command ${title}`, async () => {
      await this.page.keyboard.press('Escape');
      try {
        await this.type(`>${text}`, timeout);
        await row.waitFor({ timeout });
        return true;
      } catch {
        timeout *= 2;
        return false;
      }
    });
    return row;
  }

  /** Opens a file of the folder in the editor. */
  async edit(name: string): Promise<void> {
    await this.type(name);
    await this.quickInput
      .locator('.monaco-list-row', { hasText: path.basename(name) })
      .first()
      .click();
    await this.page.locator('.tab.active', { hasText: path.basename(name) }).waitFor();
    await this.page.locator('.editor-group-container.active .monaco-editor .view-lines').waitFor();
  }

  /** Gives a folder to VS Code's own dialog, whose button has a text. */
  async chooseFolder(folder: string, button: string): Promise<void> {
    const accept = this.quickInput.getByRole('button', { name: button });
    const input = this.quickInput.locator('input.input');
    await accept.waitFor();
    // The dialog reads folders while it is typed into: it writes where it is over what was typed, its button does
    // nothing meanwhile, or takes the folder that it was in. So it has to list the typed folder before it is accepted.
    const inside = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    const rows = this.quickInput.locator('.quick-input-list .monaco-list-row');
    await eventually('the dialog to be gone', async () => {
      if (!(await accept.isVisible())) return true;
      try {
        if ((await input.inputValue({ timeout: 1000 })) !== `${folder}/`) {
          await input.fill(`${folder}/`, { timeout: 1000 });
          return false;
        }
        const listed = (await rows.allInnerTexts()).join('\n');
        if (inside.every(({ name }) => listed.includes(name))) await accept.click({ timeout: 1000 });
      } catch {
        // Gone in this very moment.
      }
      return false;
    });
  }

  /** What the palette or a question of the extension shows. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** A message at the corner, by a part of its text. */
  toast(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  /** The page in the view "Exchanges". */
  get panel(): FrameLocator {
    return this.webview(':not(.webview-overlay-outer-right)');
  }

  /** The server's own page in the live view. */
  get liveView(): FrameLocator {
    return this.webview('.webview-overlay-outer-right').frameLocator('iframe');
  }

  /** What the live view frames. */
  get framed(): FrameLocator {
    return this.liveView.frameLocator('iframe#frame');
  }

  /** Shows the view "Exchanges". */
  async showPanel(): Promise<void> {
    await this.page.locator('.activitybar .action-label[aria-label^="Vitrina"]').click();
    await this.panel.locator('vitrina-panel').waitFor();
  }

  /** The processes of the extension's server, by number. */
  async serverProcesses(): Promise<number[]> {
    return processesWith(path.join(this.server.extensions, ''), 'rpc');
  }

  /** Restarts the server from the palette, and waits until another one runs. */
  async restart(): Promise<void> {
    const before = await this.serverProcesses();
    await this.run('Vitrina: Restart Server');
    await eventually('another server', async () => {
      const now = await this.serverProcesses();
      return now.length === 1 && now[0] !== before[0];
    });
    await this.shownPort();
  }

  /** Keeps a picture of the window in a folder that git ignores. */
  async screenshot(step: string): Promise<void> {
    await mkdir(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: path.join(SCREENSHOTS, `${this.name}-${step}.png`) });
  }

  /** The document of a webview. VS Code marks those that touch the window's right edge, which a side bar's never does. */
  private webview(place: string): FrameLocator {
    return this.page
      .frameLocator(`.webview-overlay-content${place} iframe.webview[src*="extensionId=vitrina.vitrina"]`)
      .frameLocator('iframe#active-frame');
  }

  private async type(text: string, timeout = LIMIT_MS): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.quickInput.locator('input.input').fill(text, { timeout });
  }
}

/** Copies the lab, as its users have it. */
export async function copyLab(folder: string): Promise<void> {
  const lessons = path.resolve('lab/lessons');
  await cp(path.resolve('lab'), folder, { recursive: true, filter: (from) => from !== lessons });
}

/** The numbers of the processes whose command line has both texts. */
export async function processesWith(...texts: string[]): Promise<number[]> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    numbers.map(async (number) => {
      const line = await readFile(`/proc/${number}/cmdline`, 'utf8').catch(() => '');
      return texts.every((text) => line.includes(text)) ? Number(number) : undefined;
    }),
  );
  return found.filter((number) => number !== undefined);
}

/** True where nothing answers at an address. */
export async function isClosed(url: string): Promise<boolean> {
  return fetch(url).then(
    () => false,
    () => true,
  );
}

/** Nothing that VS Code shows or fetches by itself. */
const QUIET = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'window.commandCenter': false,
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off', // VS Code rewrites the file where it says false, as old versions wrote it
  'extensions.ignoreRecommendations': true,
  'remote.autoForwardPorts': false,
  'git.enabled': false,
  'npm.autoDetect': 'off',
  'json.schemaDownload.enable': false,
  // Text that is typed stays as it is.
  'editor.autoIndent': 'none',
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'files.autoSave': 'off',
  'vitrina.port': 0,
};

const trust = ({ askTrust = false }: WorkbenchOptions): Record<string, unknown> => ({
  'security.workspace.trust.enabled': askTrust,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
});

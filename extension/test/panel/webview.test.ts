import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import {
  createMessageConnection,
  type Message,
  type MessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { PROTOCOL_VERSION } from '../../protocol/methods.generated';
import type { HostAct, HostState } from '../../protocol/panelHost';
import type { LessonProgress, ReloadDidSendParams, Site } from '../../protocol/types.generated';
import { accessible } from './axe';
import { exchangeRow, openPanel, sharedBrowser, until } from './browser';
import { reload } from './exchanges';
import { BINARY } from './server';

/** Where the page is shown from; nothing is asked of it, every answer is made here. */
const ORIGIN = 'http://127.0.0.1:9/';
const DIST = 'dist/panel';

/** What VS Code allows a webview here: the page's own files, and no other connection. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'";

/** VS Code's side of a webview's messages, for a page in a plain browser. */
const HOST_SCRIPT = `
  window.acquireVsCodeApi = () => ({
    getState: () => JSON.parse(sessionStorage.getItem('webview') ?? 'null') ?? undefined,
    setState: (state) => sessionStorage.setItem('webview', JSON.stringify(state)),
    postMessage: (message) => void window.toHost(message),
  });`;

let browser: Browser;

before(async () => {
  browser = await sharedBrowser();
});

/** An editor around the page: it passes messages on to a real server over stdio, as the extension does. */
class Editor {
  readonly ran: string[] = [];
  readonly opened: unknown[] = [];
  /** What else it was asked to show, by the method. */
  readonly shown: [method: string, params: unknown][] = [];
  readonly #server: MessageConnection;
  readonly #end: () => void;
  #page: Page | undefined;
  #state: HostState;

  private constructor(server: MessageConnection, end: () => void, state: HostState) {
    this.#server = server;
    this.#end = end;
    this.#state = state;
  }

  static async start(state: HostState): Promise<Editor> {
    const child = spawn(BINARY, ['rpc'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const server = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    const editor = new Editor(server, () => child.stdin.end(), state);
    server.onNotification((method, params) => {
      void editor.#toPage({ jsonrpc: '2.0', method, params } as Message);
    });
    server.listen();
    await server.sendRequest('initialize', {
      protocolVersion: PROTOCOL_VERSION,
      client: { name: 'test', version: '1' },
      locale: 'es',
      workspaceTrusted: true,
    });
    return editor;
  }

  /** Tells the page of a change of files, as the server would. */
  async tellReload(reload: ReloadDidSendParams): Promise<void> {
    await this.#toPage({ jsonrpc: '2.0', method: 'reload/didSend', params: reload } as Message);
  }

  async serve(root: string): Promise<Site> {
    const site = await this.#server.sendRequest<Site>('site/start', { root, port: 0 });
    await this.tell({ state: 'running', trusted: true, site, notices: [] });
    return site;
  }

  /** Opens an HTTP Archive, without showing it. */
  async openHar(path: string): Promise<Site> {
    return this.#server.sendRequest<Site>('har/open', { path });
  }

  /** Gives back what an editor kept of a lesson. */
  async resume({ id: siteId }: Site, progress: LessonProgress): Promise<void> {
    await this.#server.sendRequest('lesson/resume', { siteId, progress });
  }

  /** Has the page do what a command of the editor asks for. */
  async act(act: HostAct): Promise<void> {
    await this.#toPage({ jsonrpc: '2.0', method: 'host/act', params: act } as Message);
  }

  async tell(state: HostState): Promise<void> {
    this.#state = state;
    await this.#toPage({ jsonrpc: '2.0', method: 'host/didChangeState', params: state } as Message);
  }

  async open(): Promise<{ page: Page; complaints: { all: string[] } }> {
    const context = await browser.newContext({ viewport: { width: 320, height: 760 } });
    await context.exposeBinding('toHost', ({ page }, message: Message) => {
      this.#page = page;
      return this.#fromPage(message);
    });
    await context.addInitScript(HOST_SCRIPT);
    await context.route(`${ORIGIN}**`, async (route) => {
      const name = new URL(route.request().url()).pathname.slice(1) || 'index.html';
      const content = await readFile(path.join(DIST, name));
      // The extension writes the page's frame itself; what matters of it is the language and the policy.
      const body = name === 'index.html' ? content.toString().replace('lang="en"', 'lang="es-MX"') : content;
      const contentType = {
        '.html': 'text/html',
        '.js': 'text/javascript',
        '.css': 'text/css',
        '.json': 'application/json',
      }[path.extname(name)];
      await route.fulfill({
        body,
        contentType: contentType ?? 'font/ttf',
        headers: { 'Content-Security-Policy': POLICY },
      });
    });
    return openPanel(context, ORIGIN);
  }

  async stop(): Promise<void> {
    await this.#page?.context().close();
    this.#server.dispose();
    this.#end();
  }

  async #fromPage(message: Message): Promise<void> {
    const { id, method, params } = message as Message & { id?: number; method: string; params?: never };
    if (id !== undefined) {
      await this.#toPage({ jsonrpc: '2.0', id, ...(await this.#answer(method, params)) } as Message);
    } else if (method.startsWith('host/')) {
      if (method === 'host/ready') await this.tell(this.#state);
      if (method === 'host/run') this.ran.push((params as unknown as { command: string }).command);
      if (method === 'host/open') this.opened.push(params);
      if (
        [
          'host/openLiveView',
          'host/openSetting',
          'host/save',
          'host/copy',
          'host/tell',
          'host/show',
          'host/close',
        ].includes(method)
      )
        this.shown.push([method, params]);
    }
  }

  async #answer(method: string, params: unknown): Promise<object> {
    try {
      return { result: await this.#server.sendRequest<unknown>(method, ...(params === undefined ? [] : [params])) };
    } catch (error) {
      return { error: error instanceof ResponseError ? error.toJson() : { code: -32603, message: String(error) } };
    }
  }

  async #toPage(message: Message): Promise<void> {
    await this.#page?.evaluate(`postMessage(${JSON.stringify(message)})`);
  }
}

test('in an editor the page asks for its host, offers to start, and shows what is served', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vitrina-webview-'));
  await cp('lab/html', folder, { recursive: true });
  const editor = await Editor.start({ state: 'stopped', trusted: false, notices: ['Un aviso <b>del editor</b>.'] });
  try {
    const { page, complaints } = await editor.open();
    await page.getByText('El servidor no está en marcha').waitFor();
    await page.getByText('Esta área de trabajo no es de confianza').waitFor();
    await page.getByText('Un aviso <b>del editor</b>.').waitFor();
    await page.getByRole('button', { name: 'Iniciar servidor' }).click();
    await page.getByRole('button', { name: 'Iniciar servidor' }).press('Enter');
    assert.deepEqual(editor.ran, ['vitrina.start', 'vitrina.start']);

    await editor.tell({ state: 'failed', trusted: true, reason: 'El puerto 8000 está ocupado.', notices: [] });
    await page.getByText('El puerto 8000 está ocupado.').waitFor();
    await page.getByRole('button', { name: 'Mostrar registro' }).click();
    assert.equal(editor.ran.at(-1), 'vitrina.showLog');

    const site = await editor.serve(folder);
    await page.getByText('Todavía no hay intercambios').waitFor();
    assert.equal(await page.getByRole('link').getAttribute('href'), site.url);
    await fetch(`${site.url}index.css`);
    await fetch(`${site.url}cgi-bin/index.py`);
    await page.getByRole('table', { name: 'Encabezados de la respuesta' }).waitFor();
    await exchangeRow(page, '/index.css').click();

    await page.getByRole('button', { name: 'Content-Type', exact: true }).click();
    await page.getByText('Una hoja de estilo.').waitFor(); // what it knows of HTTP is read from the page's own files

    // A page that VS Code hides is gone; the next one finds its place and asks for all the rest.
    await page.reload();
    await page.getByRole('heading', { name: 'GET /index.css' }).waitFor();
    assert.equal(await page.getByRole('option').count(), 2);

    await editor.tell({ state: 'stopped', trusted: true, notices: [] });
    await page.getByRole('button', { name: 'Iniciar servidor' }).waitFor();
    assert.equal(await page.getByRole('option').count(), 2, 'what was seen can still be read');
    assert.deepEqual(complaints.all, []);
  } finally {
    await editor.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test('in an editor a file that scripts write can be ignored by a setting, which only the user changes', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vitrina-webview-'));
  await cp('lab/html', folder, { recursive: true });
  const editor = await Editor.start({ state: 'stopped', trusted: true, notices: [] });
  try {
    const { page, complaints } = await editor.open();
    const site = await editor.serve(folder);
    await page.getByText('Todavía no hay intercambios').waitFor();
    const reason = 'Lo escribe el propio script.';
    const output: Partial<ReloadDidSendParams> = {
      siteId: site.id,
      pages: [],
      kind: 'none',
      code: 'output',
      reason,
      time: new Date().toISOString(),
    };
    await editor.tellReload(reload({ ...output, id: '1', paths: ['cgi-bin/hits[1].txt'] }));
    await page.getByRole('option', { name: `Cambio cgi-bin/hits[1].txt Sin recarga ${reason}` }).waitFor();
    await page.getByText('cgi-bin/hits\\[1].txt', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Abrir configuración' }).click();
    await page.getByRole('button', { name: 'cgi-bin/hits[1].txt', exact: true }).click();
    await until('the editor to be asked', () => Promise.resolve(editor.shown.length + editor.opened.length === 2));
    assert.deepEqual(editor.shown, [['host/openSetting', { setting: 'vitrina.reload.ignore' }]]);
    assert.deepEqual(editor.opened, [{ siteId: site.id, path: 'cgi-bin/hits[1].txt', line: 1 }]);
    // A name in the site's own folder is meant there only.
    await editor.tellReload(reload({ ...output, id: '2', paths: ['log.txt'], time: '2999-01-01T00:00:00Z' }));
    await page.getByText('/log.txt', { exact: true }).waitFor();
    // What a person has answered in another way is a path of the site, and no file that could be opened.
    const served = reload({ id: '3', cause: 'override', paths: ['/served.html'], time: '2999-01-02T00:00:00Z' });
    await editor.tellReload({ ...served, siteId: site.id });
    await page.getByRole('region', { name: 'Cambio' }).getByText('/served.html').last().waitFor();
    assert.equal(await page.getByRole('button', { name: '/served.html' }).count(), 0);
    assert.deepEqual(complaints.all, []);
  } finally {
    await editor.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test('in an editor a site that is polled says why, and a page that a tab cannot follow leads to the live view', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vitrina-webview-'));
  await cp('lab/html', folder, { recursive: true });
  const policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">';
  await writeFile(path.join(folder, 'locked.html'), `<!doctype html>${policy}<p>here`);
  const editor = await Editor.start({ state: 'stopped', trusted: true, notices: [] });
  try {
    const { page, complaints } = await editor.open();
    const site = await editor.serve(folder);
    const watching = {
      code: 'watch.eventless',
      severity: 'information',
      message: 'Unidad de red: una vez por segundo.',
    } as const;
    await editor.tell({ state: 'running', trusted: true, site: { ...site, watching }, notices: [] });
    await page.getByText(watching.message).waitFor();
    await editor.tell({ state: 'running', trusted: true, site, notices: [] });
    await page.getByText(watching.message).waitFor({ state: 'detached' });

    await fetch(`${site.url}locked.html?a=1`, {
      headers: { 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Mode': 'navigate' },
    });
    await page.getByRole('button', { name: 'Abrir en la vista en vivo' }).click();
    await until('the editor to be asked', () => Promise.resolve(editor.shown.length === 1));
    assert.deepEqual(editor.shown, [['host/openLiveView', { target: '/locked.html?a=1' }]]);
    assert.deepEqual(complaints.all, []);
  } finally {
    await editor.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test('in an editor a picture is drawn and source is coloured under its policy, and a body is saved by the editor', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vitrina-webview-'));
  await cp('lab/html', folder, { recursive: true });
  const editor = await Editor.start({ state: 'stopped', trusted: true, notices: [] });
  try {
    const { page, complaints } = await editor.open();
    const site = await editor.serve(folder);
    await fetch(`${site.url}python-logo.png`);
    await page
      .locator('body-image')
      .getByText(/\d+ × \d+/)
      .waitFor();
    await page.getByRole('button', { name: 'Guardar como archivo' }).click();
    await until('the editor to be asked', () => Promise.resolve(editor.shown.length === 1));
    const dataBase64 = (await readFile(path.join(folder, 'python-logo.png'))).toString('base64');
    assert.deepEqual(editor.shown, [['host/save', { name: 'python-logo.png', dataBase64 }]]);

    await fetch(`${site.url}index-1.html`);
    await page.locator('source-lines .keyword').first().waitFor();
    assert.deepEqual(complaints.all, []);
  } finally {
    await editor.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test('in an editor commands compare two exchanges and copy the one that is shown', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vitrina-webview-'));
  await cp('lab/html', folder, { recursive: true });
  const editor = await Editor.start({ state: 'stopped', trusted: true, notices: [] });
  try {
    const { page, complaints } = await editor.open();
    const site = await editor.serve(folder);
    // Without an exchange there is nothing to act on, which is said, once the list is known to be empty.
    await editor.act({ act: 'replay' });
    await until('that nothing is chosen is told', () => Promise.resolve(editor.shown.length > 0));
    assert.deepEqual(editor.shown.splice(0), [
      ['host/tell', { sentence: 'No hay ningún intercambio elegido en la vista Intercambios. Elige uno primero.' }],
    ]);
    for (const target of ['index.css', 'index-1.html', 'python-logo.png']) await fetch(site.url + target);
    await exchangeRow(page, '/python-logo.png').waitFor();
    await editor.act({ act: 'compare', chosen: '2', base: '1' });
    await page.getByRole('heading', { name: 'GET /index-1.html' }).waitFor();
    await page.locator('exchange-comparison', { hasText: 'GET /index.css' }).waitFor();
    await editor.act({ act: 'copyAsCurl' });
    await until('the text is copied', () => Promise.resolve(editor.shown.length > 0));
    const [[method, params] = assert.fail()] = editor.shown;
    assert.equal(method, 'host/copy');
    assert.match((params as { text: string }).text, /^curl --include [^]*\/index-1\.html$/);
    await page.getByText('Copiado: cURL (sh).').first().waitFor();
    await editor.act({ act: 'replay' });
    await page.locator('[role=option][aria-selected=true] .icon-debug-restart').waitFor();
    await page.getByRole('heading', { name: 'GET /index-1.html' }).waitFor();
    assert.deepEqual(complaints.all, []);
  } finally {
    await editor.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test('in an editor a file is shown beside the site, and closed', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vitrina-webview-'));
  await cp('lab/html', folder, { recursive: true });
  const file = path.join(folder, 'entrega.har');
  const entry = { request: { method: 'GET', url: 'http://a.test/entregado' }, response: { status: 200 } };
  await writeFile(file, JSON.stringify({ log: { entries: [entry] } }));
  const editor = await Editor.start({ state: 'stopped', trusted: true, notices: [] });
  try {
    const { page, complaints } = await editor.open();
    await page.getByRole('button', { name: 'Iniciar servidor' }).waitFor();
    const opened = await editor.openHar(file);
    const choices = [
      { id: '', name: 'html', archive: false },
      { id: opened.id, name: 'entrega.har', archive: true },
    ];
    await editor.tell({ state: 'running', trusted: false, site: opened, choices, notices: [] });
    await exchangeRow(page, '/entregado').waitFor();
    const chooser = page.getByRole('combobox', { name: 'Sitio o archivo que se muestra' });
    const names = (await chooser.locator('option').allInnerTexts()).map((name) => name.trim());
    assert.deepEqual(names, ['Sitio: html', 'entrega.har']);
    assert.equal(await chooser.inputValue(), opened.id);
    assert.equal(await page.getByText('no es de confianza').count(), 0, 'nothing runs');
    await accessible(page, 'vitrina-panel', 'a file in an editor');

    // What was in the file is not shown as the site's, also where that does not run.
    await editor.tell({ state: 'stopped', trusted: true, choices, notices: [] });
    await page.getByRole('button', { name: 'Iniciar servidor' }).waitFor();
    assert.equal(await page.getByRole('option').filter({ hasText: '/entregado' }).count(), 0);
    const site = await editor.serve(folder);
    await fetch(`${site.url}index.css`);
    await editor.tell({ state: 'running', trusted: true, site, choices, notices: [] });
    await exchangeRow(page, '/index.css').waitFor();
    await chooser.selectOption('entrega.har');
    await editor.tell({ state: 'running', trusted: true, site: opened, choices, notices: [] });
    await exchangeRow(page, '/entregado').waitFor();
    // What is shown is what the list says, also where each was chosen by hand before and a command chose now.
    await chooser.selectOption('Sitio: html');
    for (const shown of [site, opened, site, opened]) {
      await editor.tell({ state: 'running', trusted: true, site: shown, choices, notices: [] });
      await exchangeRow(page, shown === site ? '/index.css' : '/entregado').waitFor();
      assert.equal(await chooser.inputValue(), shown === site ? '' : opened.id);
    }
    await page.getByRole('button', { name: 'Cerrar entrega.har' }).click();
    await until('the editor to be asked', () => Promise.resolve(editor.shown.length === 3));
    assert.deepEqual(editor.shown, [
      ['host/show', { id: opened.id }],
      ['host/show', { id: '' }],
      ['host/close', { id: opened.id }],
    ]);
    assert.deepEqual(complaints.all, []);
  } finally {
    await editor.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test('in an editor the lesson’s links open in the live view, and beside in the browser; progress that is kept is shown', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vitrina-webview-'));
  await cp('lab/lessons/1-types', folder, { recursive: true });
  const editor = await Editor.start({ state: 'stopped', trusted: true, notices: [] });
  try {
    const { page, complaints } = await editor.open();
    const site = await editor.serve(path.join(folder, 'html'));
    await page.getByRole('heading', { name: '¿Quién decide el tipo?' }).waitFor();
    await page.getByRole('link', { name: 'index-1.html', exact: true }).click();
    await until('the live view', () => Promise.resolve(editor.shown.length > 0));
    assert.deepEqual(editor.shown, [['host/openLiveView', { target: '/index-1.html' }]]);
    const beside = page.getByRole('link', { name: 'Abrir /index-1.html en el navegador' });
    assert.equal(await beside.getAttribute('href'), `${site.url}index-1.html`);
    await editor.resume(site, { lesson: path.basename(folder), done: ['page'], read: [], choices: { page: 1 } });
    await page.getByRole('tab', { name: 'Lección 1/10' }).waitFor();
    await page.getByRole('note', { name: 'hecho' }).waitFor();
    assert.deepEqual(complaints.all, []);
  } finally {
    await editor.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

import type { BrowserContext, Frame, Page, Request, WebSocket } from 'playwright-core';
import type { Host } from './scenario';

/** A page of a browser is followed, if it is at all, within this time, in milliseconds. */
const FOLLOWED_MS = 1_000;

/** A page that is there answers within this time, in milliseconds. */
const ANSWERED_MS = 5_000;

/** A page of the browser that shows a page of a site in one of both hosts, and counts what it loads. */
export class Window {
  /** The documents that were asked for since they were last counted: METHOD TARGET. */
  loads: string[] = [];
  /** The same of frames within the page that is shown. */
  innerLoads: string[] = [];
  /** The requests that are not answered to their end. */
  readonly open = new Set<Request>();
  /** The targets that the page, or one in a frame of it, told the server that it has fetched. */
  readonly told = new Set<string>();
  #hello = 0;

  constructor(
    readonly page: Page,
    readonly host: Host,
    readonly base: string,
  ) {
    page.on('request', this.#onRequest);
    page.on('requestfinished', this.#onRequestEnd);
    page.on('requestfailed', this.#onRequestEnd);
    page.on('websocket', this.#onSocket);
  }

  static async open(context: BrowserContext, host: Host, base: string): Promise<Window> {
    return new Window(await context.newPage(), host, base);
  }

  readonly #onRequest = (request: Request): void => {
    this.open.add(request);
    if (!request.isNavigationRequest()) return;
    const { pathname, search } = new URL(request.url());
    if (pathname.endsWith('/_vitrina/live')) return;
    const depth = depthOf(request.frame()) - (this.host === 'view' ? 1 : 0);
    (depth === 0 ? this.loads : this.innerLoads).push(`${request.method()} ${pathname}${search}`);
  };

  readonly #onRequestEnd = (request: Request): void => {
    this.open.delete(request);
  };

  readonly #onSocket = (socket: WebSocket): void => {
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).includes('"hello"')) this.#hello++;
    });
    socket.on('framesent', ({ payload }) => {
      const { uses = [] } = JSON.parse(String(payload)) as { uses?: { target: string }[] };
      for (const { target } of uses) this.told.add(target);
    });
  };

  /** Has the page go to a target as a user does, and does not wait for what comes of it. */
  async begin(target: string): Promise<void> {
    if (this.host === 'tab') {
      await this.page.goto(new URL(target.replace(/^\//, ''), this.base).href, { waitUntil: 'commit' });
      return;
    }
    if (this.#inView) {
      await this.page.locator('#path').fill(target);
      await this.page.locator('#path').press('Enter');
      return;
    }
    const view = new URL('_vitrina/live', this.base);
    view.searchParams.set('path', target);
    await this.page.goto(view.href, { waitUntil: 'commit' });
  }

  /** Does what leads to another document, waits until that is loaded and, if it ever is, followed, and counts anew. */
  async arrive(go: () => Promise<unknown>, limit: number): Promise<void> {
    const told = this.#hello;
    const before = await this.evaluate('performance.timeOrigin').catch(() => undefined);
    const framed = this.#inView;
    await go();
    const end = Date.now() + limit;
    while (!(await this.#isNew(before))) {
      if (Date.now() > end) throw new Error(`no other page was loaded: ${this.page.url()}`);
      await pause(20);
    }
    if (!framed) {
      const followed = Date.now() + FOLLOWED_MS;
      while (this.#hello === told && Date.now() < followed) await pause(10);
    }
    this.loads = [];
    this.innerLoads = [];
  }

  /** True where the live view of the site is shown already. */
  get #inView(): boolean {
    return this.page.url().startsWith(`${this.base}_vitrina/live`);
  }

  async #isNew(before: unknown): Promise<boolean> {
    try {
      const [origin, state, href] = (await this.evaluate(
        '[performance.timeOrigin, document.readyState, location.href]',
      )) as [number, string, string];
      return origin !== before && state === 'complete' && href.startsWith(this.base);
    } catch {
      return false;
    }
  }

  /** The frame of what is shown. */
  get frame(): Frame {
    const main = this.page.mainFrame();
    const shown = this.host === 'tab' ? main : main.childFrames()[0];
    if (!shown) throw new Error('the live view has no frame');
    return shown;
  }

  /** The value of an expression in the page that is shown. */
  async evaluate(expression: string, limit = ANSWERED_MS): Promise<unknown> {
    const answer = this.frame.evaluate(expression);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      // A page on its way elsewhere may never answer.
      timer = setTimeout(() => reject(new Error('the page does not answer')), limit);
    });
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  }

  /** The colour of what stands at a corner of an element, as the screen shows it. */
  async screenshot(selector: string): Promise<Buffer> {
    const box = await this.frame.locator(selector).boundingBox();
    if (!box) throw new Error(`${selector} is not shown`);
    const clip = { x: Math.ceil(box.x) + 2, y: Math.ceil(box.y) + 2, width: 1, height: 1 };
    return this.page.screenshot({ clip, timeout: ANSWERED_MS });
  }

  /**
   * Leaves the page of the browser to another run, and reports whether it did: a page that is being loaded again may
   * refuse. It goes elsewhere before its site ends, which it would look for, and twice: the first time it may have been
   * about to load again, which then comes between.
   */
  async leave(): Promise<boolean> {
    this.page.off('request', this.#onRequest);
    this.page.off('requestfinished', this.#onRequestEnd);
    this.page.off('requestfailed', this.#onRequestEnd);
    this.page.off('websocket', this.#onSocket);
    try {
      for (let times = 0; times < 2; times++) await this.page.goto('about:blank', { timeout: ANSWERED_MS });
      return true;
    } catch {
      return false;
    }
  }
}

function depthOf(frame: Frame): number {
  const parent = frame.parentFrame();
  return parent ? depthOf(parent) + 1 : 0;
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

// Vitrina's live reload: loads the page again, or swaps style sheets and images, when the
// server says that the page is stale. Nothing of the page is touched before that.
(() => {
  'use strict';

  const script = document.currentScript;
  const source = script?.getAttribute('src') ?? script?.href?.baseVal;
  if (!source) return;
  script.remove();

  // Scripts of the page may have given such names to something of their own (see builtins.js).
  const { builtins = window } = script;
  const { JSON, Map, Promise, URL, WebSocket, fetch, performance, setTimeout } = builtins;
  Object.defineProperty(window, Symbol.for('vitrina.builtins'), { value: builtins });

  // The address of the document when it was loaded: a base element or the page's script may
  // have changed what addresses are relative to.
  const [navigation] = performance.getEntriesByType('navigation');
  const here = navigation && /^https?:/.test(navigation.name) ? navigation.name : location.href;
  const own = new URL(source, here);

  // The site's root as this browser sees it: a proxy may serve it below a path of its own.
  const base = new URL('..', own);

  // Within the live view the view itself follows the files.
  for (let inner = window; inner !== inner.parent; inner = inner.parent) {
    try {
      if (inner.parent.location.pathname.endsWith('/_vitrina/live')) return;
    } catch {
      break; // a page of another site frames this one
    }
  }

  /** The path and query of an address below the site's root, as the server knows it. */
  const targetOf = (address) => {
    const url = new URL(address, here);
    const inside = url.origin === base.origin && url.pathname.startsWith(base.pathname);
    return inside ? '/' + url.pathname.slice(base.pathname.length) + url.search : undefined;
  };

  const page = targetOf(here);
  if (page === undefined) return;

  /** Whatever did not come, as while the server is away: a browser may remember that an address failed. */
  const failures = new Map();
  const part = async (name) => {
    const url = new URL(name, own);
    const failed = failures.get(name) ?? 0;
    if (failed > 0) url.searchParams.set('again', failed);
    try {
      return await import(url);
    } catch (error) {
      failures.set(name, failed + 1);
      throw error;
    }
  };
  // Browsers that know one import map alone ignore one that comes after an import, and the
  // page's own may stand anywhere in it (HTML, "import maps").
  const parsed = new Promise((resolve) => {
    if (document.readyState !== 'loading') resolve();
    else document.addEventListener('DOMContentLoaded', resolve, { once: true });
  });
  /** What begin makes of a part, once; undefined, and begun anew with the next call, where the part does not come. */
  const once = (name, begin) => {
    let begun;
    return () =>
      (begun ??= parsed
        .then(() => part(name))
        .then(begin)
        .catch(() => (begun = undefined)));
  };
  const watching = once('losses.js', ({ watchLosses }) => watchLosses(document));
  const leaving = once('leaving.js', ({ watchLeaving }) => watchLeaving(window));
  const following = once('uses.js', ({ followUses, usesMessages }) => {
    followUses(window, targetOf, (fetched) => {
      for (const use of fetched) if (!use.own) uses.set(use.target, use);
      void tellUses(fetched);
    });
    return usesMessages;
  });
  /** What the page fetched, by target, the latest each. */
  const uses = new Map();
  /** The latest messages of the server that have an id, with when each came, in milliseconds since 1970. */
  let heard = [];
  /** The questions to the user, in their language. */
  let questions = {};
  let attempts = 0;
  let observedTold = false;
  let greeted = false;
  let socket;

  const address = () => {
    const url = new URL('_vitrina/reload', base);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    // What the page was sent stands in its script line: state, and method where it is not GET.
    url.search = own.search;
    url.searchParams.set('page', page);
    // A service worker may answer as before, however often the page is loaded again.
    const isWorkers = navigation?.type === 'reload' && navigation.workerStart > 0;
    if (isWorkers && !greeted) url.searchParams.set('worker', Math.round(performance.now()));
    return url;
  };

  const say = (message) => {
    if (socket?.readyState === WebSocket.OPEN)
      socket.send(JSON.stringify({ ...message, clock: performance.timeOrigin + performance.now() }));
  };

  const tellUses = async (told) => {
    const usesMessages = await following();
    for (const message of usesMessages?.(window, told, heard) ?? []) say(message);
  };

  /** Tells the server once what the browser made of the page, unless the browser had it and asked nobody. */
  const tellObserved = async () => {
    await parsed;
    if (observedTold || !navigation || navigation.transferSize === 0 || socket?.readyState !== WebSocket.OPEN) return;
    observedTold = true;
    const { requestStart, responseStart } = navigation;
    const { contentType, compatMode, characterSet } = document;
    const [age, took] = [performance.now() - requestStart, Math.max(0, responseStart - requestStart)];
    say({ type: 'observed', page, age, took, contentType, compatMode, characterSet });
  };

  /** Loads the page again. An address that a script pushed may be one that only the script knows. */
  const load = async () => {
    const isOwn = targetOf(location.href) === page;
    const isThere =
      isOwn ||
      (await fetch(location.href, { method: 'HEAD' }).then(
        ({ ok }) => ok,
        () => false,
      ));
    if (isThere) location.reload();
    else location.replace(here);
  };

  /** What a part tells, once the page is parsed: one that is still being sent may never end. */
  const known = async (watched) => (document.readyState === 'loading' ? undefined : await watched());

  /** Loads the page again, and asks first where that sends a form again or loses something. */
  const reload = async () => {
    await (
      await known(leaving)
    )?.();
    const lost = (await known(watching))?.();
    const question = own.searchParams.has('method') ? questions.again : questions[lost];
    if (!question) {
      await load();
      return;
    }
    const { ask } = await part('question.js');
    ask(question, load);
  };

  const swap = async (message) => {
    const began = performance.now();
    const lossOf = await known(watching);
    const swapped = await part('swap.js').then(
      (work) => work.swap(document, targetOf, message, (framed) => lossOf?.(framed)),
      () => false,
    );
    if (swapped) say({ type: 'done', id: message.id, kind: message.type, ms: performance.now() - began });
    else await reload();
  };

  const receive = ({ data }) => {
    const message = JSON.parse(data);
    if (message.id) heard = [...heard.slice(-99), { id: message.id, at: performance.timeOrigin + performance.now() }];
    switch (message.type) {
      case 'hello': // perhaps of another server, which counts anew
        heard = [];
        attempts = 0;
        greeted = true;
        ({ questions = {} } = message);
        void watching();
        void tellUses([...uses.values()]);
        void tellObserved();
        return;
      case 'style':
      case 'image':
      case 'frame':
        void swap(message);
        return;
      case 'reload':
      case 'changed':
        void reload();
    }
  };

  const connect = () => {
    if (socket && socket.readyState < WebSocket.CLOSING) return;
    try {
      socket = new WebSocket(address());
    } catch {
      return; // the page's content security policy forbids it
    }
    socket.addEventListener('message', receive);
    // Soon at first, for a server that is started again; later every five seconds.
    socket.addEventListener('close', () => setTimeout(connect, Math.min(5000, 250 * 2 ** attempts++)), { once: true });
  };

  // A browser keeps a page that is left, as it is, only if no socket is open; it comes back with
  // the state that it was sent, and the server compares (HTML, "back/forward cache").
  window.addEventListener('pagehide', () => socket?.close());
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) connect();
  });

  connect();
  void watching();
  void leaving();
  void following();
})();

// The live view: frames any path of the site and loads it again when one of its files changed.
'use strict';

const HERE = '/_vitrina/live';

// A proxy may serve the site below a path of its own, which comes before ours.
const base = location.pathname.slice(0, -HERE.length);

const element = (id) => document.getElementById(id);
const [bar, field, frame, open, state, stateText, observed, fault, question] = [
  ...['bar', 'path', 'frame', 'open', 'state', 'state-text', 'observed', 'fault', 'question'],
].map(element);
const text = (key) => element('texts').content.querySelector(`[data-key="${key}"]`).textContent;

/**
 * The address of a path of this site, whatever was asked for; undefined where it would lead
 * elsewhere or frame the live view in itself. Backslashes and leading slashes count as one slash:
 * browsers take //NAME and \\NAME for another host. An address of this site is its path.
 */
const addressOf = (asked) => {
  const root = location.origin + base + '/';
  const path = asked.startsWith(root) ? asked.slice(root.length) : asked;
  let inside;
  try {
    // First within a site of its own, so that ../ cannot climb out of base.
    inside = new URL('/' + path.trim().replace(/^[/\\]+/, ''), 'http://site.invalid');
  } catch {
    return undefined;
  }
  const address = new URL(base + inside.pathname + inside.search + inside.hash, location.origin);
  const target = targetOf(address);
  return target === undefined || target.startsWith('/_vitrina/') ? undefined : address;
};

/** The path and query of an address of the site, as the server knows it; undefined for others. */
const targetOf = (address) =>
  address.origin === location.origin && address.pathname.startsWith(base + '/')
    ? address.pathname.slice(base.length) + address.search
    : undefined;

const asked = new URLSearchParams(location.search);
let current = addressOf(asked.get('path') ?? '/') ?? addressOf('/');
// What the frame is sent to and each document that comes into it have a number. A message of the server has the one
// that the server knew: it is for no other document, which may answer a form under the same address.
let showing = 0;
// The document with that number; undefined where the browser does not let us read it.
let entered;
// An editor's theme need not be the system's, which is all that a style sheet can ask for.
document.documentElement.dataset.theme = asked.get('theme') ?? '';
window.addEventListener('message', ({ data, source }) => {
  const fromEditor = source === window.parent && source !== window;
  if (fromEditor && data?.theme) document.documentElement.dataset.theme = data.theme;
});
const parts = Promise.all(['uses', 'losses', 'leaving', 'swap', 'trees'].map((name) => import(`./${name}.js`))).then(
  (modules) => Object.assign({}, ...modules),
);
let socket;
let connected = false;
let attempts = 0;
// The id of the message for which the frame is being loaded again, and when that began: by the view's clock, and in
// milliseconds since 1970.
let loading;
let waiting;
let scroll;
// The latest messages of the server that have an id, with when each came, in milliseconds since 1970.
let heard = [];
// The method that the page in the frame answers, where that is not GET: the server says it, and may
// be another one later.
let method;
// Each tells what would be lost if the page in the frame were loaded again.
let losses = [];
// Waits while the frame is on its way to another page.
let leaving;

/** Has the view, its field and its own address say where the frame is. */
const showAddress = () => {
  const path = targetOf(current) + current.hash;
  if (document.activeElement !== field || field.value === field.defaultValue) field.value = path;
  field.defaultValue = path;
  field.removeAttribute('aria-invalid');
  open.href = current.href;
  document.title = `${path} · Vitrina`;
  const own = new URL(location.href);
  own.searchParams.set('path', path);
  // It would be in the Referer of what is framed, and so in the hands of scripts.
  own.searchParams.delete('key');
  history.replaceState(null, '', own);
};

const showObserved = (message) => {
  clearTimeout(waiting);
  if (observed.textContent !== message) observed.textContent = message;
};

/** The framed window's document, or undefined where the browser does not let us read it. */
const framed = () => {
  try {
    const { contentDocument, contentWindow } = frame;
    return contentDocument && { document: contentDocument, location: contentWindow.location, window: contentWindow };
  } catch {
    return undefined;
  }
};

/** The address that a document was loaded from: its script may have given it another since (pushState). */
const loadedFrom = ({ location, window: view }) => {
  const [navigation] = view.performance.getEntriesByType('navigation');
  const name = navigation?.name ?? location.href;
  return new URL(withoutHash(name) === withoutHash(location.href) ? location.href : name);
};

const expectLoad = () => {
  showObserved(text('loading'));
  // A download and a response without content (204) load nothing, and nobody tells us.
  waiting = setTimeout(() => showObserved(text('waiting')), 3000);
};

/** Shows a path from the start. `again` is true where the frame was to show it already. */
const go = (address, again = true) => {
  const before = framed()?.location.href;
  current = address;
  scroll = undefined;
  showAddress();
  say({ type: 'page', page: targetOf(current), showing: ++showing, loading: true });
  expectLoad();
  // Where the user goes elsewhere, Back leads to what was shown before.
  if (again) frame.contentWindow.location.replace(address);
  else frame.contentWindow.location.href = address;
  // An address that differs in its fragment alone loads nothing (HTML, "navigate to a fragment").
  if (before !== undefined && address.href.includes('#') && withoutHash(before) === withoutHash(address)) reload();
};

const withoutHash = (address) => new URL(address).href.replace(/#.*$/, '');

/** Loads what is shown again, where it was scrolled to. */
const reload = () => {
  question.hidden = true;
  const shown = entering();
  const address = shown && new URL(shown.location.href);
  // After an error of the network, or where the frame is not at the path (a download), there
  // is nothing to reload.
  if (!address || withoutHash(address) !== withoutHash(current)) {
    go(current);
    return;
  }
  // A link within the page, which tells nobody, may have been followed.
  current = address;
  showAddress();
  scroll ??= { x: shown.window.scrollX, y: shown.window.scrollY };
  expectLoad();
  shown.location.reload();
};

const say = (message) => {
  if (socket?.readyState === WebSocket.OPEN)
    socket.send(JSON.stringify({ ...message, clock: performance.timeOrigin + performance.now() }));
};

/** How long ago the page in the frame was asked for, and how long it took until its response began. */
const since = ({ window: view }) => {
  const [navigation] = view.performance.getEntriesByType('navigation');
  const began = navigation?.requestStart ?? 0;
  return { age: view.performance.now() - began, took: Math.max(0, (navigation?.responseStart ?? 0) - began) };
};

/** Tells the server which page the frame shows, and since when. */
const tellPage = (shown) => {
  const [navigation] = shown.window.performance.getEntriesByType('navigation');
  say({
    type: 'page',
    page: targetOf(current),
    showing,
    ...since(shown),
    method,
    // The browser had it and asked nobody: it may be any age. Before it has loaded that is not known.
    cached: shown.document.readyState === 'complete' && navigation?.transferSize === 0,
    // A service worker may answer as before, however often the page is loaded again.
    worker: navigation?.type === 'reload' && navigation.workerStart > 0,
  });
};

/** Watches what would be lost: anew once a document has loaded, which may have been opened anew (document.open). */
const watch = async (document) => {
  const { watchLeaving, watchLosses } = await parts;
  if (document !== entered) return;
  losses.push(watchLosses(document));
  leaving ??= watchLeaving(document.defaultView);
};

/** What would be lost if the page in the frame, or one that it frames, were loaded again. */
const lossIn = (document) => losses.map((lossOf) => lossOf(document)).find((loss) => loss !== undefined);

/** Enters another document into the frame, and reports whether it is one of the site. */
const enter = (shown) => {
  const address = loadedFrom(shown);
  if (targetOf(address) === undefined) return false;
  if (shown.document !== entered) {
    shown.window.addEventListener('pagehide', () => setTimeout(entering));
    losses = [];
    leaving = undefined;
  }
  entered = shown.document;
  void watch(entered);
  showing++;
  current = address;
  showAddress();
  method = undefined;
  question.hidden = true;
  tellPage(shown);
  return true;
};

/** The same as framed. A document that has come into the frame is entered at once: it may take long to load, or for ever. */
const entering = () => {
  const shown = framed();
  if (shown && shown.document !== entered && shown.location.href !== 'about:blank') enter(shown);
  return shown;
};

/** Whether a message is for the document in the frame. The server compares another one once it is told of it. */
const isFor = (message) => {
  entering();
  return message.showing === showing;
};

const inFrame = (address) => targetOf(new URL(address));

/** Tells the server what the page in the frame fetches, and the pages that it frames. */
const tellUses = async ({ document: shown, window: view }) => {
  const { followUses, usesMessages, everyDocument } = await parts;
  everyDocument(shown, ({ defaultView: window }) => {
    const inside = window === view ? undefined : inFrame(window.location.href);
    if (window !== view && inside === undefined) return; // of no address of the site
    const tell = (uses, within) => {
      if (framed()?.window !== view) return;
      for (const message of usesMessages(window, uses, heard, within)) say(message);
    };
    followUses(window, inFrame, (uses) => tell(uses, inside));
    if (inside === undefined) return;
    const [{ requestStart, responseStart }] = window.performance.getEntriesByType('navigation');
    tell([{ target: inside, as: 'iframe', began: requestStart, took: responseStart - requestStart }]);
  });
};

const done = (id, kind, began) => say({ type: 'done', id, kind, ms: performance.now() - began });

frame.addEventListener('load', () => {
  const shown = framed();
  if (shown?.location.href === 'about:blank') return;
  if (!shown) {
    showObserved(text('unreadable'));
    say({ type: 'unreadable', page: targetOf(current), nested: window.parent !== window });
    return;
  }
  if (!enter(shown)) {
    showObserved(text('outside'));
    return;
  }
  if (scroll) shown.window.scrollTo({ left: scroll.x, top: scroll.y, behavior: 'instant' });
  scroll = undefined;
  const { contentType, compatMode, characterSet } = shown.document;
  const mode = compatMode === 'BackCompat' ? 'quirks' : 'standards';
  showObserved(`${contentType} · ${text(mode)} · ${characterSet}`);
  void tellUses(shown);
  // What was on its way when the message came is compared by the server.
  if (loading && shown.window.performance.timeOrigin >= loading.since) done(loading.id, 'reload', loading.began);
  loading = undefined;
  say({ type: 'observed', page: targetOf(current), ...since(shown), contentType, compatMode, characterSet });
});

/** Says what is wrong with the page in the frame, which itself only stops half way. */
const showFault = ({ page, text: says = '' }) => {
  if (page !== targetOf(current)) return;
  fault.hidden = says === '';
  if (fault.textContent !== says) fault.textContent = says;
};

const showState = (name) => {
  state.dataset.state = name;
  if (stateText.textContent !== text(name)) stateText.textContent = text(name);
};

/** Loads the page again for a message, and asks first where that sends a form again or loses something. */
const reloadFor = async (message) => {
  const { id, type, ask } = message;
  const again = () => {
    if (!isFor(message)) return;
    const began = performance.now();
    loading = { id, began, since: performance.timeOrigin + began };
    reload();
  };
  if (ask || type === 'changed') {
    askFor('again', again);
    return;
  }
  await parts.catch(() => undefined); // before, what would be lost is not known
  await leaving?.();
  const lost = framed() && lossIn();
  if (lost) askFor(lost, again);
  else again();
};

const askFor = (name, onYes) => {
  element('question-text').textContent = text(name);
  element('yes').textContent = text(`${name}Yes`);
  element('yes').onclick = onYes;
  question.hidden = false;
};

element('no').addEventListener('click', () => {
  question.hidden = true;
});

/** Swaps what a message names in the frame; where that is not enough, the page is loaded again. */
const swap = async (message) => {
  const began = performance.now();
  const shown = framed();
  const swapped = shown && (await (await parts).swap(shown.document, inFrame, message, lossIn));
  if (swapped) done(message.id, message.type, began);
  else await reloadFor(message);
};

const receive = ({ data }) => {
  const message = JSON.parse(data);
  if (message.id) heard = [...heard.slice(-99), { id: message.id, at: performance.timeOrigin + performance.now() }];
  switch (message.type) {
    case 'fault':
      showFault(message);
      return;
    case 'method':
      if (message.showing === showing) ({ method } = message);
      return;
    case 'forbidden':
      if (message.page === targetOf(current)) showObserved(message.text);
      return;
    case 'style':
    case 'image':
    case 'frame':
      if (isFor(message)) void swap(message);
      return;
    case 'reload':
    case 'changed':
      if (isFor(message)) void reloadFor(message);
      return;
    case 'hello':
      greeted();
  }
};

/** The server is there, perhaps again: then it is told what the frame shows. */
const greeted = () => {
  const back = connected;
  connected = true;
  heard = []; // the server is perhaps another, which counts anew
  attempts = 0;
  showState('connected');
  if (!back) return;
  const shown = entering();
  // What the frame could not fetch while the server was away.
  if (!shown) {
    reload();
    return;
  }
  tellPage(shown);
  void tellUses(shown);
};

const connect = () => {
  const address = new URL(`${base}/_vitrina/reload`, location.origin);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  address.searchParams.set('page', targetOf(current));
  address.searchParams.set('view', 'live');
  address.searchParams.set('lang', document.documentElement.lang);
  address.searchParams.set('base', base);
  socket = new WebSocket(address);
  socket.addEventListener('message', receive);
  socket.addEventListener(
    'close',
    () => {
      showState('disconnected');
      // Soon at first, for a server that is started again; later every five seconds.
      setTimeout(connect, Math.min(5000, 250 * 2 ** attempts++));
    },
    { once: true },
  );
};

bar.addEventListener('submit', (event) => {
  event.preventDefault();
  const address = addressOf(field.value);
  if (!address) {
    field.setAttribute('aria-invalid', 'true');
    showObserved(text('outside'));
    return;
  }
  field.defaultValue = field.value;
  go(address, false);
});

field.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') field.value = field.defaultValue;
});

element('reload').addEventListener('click', () => {
  // As a browser does, whose own button asks.
  if (method === undefined) reload();
  else askFor('repeat', reload);
});

// The frame is loaded once the socket is there, or has failed, so that no change is missed
// and the server knows that what comes next is framed.
connect();
const begin = () => go(current);
socket.addEventListener('open', begin, { once: true });
socket.addEventListener('error', begin, { once: true });

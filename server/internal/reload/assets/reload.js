// Vitrina's live reload: loads the page again, or swaps style sheets and images, when the
// server says that one of its files changed. Nothing of the page is touched before that.
(() => {
  'use strict';

  const script = document.currentScript;
  const source = script?.getAttribute('src');
  if (!source) return;
  script.remove();

  // The line was read with the page's own address. By now a base element, or pushState, may have
  // given relative addresses another meaning.
  const [navigation] = performance.getEntriesByType('navigation');
  const own = navigation?.name ?? location.href;

  // The site's root as this browser sees it: a proxy may serve it below a path of its own.
  const base = new URL('..', new URL(source, own));

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
    const url = new URL(address, document.baseURI);
    const inside = url.origin === base.origin && url.pathname.startsWith(base.pathname);
    return inside ? '/' + url.pathname.slice(base.pathname.length) + url.search : undefined;
  };

  const page = targetOf(own);
  if (page === undefined) return;

  let instance;
  let seq = 0;
  let attempts = 0;
  let socket;

  const address = () => {
    const url = new URL('_vitrina/reload', base);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('page', page);
    if (instance === undefined) {
      // What changed after the page was asked for must not be lost.
      url.searchParams.set('age', String(performance.now() - (navigation?.requestStart ?? 0)));
    } else {
      url.searchParams.set('instance', instance);
      url.searchParams.set('seq', String(seq));
    }
    return url;
  };

  /** Puts fresh style sheets in place of old ones once they are there, so that nothing flashes. */
  const swapStyles = async (resources) => {
    const links = [...document.querySelectorAll('link[rel~="stylesheet"][href]')].filter((link) =>
      resources.includes(targetOf(link.href)),
    );
    await Promise.all(
      links.map((link) =>
        new Promise((done) => {
          const fresh = link.cloneNode();
          // A sheet that fails to load was removed, and has no effect any more.
          for (const end of ['load', 'error']) fresh.addEventListener(end, done, { once: true });
          link.after(fresh);
        }).then(() => link.remove()),
      ),
    );
    return links.length > 0;
  };

  /** Fetches the images into the browser's cache, then has the elements look again. */
  const swapImages = async (resources) => {
    const images = [...document.querySelectorAll('img')].filter((image) =>
      resources.includes(targetOf(image.currentSrc || image.src)),
    );
    const found = new Set(images.map((image) => targetOf(image.currentSrc || image.src)));
    if (resources.some((resource) => !found.has(resource))) return false;
    const addresses = new Set(images.map((image) => image.currentSrc || image.src));
    await Promise.all([...addresses].map((url) => fetch(url, { cache: 'reload' })));
    for (const image of images) {
      if (image.srcset || image.closest('picture')) return false;
      image.setAttribute('src', image.getAttribute('src'));
    }
    return true;
  };

  // One swap after the other: while a sheet or image is on its way, a browser would take a
  // second request for the same, and show what it was before the latest save.
  let swaps = Promise.resolve();
  const swap = (work) => {
    swaps = swaps
      .then(work)
      .catch(() => false)
      .then((done) => done || location.reload());
  };

  const receive = ({ data }) => {
    const message = JSON.parse(data);
    seq = message.seq;
    switch (message.type) {
      case 'hello':
        instance = message.instance;
        attempts = 0;
        return;
      case 'style':
        swap(() => swapStyles(message.resources));
        return;
      case 'image':
        swap(() => swapImages(message.resources));
        return;
      case 'reload':
        location.reload();
    }
  };

  const connect = () => {
    try {
      socket = new WebSocket(address());
    } catch {
      return; // the page's content security policy forbids it
    }
    socket.addEventListener('message', receive);
    // Soon at first, for a server that is started again; later every five seconds.
    socket.addEventListener('close', () => setTimeout(connect, Math.min(5000, 250 * 2 ** attempts++)), { once: true });
  };

  connect();
})();

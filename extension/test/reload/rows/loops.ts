// What a script writes while it runs is its output, and not an edit: pages come to rest.
import { page, picture, script } from '../pages';
import { scenario, type Start, type Step } from '../scenario';
import { alongside, click, is, reloads, save, settles, shows, tells, visit, wait, wide } from '../steps';

/** Time in which a loop would go round several times, in milliseconds. */
const WATCHED = 700;

/** Comes to rest after what happened at first, and still follows a real save afterwards. */
const rests = (name: string, start: Start, ...afterwards: Step[]): ReturnType<typeof scenario> =>
  scenario(name, start, settles(1, WATCHED), ...afterwards);

const S = 'cgi-bin/s.sh';
const drawing = (colour: string): string =>
  script(`cat > ../pic.svg <<E\n${picture(20, colour)}E\necho '<p>${colour}<img src=/pic.svg>'`);
const counting = (text: string): string => script(`date +%s%N > "../count.txt"; echo '<p>${text}'; cat "../count.txt"`);

/** No shim of a version manager runs it, which is a shell at first: what its children wrote nobody knows. */
const STREAM = `#!/usr/bin/python3
import time
print("Content-Type: text/event-stream\\n")
while True:
    print("data: 1\\n", flush=True)
    time.sleep(0.1)
`;
const streamed = (text: string): string =>
  page(text, `<script>var heard = false; new EventSource('/cgi-bin/s.py').onmessage = () => { heard = true }</script>`);

export const loops = [
  rests(
    'a script that draws the picture that its page shows',
    { files: { [S]: drawing('red'), 'pic.svg': picture(10) }, page: `/${S}` },
    ...[save(S, drawing('blue')), shows('blue'), settles(2, WATCHED)],
  ),
  rests(
    'a script that writes the data that its page fetches',
    {
      files: {
        'index.html': page(
          '<p id=o>',
          `<script>fetch('/${S}').then(() => fetch('/d.json')).then((r) => r.text()).then((t) => { o.textContent = t })</script>`,
        ),
        [S]: script('date +%s%N > ../d.json; echo ok'),
        'd.json': '1',
      },
    },
    ...[save('index.html', page('saved')), shows('saved'), reloads(1)],
  ),
  scenario(
    'a script that a page asks by fetch to write what the page shows',
    {
      files: {
        'index.html': page(
          '<p id=o></p><button>save</button>',
          `<script>fetch('/d.json').then((r) => r.text()).then((t) => { o.textContent = t });
          onclick = () => fetch('/${S}', { method: 'POST' }).then(() => { o.textContent = 'saved' })</script>`,
        ),
        [S]: script('echo by script > ../d.json; echo ok'),
        'd.json': 'at first',
      },
    },
    ...[is('o.textContent', 'at first'), tells('/d.json'), click('button'), is('o.textContent', 'saved')],
    ...[settles(0, WATCHED), save('d.json', 'by hand'), is('o.textContent', 'by hand')],
  ),
  rests(
    'a script that writes a file beside it, and reads it',
    {
      files: { [S]: script(`date +%s%N > own.txt; echo '<p>one'; cat own.txt`), 'cgi-bin/own.txt': '0' },
      page: `/${S}`,
    },
    ...[save(S, script(`date +%s%N > own.txt; echo '<p>two'`)), shows('two'), settles(2, WATCHED)],
  ),
  rests(
    'a script that writes a module beside it',
    { files: { [S]: script(`echo "# $(date +%s%N)" > lib.sh; . ./lib.sh; echo '<p>one'`) }, page: `/${S}` },
    ...[save(S, script("echo '<p>two'")), shows('two')],
  ),
  rests(
    'a script that writes a template beside it',
    { files: { [S]: script(`date +%s%N > t.html; echo '<p>one'; cat t.html`), 'cgi-bin/t.html': 'x' }, page: `/${S}` },
    ...[save(S, script("echo '<p>two'")), shows('two')],
  ),
  rests(
    'a script that counts in a file elsewhere',
    { files: { [S]: counting('one'), 'count.txt': '0' }, page: `/${S}` },
    ...[save(S, counting('two')), shows('two'), settles(2, WATCHED)],
  ),
  rests(
    'a script that keeps each session in a file of its own',
    {
      files: {
        [S]: script(`date > "../sessions/$(date +%s%N)"; echo '<p>one'; ls "../sessions"`),
        'sessions/first': '',
      },
      page: `/${S}`,
    },
    ...[save(S, script("echo '<p>two'")), shows('two')],
  ),
  rests(
    'a worker that has a script write again and again, and sends no Referer',
    {
      files: {
        'index.html': page('<p>one', "<script>new Worker('w.js')</script>"),
        // At each time none of its requests is open for a while, however busy the machine is.
        'w.js': `const ask = () => fetch('/${S}', { referrerPolicy: 'no-referrer' }).finally(() => setTimeout(ask, 250)); ask()`,
        [S]: script('date +%s%N > ../d.txt; cat ../d.txt', 'text/plain'),
      },
    },
    wait(1500), // from a second on the page is taken for the one that asked
    ...[settles(0, WATCHED), save('index.html', page('<p>two')), shows('two')],
  ),
  rests(
    'a script that writes itself',
    { files: { [S]: script(`echo '<p>one'; echo "# $(date +%s%N)" >> s.sh`) }, page: `/${S}` },
    ...[save(S, script("echo '<p>two'")), shows('two')],
  ),
  rests(
    'a page whose script writes that page',
    {
      files: {
        'index.html': page('<p>one', `<script>fetch('/${S}')</script>`),
        [S]: script(
          `sed "s/$(printf '</html>')/<!--x--><\\/html>/" ../index.html > ../i.tmp; mv ../i.tmp ../index.html; echo ok`,
        ),
      },
    },
    ...[save('index.html', page('<p>two')), shows('two'), settles(1, WATCHED)],
  ),
  rests(
    'a picture drawn by a script at each request',
    {
      files: {
        'index.html': page(`<img id=i src="/${S}">`),
        [S]: `#!/bin/sh\nprintf 'Content-Type: image/svg+xml\\n\\n'\necho $$ > last.txt\ncat <<E\n${picture(30)}E\n`,
      },
    },
    wide('#i', 30),
    ...[save('index.html', page('<p>saved')), shows('saved'), reloads(1)],
  ),
  rests(
    'a page that fetches data which the browser keeps for an hour',
    {
      files: {
        'index.html': page(
          '<p id=o>',
          `<script>fetch('/d.json').then((r) => r.text()).then((t) => { o.textContent = t })</script>`,
        ),
        'd.json': 'first',
      },
      site: { headers: { '/d.json': { 'Cache-Control': 'max-age=3600' } } },
    },
    ...[shows('first'), save('d.json', 'second'), settles(2, WATCHED)],
    ...[save('index.html', page('<p>saved')), shows('saved'), reloads(1)],
  ),
  scenario(
    'a script that waits now longer and now less, and then writes what its page shows',
    {
      files: {
        [S]: script(
          `n=$(cat ../../n); echo $((n + 1)) > ../../n; sleep $((2 + n % 2)).3; date +%s%N > d.txt; echo '<p>one'; cat d.txt`,
        ),
        'cgi-bin/d.txt': 'first',
        '../n': '0',
      },
      page: `/${S}`,
      hosts: ['tab'],
    },
    settles(4, WATCHED),
    ...[save(S, script("echo '<p>two'")), shows('two')],
  ),
  ...[
    { what: 'it keeps the page when it is installed', install: `caches.open('c').then((c) => c.addAll(['/']))` },
    { what: 'it keeps whatever it has fetched', install: `0` },
  ].map(({ what, install }) =>
    scenario(
      `a service worker that answers from its own cache: ${what}`,
      {
        files: {
          'index.html': page('<p>one', "<script>navigator.serviceWorker.register('sw.js')</script>"),
          'sw.js': [
            `oninstall = (e) => { skipWaiting(); e.waitUntil(${install}) }; onactivate = () => clients.claim();`,
            'const keep = async (c, r) => { const got = await fetch(r); c.put(r, got.clone()); return got };',
            `const answer = async (r) => { const c = await caches.open('c'); return (await c.match(r)) ?? keep(c, r) };`,
            'onfetch = (e) => e.respondWith(answer(e.request));',
          ].join('\n'),
        },
      },
      is('navigator.serviceWorker.ready.then((r) => r.active.state)', 'activated'),
      ...[visit('/'), save('index.html', page('<p>two')), settles(2, WATCHED)],
      ...[save('index.html', page('<p>three')), settles(2, WATCHED)],
    ),
  ),
  scenario(
    'two pages that drive each other',
    {
      files: {
        'cgi-bin/a.sh': script('date +%s%N > ../a.txt; echo A; cat ../b.txt'),
        'cgi-bin/b.sh': script('date +%s%N > ../b.txt; echo B; cat ../a.txt'),
        'a.txt': '0',
        'b.txt': '0',
      },
      page: '/cgi-bin/a.sh',
    },
    ...[alongside('/cgi-bin/b.sh'), settles(4, 1500)],
    ...[save('cgi-bin/a.sh', script('echo saved')), shows('saved')],
  ),
  scenario(
    'a file that a script writes, saved by hand',
    { files: { [S]: counting('one'), 'count.txt': '0' }, page: `/${S}` },
    ...[settles(1, WATCHED), save('other.html', 'x'), settles(0, WATCHED)],
    ...[
      save(S, script("echo '<p>'; cat ../count.txt")),
      is('document.body.textContent.length > 9', true),
      settles(2, WATCHED),
    ],
    ...[save('count.txt', 'by hand'), reloads(1), settles(1, WATCHED)],
  ),
  scenario(
    'a page with a stream, saved again and again: all saves count',
    { files: { 'index.html': streamed('one'), 'cgi-bin/s.py': STREAM } },
    ...['two', 'three', 'four', 'five'].flatMap((text) => [
      is('heard', true),
      save('index.html', streamed(text)),
      shows(text),
    ]),
  ),
];

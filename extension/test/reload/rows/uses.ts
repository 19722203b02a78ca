// Which files a page uses: what it reports, not its Referer.
import { BLUE, GREEN, RED, field, page, picture, sheet, link } from '../pages';
import { scenario } from '../scenario';
import {
  alongside,
  click,
  colour,
  follow,
  innerReloads,
  is,
  quiet,
  reloads,
  run,
  save,
  shows,
  tells,
  type,
  wait,
} from '../steps';

const NO_REFERRER = '<meta name="referrer" content="no-referrer">';
const fetched = (address: string): string =>
  `<script>fetch('${address}').then((r) => r.text()).then((t) => { document.body.append(t) })</script>`;

/** A page that uses a file in some way, and is loaded again when that changes. */
const follows = (
  name: string,
  body: string,
  files: Record<string, string>,
  file: string,
  after: string,
): ReturnType<typeof scenario> =>
  scenario(
    name,
    { files: { 'index.html': page(body), ...files } },
    ...[shows('one'), save(file, after), shows('two'), reloads(1)],
  );

const WORKER = `<script>new Worker('w.js').onmessage = (e) => document.body.append(e.data)</script>`;
const FRAMED = 'getComputedStyle(g.contentDocument.querySelector("p")).color';

const writes = (text: string): string => `document.body.append('${text}')`;

/** When the first module of live reload was asked for, after the page was parsed: HTML's import maps come before. */
const importedLate =
  "performance.getEntriesByType('resource').filter(({ name }) => name.includes('/_vitrina/uses.js'))" +
  ".map(({ startTime }) => startTime >= performance.getEntriesByType('navigation')[0].domInteractive)";

export const uses = [
  scenario(
    'a module that the import map of the page names',
    {
      files: {
        'index.html': page(
          "<script type=module>import { word } from 'word'; document.body.append(word)</script>",
          '<script type="importmap">{ "imports": { "word": "./m.js" } }</script>',
        ),
        'm.js': "export const word = 'one';",
      },
      hosts: ['tab'], // the live view adds nothing to the page
    },
    ...[shows('one'), is(importedLate, [true])],
    ...[save('m.js', "export const word = 'two';"), shows('two'), reloads(1)],
  ),
  scenario(
    'a sheet, where the page sends no Referer',
    { files: { 'index.html': page('<p>', NO_REFERRER + link), 's.css': sheet('red') } },
    ...[colour('p', RED), save('s.css', sheet('blue')), colour('p', BLUE)],
  ),
  scenario(
    'a sheet, whose link sends no Referer',
    {
      files: {
        'index.html': page('<p>', '<link rel=stylesheet href=s.css referrerpolicy=no-referrer>'),
        's.css': sheet('red'),
      },
    },
    ...[colour('p', RED), save('s.css', sheet('blue')), colour('p', BLUE)],
  ),
  scenario(
    'a sheet, where the Referer is the origin alone',
    {
      files: { 'a.html': page('<p>', `<meta name=referrer content=origin>${link}`), 's.css': sheet('red') },
      page: '/a.html',
    },
    ...[colour('p', RED), save('s.css', sheet('blue')), colour('p', BLUE)],
  ),
  scenario(
    'a picture, where the page sends no Referer',
    { files: { 'index.html': page('<img id=i src=p.svg>', NO_REFERRER), 'p.svg': picture(10) } },
    ...[save('p.svg', picture(40)), is('i.naturalWidth', 40)],
  ),
  follows('a script', '<script src=a.js></script>', { 'a.js': writes('one') }, 'a.js', writes('two')),
  follows(
    'a module that a module imports',
    '<script type=module src=a.js></script>',
    { 'a.js': 'import "./b.js"', 'b.js': writes('one') },
    'b.js',
    writes('two'),
  ),
  follows(
    'a module that is imported later',
    '<script>setTimeout(() => import("./b.js"), 100)</script>',
    { 'b.js': writes('one') },
    'b.js',
    writes('two'),
  ),
  follows('data that is fetched', fetched('d.json'), { 'd.json': '"one"' }, 'd.json', '"two"'),
  follows(
    'data that is fetched without a Referer',
    NO_REFERRER + fetched('d.json'),
    { 'd.json': '"one"' },
    'd.json',
    '"two"',
  ),
  follows(
    'data that is fetched later',
    `<script>setTimeout(() => fetch('d.txt').then((r) => r.text()).then((t) => document.body.append(t)), 300)</script>`,
    { 'd.txt': 'one' },
    'd.txt',
    'two',
  ),
  follows(
    'data by XMLHttpRequest',
    `<script>x = new XMLHttpRequest(); x.onload = () => document.body.append(x.responseText); x.open('GET', 'd.txt'); x.send()</script>`,
    { 'd.txt': 'one' },
    'd.txt',
    'two',
  ),
  follows(
    'data that was missing',
    `<script>fetch('d.txt').then((r) => r.ok ? r.text() : 'one').then((t) => document.body.append(t))</script>`,
    {},
    'd.txt',
    'two',
  ),
  follows(
    'what a pushed address fetches',
    `<script>history.pushState({}, '', '/about')</script>${fetched('/views/about.html')}`,
    { 'views/about.html': 'one' },
    'views/about.html',
    'two',
  ),
  follows(
    'what a pushed query fetches',
    `<script>history.pushState({}, '', '/?page=list')</script>${fetched('/list.txt')}`,
    { 'list.txt': 'one' },
    'list.txt',
    'two',
  ),
  follows('a worker', WORKER, { 'w.js': 'postMessage("one")' }, 'w.js', 'postMessage("two")'),
  follows(
    'a script that a worker imports',
    WORKER,
    { 'w.js': 'importScripts("v.js"); postMessage(v)', 'v.js': 'v = "one"' },
    'v.js',
    'v = "two"',
  ),
  follows(
    'data that a worker fetches without a Referer',
    WORKER,
    {
      'w.js': 'fetch("d.txt", { referrerPolicy: "no-referrer" }).then((r) => r.text()).then(postMessage)',
      'd.txt': 'one',
    },
    'd.txt',
    'two',
  ),
  follows(
    'a script that a worker without an address imports',
    `<script>
      const text = 'importScripts("' + location.origin + '/v.js"); postMessage(v)';
      new Worker(URL.createObjectURL(new Blob([text]))).onmessage = (e) => document.body.append(e.data);
    </script>`,
    { 'v.js': 'v = "one"' },
    'v.js',
    'v = "two"',
  ),
  scenario(
    'a sheet of a frame without an address',
    {
      files: {
        'index.html': page(
          `<iframe id=g></iframe><script>
            const text = '<link rel=stylesheet href=' + location.origin + '/s.css><p>in';
            g.src = URL.createObjectURL(new Blob([text], { type: 'text/html' }));
          </script>`,
        ),
        's.css': sheet('red'),
      },
    },
    ...[is(FRAMED, RED), save('s.css', sheet('blue')), is(FRAMED, BLUE)],
  ),
  scenario(
    'what one page fetches without a Referer is nothing to another',
    {
      files: { 'a.html': page('one'), 'b.html': page('<p>', NO_REFERRER + link), 's.css': sheet('red') },
      page: '/b.html',
    },
    ...[alongside('/a.html'), tells('/s.css'), save('s.css', sheet('blue')), colour('p', BLUE)],
    ...[save('s.css', sheet('green')), colour('p', GREEN), quiet(300)],
  ),
  scenario(
    'what one page fetches at a pushed address is nothing to another',
    {
      files: {
        'a.html': page('one'),
        'b.html': page('<p>', `<script>history.pushState({}, '', '/about')</script>${link}`),
        's.css': sheet('red'),
      },
      page: '/b.html',
    },
    ...[alongside('/a.html'), tells('/s.css'), save('s.css', sheet('blue')), colour('p', BLUE), quiet(300)],
  ),
  scenario(
    'a page in a frame of a frameset',
    {
      files: {
        'index.html':
          '<!doctype html><html><frameset cols="*,*"><frame src="i.html"><frame src="j.html"></frameset></html>',
        'i.html': page('one'),
        'j.html': page('beside'),
      },
    },
    ...[
      is('frames[0].document.body.textContent.trim()', 'one'),
      save('i.html', page('two')),
      innerReloads(1),
      reloads(0),
    ],
    is('frames[0].document.body.textContent.trim()', 'two'),
  ),
  ...['sandbox', 'sandbox=allow-scripts'].map((attribute) =>
    scenario(
      `a page in a frame that keeps it from following by itself: ${attribute}`,
      { files: { 'index.html': page(`<iframe ${attribute} src=i.html></iframe>`), 'i.html': page('<p>one') } },
      ...[tells('/i.html'), save('i.html', page('<p>two')), innerReloads(1)],
    ),
  ),
  scenario(
    'a page whose script has given a name of the browser’s to something of its own',
    {
      files: {
        'index.html': page(
          `<p>one</p>${field}`,
          `${link}<script>const CSSStyleSheet = 1; var URL = '/api'; function fetch() {}</script>`,
        ),
        's.css': sheet('red'),
      },
    },
    ...[type('#f', 'typed'), save('s.css', sheet('blue')), colour('p', BLUE), is('f.value', 'typed')],
    ...[run('f.value = ""'), save('index.html', page('two')), shows('two')],
  ),
  scenario(
    'an object that shows a picture',
    { files: { 'index.html': page('<object data=o.svg></object>'), 'o.svg': picture(20) } },
    ...[save('o.svg', picture(60)), is('document.querySelector("object").getBoundingClientRect().width', 60)],
  ),
  scenario(
    'a font',
    {
      files: {
        'index.html': page(
          '<p style="font-family: f">one',
          '<style>@font-face { font-family: f; src: url(f.ttf) }</style>',
        ),
        'f.ttf': 'not a font',
      },
    },
    ...[tells('/f.ttf'), save('f.ttf', 'another'), reloads(1)],
  ),
  scenario(
    'a picture behind a sheet',
    { files: { 'index.html': page('<p>one', link), 's.css': 'p { background: url(p.svg) }', 'p.svg': picture(20) } },
    ...[tells('/p.svg'), save('p.svg', picture(30)), reloads(1)],
  ),
  scenario(
    'a sheet that comes later',
    { files: { 'index.html': page('<p>one', link) } },
    ...[save('s.css', sheet('blue')), colour('p', BLUE)],
  ),
  scenario(
    'a sheet that is added by a click',
    {
      files: {
        'index.html': page(
          '<p>one<button>b</button>',
          `<script>onclick = () => document.head.insertAdjacentHTML('beforeend', '${link}')</script>`,
        ),
        's.css': sheet('red'),
      },
    },
    ...[click('button'), colour('p', RED), wait(100), save('s.css', sheet('blue')), colour('p', BLUE), reloads(0)],
  ),
  scenario(
    'a sheet with a query',
    { files: { 'index.html': page('<p>one', '<link rel=stylesheet href="s.css?v=1">'), 's.css': sheet('red') } },
    ...[colour('p', RED), save('s.css', sheet('green')), colour('p', GREEN), reloads(0)],
  ),
  scenario(
    'a page whose service worker answers',
    {
      files: {
        'index.html': page('one', `<script>navigator.serviceWorker.register('sw.js')</script>`),
        'sw.js': `oninstall = () => skipWaiting(); onactivate = () => clients.claim(); onfetch = (e) => e.respondWith(fetch(e.request))`,
      },
    },
    is('navigator.serviceWorker.ready.then((r) => r.active.state)', 'activated'),
    ...[save('index.html', page('two')), shows('two'), save('index.html', page('three')), shows('three')],
  ),
  scenario(
    'a link from a page without a Referer, in the live view: nothing is injected',
    {
      files: { 'a.html': page('<a href=b.html>b</a>', NO_REFERRER), 'b.html': page('bee') },
      page: '/a.html',
      hosts: ['view'],
    },
    ...[follow('a'), shows('bee'), is('document.querySelector("script")', null)],
    ...[save('b.html', page('two')), shows('two'), reloads(1)],
  ),
  scenario(
    'a link from a page without a Referer',
    { files: { 'a.html': page('<a href=b.html>b</a>', NO_REFERRER), 'b.html': page('bee') }, page: '/a.html' },
    ...[follow('a'), save('b.html', page('two')), shows('two'), reloads(1), save('a.html', 'x'), quiet(300)],
  ),
];

// Only what is needed happens: nothing without a change, and nothing is thrown away without a word.
import { BLUE, field, link, page, sheet } from '../pages';
import { scenario, type Step } from '../scenario';
import {
  asks,
  asksNothing,
  choose,
  click,
  colour,
  innerReloads,
  is,
  press,
  quiet,
  reloads,
  remove,
  rename,
  rewrite,
  run,
  save,
  saveAtOnce,
  saveByRename,
  saveSlowly,
  shows,
  tells,
  touch,
  type,
  wait,
} from '../steps';

const ASKED = 'Reload now';
const high = (text: string): string => page(`<p>${text}</p><p style="height:5000px"></p>`);
const scrolled = [run('scrollTo(0, 700)'), wait(50)];

/** A field of a form in which something stands that was not sent. */
const typedInto = (name: string, control: string, ...fill: Step[]): ReturnType<typeof scenario> =>
  scenario(
    `what was entered is not thrown away: ${name}`,
    { files: { 'index.html': page(`<p>one</p>${control}`) } },
    ...[...fill, save('index.html', page('<p>two</p>')), asks('has changed'), quiet(300), shows('one')],
    ...[choose(ASKED), shows('two'), reloads(1)],
  );

const nothing = (name: string, ...steps: Step[]): ReturnType<typeof scenario> =>
  scenario(
    `nothing happens: ${name}`,
    {
      files: {
        'index.html': page('<p>one', link),
        's.css': sheet('red'),
        'other.html': 'x',
        'big.html': 'y'.repeat(2_000_000),
      },
    },
    ...[...steps, quiet(500)],
  );

const many = Array.from({ length: 20 }, (_, index) => `m${index}.js`);

/** What the page in the first frame says. */
const INNER = 'frames[0].document.body.textContent.trim()';

export const needed = [
  nothing('a file is touched', touch('index.html'), touch('s.css')),
  nothing('a file is written again as it is', rewrite('index.html'), rewrite('s.css')),
  nothing('a file that no page was sent', save('other.html', 'z'), save('new.html', 'n'), remove('big.html')),
  nothing(
    'a file without a name for the web',
    save('.hidden', 'z'),
    save('index.html~', 'z'),
    save('.index.html.swp', 'z'),
  ),
  nothing('away and back within a moment', rename('s.css', 't.css'), rename('t.css', 's.css')),
  nothing('a folder is made', save('folder/x.txt', '1')),

  scenario(
    'what was typed, the focus and the place survive a swap',
    { files: { 'index.html': page(`<p>one</p>${field}<p style="height:5000px">`, link), 's.css': sheet('red') } },
    ...[type('#f', 'typed'), ...scrolled, save('s.css', sheet('blue')), colour('p', BLUE), is('f.value', 'typed')],
    ...[is('document.activeElement.id', 'f'), is('scrollY', 700), reloads(0)],
  ),
  scenario(
    'the place survives a reload',
    { files: { 'index.html': high('one') } },
    ...[...scrolled, save('index.html', high('two')), shows('two'), is('scrollY', 700), reloads(1)],
  ),
  scenario(
    'the place survives two reloads',
    { files: { 'index.html': high('one') } },
    ...[...scrolled, save('index.html', high('two')), shows('two'), is('scrollY', 700)],
    ...[save('index.html', high('three')), shows('three'), is('scrollY', 700)],
  ),
  scenario(
    'a page in a frame is loaded again alone',
    {
      files: {
        'index.html': page(`<p>outer</p>${field}<iframe id=i src=inner.html></iframe>`),
        'inner.html': page('one'),
      },
    },
    ...[tells('/inner.html'), type('#f', 'typed'), save('inner.html', page('two'))],
    ...[is('i.contentDocument.body.textContent.trim()', 'two')],
    ...[is('f.value', 'typed'), innerReloads(1), reloads(0)],
  ),
  scenario(
    'a page in a frame in a frame is loaded again alone',
    {
      files: {
        'index.html': page('<iframe src=a.html></iframe>'),
        'a.html': page('<iframe src=b.html></iframe>'),
        'b.html': page('one'),
      },
    },
    ...[is(`frames[0].${INNER}`, 'one'), save('b.html', page('two')), is(`frames[0].${INNER}`, 'two')],
    ...[innerReloads(1), reloads(0)],
  ),
  scenario(
    'a page to which a frame went by a link is loaded again alone',
    {
      files: {
        'index.html': page('<iframe src=a.html></iframe>'),
        'a.html': page('<a href=b.html>b</a>'),
        'b.html': page('one'),
      },
    },
    ...[is(INNER, 'b'), run('frames[0].document.querySelector("a").click()'), is(INNER, 'one'), innerReloads(1)],
    ...[save('b.html', page('two')), is(INNER, 'two'), innerReloads(1), reloads(0)],
  ),
  scenario(
    'the sheet of a page in a frame is swapped there',
    {
      files: {
        'index.html': page('<iframe id=i src=inner.html></iframe>'),
        'inner.html': page('<p>one', link),
        's.css': sheet('red'),
      },
    },
    ...[tells('/s.css'), save('s.css', sheet('blue'))],
    ...[is('getComputedStyle(i.contentDocument.querySelector("p")).color', BLUE), innerReloads(0), reloads(0)],
  ),
  scenario(
    'a page that frames another is loaded again with it',
    { files: { 'index.html': page('one<iframe src=inner.html></iframe>'), 'inner.html': page('in') } },
    ...[save('index.html', page('two')), shows('two'), reloads(1)],
  ),

  typedInto('a line of text', field, type('#f', 'typed')),
  typedInto('several lines', '<textarea id=f>old</textarea>', type('#f', 'typed')),
  typedInto('a box', '<input id=f type=checkbox>', click('#f')),
  typedInto(
    'a choice',
    '<select id=f><option>a<option>b</select>',
    run('f.focus()'),
    press('ArrowDown'),
    is('f.value', 'b'),
  ),
  typedInto('text within the page', '<div id=f contenteditable>old</div>', type('#f', 'typed')),
  typedInto(
    'a field in a shadow root',
    '<div id=h></div><script>h.attachShadow({ mode: "open" }).innerHTML = "<input id=f>"</script>',
    type('#f', 'typed'),
  ),
  typedInto(
    'a field in a closed shadow root',
    `<img src=p.svg><div id=h></div><script>{
      const root = h.attachShadow({ mode: 'closed' });
      root.innerHTML = '<input>';
      h.enter = () => root.firstChild.focus();
      h.has = () => root.firstChild.value;
    }</script>`,
    ...[tells('/p.svg'), run('h.enter()'), press('z'), is('h.has()', 'z')],
  ),
  typedInto(
    'a field in a frame',
    '<iframe id=g srcdoc="<input id=k>"></iframe>',
    ...[
      is('g.contentDocument.readyState', 'complete'),
      run('g.contentDocument.querySelector("#k").focus()'),
      press('z'),
    ],
    is('g.contentDocument.querySelector("#k").value', 'z'),
  ),
  typedInto(
    'a field in a modal dialog, outside of which nothing can be used',
    '<dialog id=d><input id=f></dialog><script>onload = () => d.showModal()</script>',
    type('#f', 'typed'),
  ),
  scenario(
    'a question outlives the dialog in which it is asked',
    {
      files: {
        'index.html': page('<p>one</p><dialog id=d><input id=f></dialog><script>onload = () => d.showModal()</script>'),
      },
    },
    ...[type('#f', 'typed'), save('index.html', page('two')), asks('has changed'), run('d.close()')],
    ...[choose(ASKED), shows('two')],
  ),
  scenario(
    'what was entered in a framed page is not thrown away when that page is saved',
    {
      files: { 'index.html': page('<iframe id=i src=inner.html></iframe>'), 'inner.html': page('one<input id=k>') },
      hosts: ['view'], // in a tab the framed page follows by itself
    },
    ...[tells('/inner.html'), run('frames[0].document.querySelector("#k").focus()'), press('z')],
    ...[
      save('inner.html', page('two')),
      asks('What you typed'),
      is('frames[0].document.querySelector("#k").value', 'z'),
    ],
  ),
  scenario(
    'a field that holds what it held at first asks nothing',
    { files: { 'index.html': page(`<p>one</p><input id=f value=x>`) } },
    ...[type('#f', 'y'), press('Backspace'), save('index.html', page('two')), shows('two'), reloads(1)],
  ),
  scenario(
    'a field that a script filled in asks nothing',
    { files: { 'index.html': page(`<p>one</p>${field}<script>f.value = 'mine'</script>`) } },
    ...[save('index.html', page('two')), shows('two'), reloads(1), asksNothing('has changed')],
  ),
  scenario(
    'a field that was sent asks nothing',
    {
      files: {
        'index.html': page(
          `<p>one</p><form action=/ target=t><input id=f name=q><button>b</button></form><iframe name=t></iframe>`,
        ),
      },
    },
    ...[type('#f', 'typed'), click('button'), is('frames.t.location.search', '?q=typed')],
    ...[save('index.html', page('two')), shows('two')],
  ),
  scenario(
    'what was typed, and then a sheet: swapped without a question',
    { files: { 'index.html': page(`<p>one</p>${field}`, link), 's.css': sheet('red') } },
    ...[type('#f', 'typed'), save('s.css', sheet('blue')), colour('p', BLUE), asksNothing('has changed'), reloads(0)],
  ),

  scenario(
    'saved by renaming',
    { files: { 'index.html': page('one') } },
    saveByRename('index.html', page('two')),
    shows('two'),
    reloads(1),
  ),
  scenario(
    'deleted and written',
    { files: { 'index.html': page('one') } },
    ...[remove('index.html'), save('index.html', page('two')), shows('two')],
  ),
  ...[20, 150, 600].map((milliseconds) =>
    scenario(
      `written with a pause of ${milliseconds} ms: the torn page is never shown`,
      {
        files: {
          'index.html': page('one', '<script>sessionStorage.loads = 1 + +(sessionStorage.loads ?? 0)</script>'),
        },
      },
      ...[saveSlowly('index.html', '<!doctype html>torn', page('whole'), milliseconds), shows('whole'), reloads(1)],
    ),
  ),
  scenario(
    'twenty files within a moment: one reload',
    {
      files: {
        'index.html': page(`<p>one${many.map((name) => `<script src=${name}></script>`).join('')}`),
        ...Object.fromEntries(many.map((name) => [name, 'window.n = 1'])),
      },
    },
    saveAtOnce(many, 'window.n = 2', is('n', 2)),
  ),
  scenario(
    'a checkout there and back: the same page in the end',
    { files: { 'index.html': page('one'), 'a.js': '1', 'b.css': 'p {}' } },
    ...[save('index.html', page('two')), save('index.html', page('one')), wait(300), shows('one')],
  ),
];

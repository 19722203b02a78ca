// Through restarts, cut lines, proxies and many pages.
import { BLUE, link, page, script, sheet } from '../pages';
import { scenario } from '../scenario';
import {
  allShow,
  alongside,
  colour,
  cut,
  quiet,
  reloads,
  restart,
  save,
  shows,
  visit,
  wait,
  withoutModules,
} from '../steps';

const S = 'cgi-bin/s.sh';
const one = { 'index.html': page('<p>one', link), 's.css': sheet('red') };

export const through = [
  scenario(
    'a server that is started again: nothing has changed',
    { files: one },
    restart(),
    wait(600),
    quiet(400),
    save('index.html', page('two')),
    shows('two'),
    reloads(1),
  ),
  scenario(
    'a server that is started again: the page has changed',
    { files: one },
    restart(save('index.html', page('two'))),
    shows('two'),
    reloads(1),
    quiet(400),
  ),
  scenario(
    'a server that is started again: a sheet has changed',
    { files: one },
    restart(save('s.css', sheet('blue'))),
    colour('p', BLUE),
  ),
  scenario(
    'a server that ends before the page has the modules of live reload',
    { files: one, hosts: ['tab'], unopened: true },
    withoutModules(visit('/')),
    restart(save('s.css', sheet('blue'))),
    colour('p', BLUE),
  ),
  scenario(
    'a server that is started again: a script has changed',
    { files: { [S]: script("echo '<p>one'") }, page: `/${S}` },
    restart(save(S, script("echo '<p>two'"))),
    shows('two'),
  ),
  scenario(
    'a server that is started again: a script has not changed',
    { files: { [S]: script("echo '<p>one'") }, page: `/${S}` },
    restart(),
    wait(600),
    quiet(400),
    save(S, script("echo '<p>two'")),
    shows('two'),
  ),
  scenario(
    'a line that is cut, and nothing changes',
    { files: one, proxy: true },
    cut(),
    wait(600),
    quiet(300),
    save('index.html', page('two')),
    shows('two'),
    reloads(1),
  ),
  scenario(
    'a line that is cut while the page is saved',
    { files: one, proxy: true },
    cut(save('index.html', page('two')), wait(150)),
    shows('two'),
    reloads(1),
  ),
  scenario(
    'a line that is cut while a sheet is saved',
    { files: one, proxy: true },
    cut(save('s.css', sheet('blue')), wait(150)),
    colour('p', BLUE),
  ),
  scenario(
    'a proxy with a path before the site: a page',
    { files: one, proxy: true },
    save('index.html', page('two')),
    shows('two'),
    reloads(1),
  ),
  scenario(
    'a proxy with a path before the site: a sheet',
    { files: one, proxy: true },
    save('s.css', sheet('blue')),
    colour('p', BLUE),
    reloads(0),
  ),
  scenario(
    'a proxy with a path before the site: a script',
    { files: { [S]: script("echo '<p>one'") }, page: `/${S}`, proxy: true },
    save(S, script("echo '<p>two'")),
    shows('two'),
    reloads(1),
  ),
  scenario(
    'a hundred pages in one browser',
    { files: one, hosts: ['tab'] },
    alongside('/', 99),
    save('index.html', page('two')),
    allShow('two'),
  ),
];

// The folder that is served, and links within it: what its path means now.
import { page, script } from '../pages';
import { scenario } from '../scenario';
import { reloads, relink, remove, rename, save, shows, wait, visit } from '../steps';

const one = { 'index.html': page('one') };
const S = 'cgi-bin/s.sh';

export const folder = [
  scenario(
    'removed, and built again',
    { files: one },
    ...[remove('.'), wait(100), save('index.html', page('two')), shows('two')],
  ),
  scenario(
    'removed, and built again 1.5 s later',
    { files: one },
    ...[remove('.'), wait(1500), save('index.html', page('two')), shows('two')],
  ),
  scenario(
    'removed, and built again as it was',
    { files: one },
    remove('.'),
    save('index.html', page('one')),
    wait(1500),
    visit('/index.html'),
    shows('one'),
  ),
  scenario(
    'removed: a page says so',
    { files: one },
    ...[remove('.'), wait(1500), visit('/index.html'), shows('folder'), save('index.html', page('two')), shows('two')],
  ),
  scenario(
    'renamed away and back',
    { files: one },
    ...[
      rename('.', '../away'),
      wait(300),
      rename('../away', '.'),
      wait(1200),
      save('index.html', page('two')),
      shows('two'),
    ],
  ),
  scenario(
    'swapped for another by rename',
    { files: { ...one, '../new/index.html': page('two') } },
    ...[rename('.', '../old'), rename('../new', '.'), shows('two')],
  ),
  scenario(
    'swapped for another by rename, and changed afterwards',
    { files: { ...one, '../new/index.html': page('two') } },
    ...[rename('.', '../old'), rename('../new', '.'), shows('two'), save('index.html', page('three')), shows('three')],
  ),
  scenario(
    'built again with a script',
    { files: { [S]: script("echo '<p>one'") }, page: `/${S}` },
    ...[remove('.'), wait(100), save(S, script("echo '<p>two'")), shows('two')],
  ),
  scenario(
    'a link below it that is pointed elsewhere by rename',
    { files: { 'a/index.html': page('one'), 'b/index.html': page('two'), now: { link: 'a' } }, page: '/now/' },
    ...[relink('now', 'b'), shows('two'), reloads(1)],
  ),
  scenario(
    'a link to a folder, in which a file changes',
    { files: { 'real/q.html': page('one'), alias: { link: 'real' } }, page: '/alias/q.html' },
    ...[save('real/q.html', page('two')), shows('two'), reloads(1)],
  ),
  scenario(
    'a link to a page that changes',
    { files: { 'real.html': page('one'), 'alias.html': { link: 'real.html' } }, page: '/alias.html' },
    ...[save('real.html', page('two')), shows('two'), reloads(1)],
  ),
  scenario(
    'a link to a page that is pointed elsewhere',
    { files: { 'a.html': page('one'), 'b.html': page('two'), 'now.html': { link: 'a.html' } }, page: '/now.html' },
    ...[relink('now.html', 'b.html'), shows('two'), reloads(1)],
  ),
  scenario(
    'a link that leads out of the site, and then into it',
    { files: { 'a.html': page('one'), 'now.html': { link: '/' } }, page: '/now.html' },
    ...[shows('404'), relink('now.html', 'a.html'), shows('one'), reloads(1)],
  ),
  scenario(
    'a branch that lacks the page, and back',
    { files: { 'index.html': page('one'), 'sub/a.html': page('a one') }, page: '/sub/a.html' },
    ...[remove('sub'), shows('404'), save('sub/a.html', page('a two')), shows('a two')],
  ),
];

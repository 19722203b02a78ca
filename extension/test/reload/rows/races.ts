// Saves while a page is on its way, many tabs, and pages out of the browser's caches.
import { BLUE, page, script, sheet, link } from '../pages';
import { scenario } from '../scenario';
import {
  allShow,
  alongside,
  back,
  begin,
  colour,
  follow,
  forward,
  quiet,
  reloads,
  run,
  save,
  shows,
  together,
  visit,
  wait,
} from '../steps';

/** A script of the page that is slow holds up its load, and so what stands after it. */
const slowly = (text: string): string => page(`<p>${text}</p><script src="cgi-bin/slow.sh"></script>`);
const slow = { 'cgi-bin/slow.sh': "#!/bin/sh\nsleep 0.7\nprintf 'Content-Type: text/javascript\\n\\n'\n" };

const one = {
  'one.html': page('<p>ONE v1 <a href=two.html>two</a>'),
  'two.html': page('<p>TWO v1 <a href=three.html>three</a>'),
  'three.html': page('THREE'),
};
const UNKEPT = '<script>onunload = () => 0</script>';

export const races = [
  ...[0, 50, 200].map((milliseconds) =>
    scenario(
      `a save ${milliseconds} ms after the page was asked for`,
      { files: { 'index.html': slowly('one'), ...slow }, unopened: true },
      ...[begin('/'), wait(milliseconds), save('index.html', page('two')), shows('two')],
    ),
  ),
  ...[0, 100].map((milliseconds) =>
    scenario(
      `a sheet saved ${milliseconds} ms after the page was asked for`,
      {
        files: {
          'index.html': page('<p>one<script src="cgi-bin/slow.sh"></script>', link),
          's.css': sheet('red'),
          ...slow,
        },
        unopened: true,
      },
      ...[begin('/'), wait(milliseconds), save('s.css', sheet('blue')), colour('p', BLUE)],
    ),
  ),
  scenario(
    'twelve pages, saved twice within 120 ms',
    { files: { 'index.html': page('one') } },
    ...[
      alongside('/', 11),
      together(save('index.html', page('two'))),
      wait(120),
      save('index.html', page('three')),
      allShow('three'),
    ],
  ),
  scenario(
    'back to a page that was saved meanwhile',
    { files: one, page: '/one.html' },
    ...[follow('a'), shows('TWO'), save('one.html', page('<p>ONE v2')), back, shows('ONE v2')],
  ),
  scenario(
    'back to a page that no cache of pages keeps',
    { files: { ...one, 'one.html': page(`<p>ONE v1 <a href=two.html>two</a>${UNKEPT}`) }, page: '/one.html' },
    ...[follow('a'), shows('TWO'), save('one.html', page('<p>ONE v2')), back, shows('ONE v2')],
  ),
  scenario(
    'forward to a page that was saved meanwhile',
    { files: one, page: '/one.html' },
    ...[
      follow('a'),
      shows('TWO'),
      back,
      shows('ONE v1'),
      wait(200),
      save('two.html', page('<p>TWO v2')),
      forward,
      shows('TWO v2'),
    ],
  ),
  scenario(
    'back to a page whose sheet was saved meanwhile',
    {
      files: { ...one, 'one.html': page('<p>ONE <a href=two.html>two</a>', link), 's.css': sheet('red') },
      page: '/one.html',
    },
    ...[follow('a'), shows('TWO'), save('s.css', sheet('blue')), back, shows('ONE'), colour('p', BLUE)],
  ),
  scenario(
    'back to what a script printed',
    { files: { ...one, 'cgi-bin/s.sh': script("echo '<p>ONE v1 <a href=/two.html>two</a>'") }, page: '/cgi-bin/s.sh' },
    ...[follow('a'), shows('TWO'), save('cgi-bin/s.sh', script("echo '<p>ONE v2'")), back, shows('ONE v2')],
  ),
  scenario(
    'back to a page that the browser kept as it was',
    { files: one, page: '/one.html', kept: true },
    ...[follow('a'), shows('TWO'), save('one.html', page('<p>ONE v2')), back, shows('ONE v2')],
  ),
  scenario(
    'back to a page that the browser kept, and whose sheet was saved',
    {
      files: { ...one, 'one.html': page('<p>ONE <a href=two.html>two</a>', link), 's.css': sheet('red') },
      page: '/one.html',
      kept: true,
    },
    ...[follow('a'), shows('TWO'), save('s.css', sheet('blue')), back, shows('ONE'), colour('p', BLUE)],
  ),
  scenario(
    'back to a page that the browser kept: it goes on following',
    { files: one, page: '/one.html', kept: true },
    ...[follow('a'), shows('TWO'), back, shows('ONE v1'), wait(300)],
    ...[save('one.html', page('<p>ONE v2')), shows('ONE v2')],
  ),
  scenario(
    'back to a page that was not saved: it is loaded once at most',
    { files: one, page: '/one.html' },
    ...[follow('a'), shows('TWO'), back, shows('ONE v1'), wait(300)],
  ),
  scenario(
    'a link to a slow page was followed: a save does not keep the page from coming',
    {
      files: {
        'index.html': page('one<a href=/cgi-bin/late.sh>late</a>'),
        'cgi-bin/late.sh': script("while [ ! -e ../../go ]; do sleep 0.02; done; echo '<p>late'"),
      },
    },
    ...[wait(300), run('setTimeout(() => document.querySelector("a").click())'), wait(300)],
    ...[save('index.html', page('two')), wait(300), save('../go', ''), shows('late')],
  ),
  scenario(
    'a link that leads to no page was followed: the save counts all the same',
    {
      files: {
        'index.html': page('one<a href=/cgi-bin/none.sh>none</a>'),
        'cgi-bin/none.sh': "#!/bin/sh\nprintf 'Status: 204\\n\\n'\n",
      },
      hosts: ['tab'],
    },
    ...[wait(300), run('setTimeout(() => document.querySelector("a").click())'), wait(300)],
    ...[save('index.html', page('two')), shows('two')],
  ),
  scenario(
    'a page that is visited again and again',
    { files: one, page: '/one.html' },
    ...[
      visit('/two.html'),
      visit('/one.html'),
      visit('/two.html'),
      quiet(300),
      save('two.html', page('TWO v2')),
      shows('TWO v2'),
      reloads(1),
    ],
  ),
];

// The live view.
import { BLACK, BLUE, RED, link, page, sheet } from '../pages';
import { scenario } from '../scenario';
import {
  asks,
  back,
  begin,
  colour,
  follow,
  is,
  quiet,
  reloads,
  remove,
  run,
  save,
  shows,
  type,
  unheard,
  visit,
  wait,
} from '../steps';

/** A change so soon after a script began, at its next run too, is taken for its output, in milliseconds: `prompt` in output.go. */
const IGNORED_MS = 2_000;

const latin = (text: string): Buffer =>
  Buffer.from(`<!doctype html><p>${text}: el niño pequeño comió una piña en España mañana`, 'latin1');
const forbids = (name: string, value: string): { headers: Record<string, Record<string, string>> } => ({
  headers: { '/a.html': { [name]: value } },
});
const only = { hosts: ['view'] as const };

export const view = [
  scenario(
    'a page without an encoding',
    { files: { 'a.html': latin('one') }, page: '/a.html', site: { charset: 'none' } },
    ...[
      is('document.characterSet', 'windows-1252'),
      shows('one: el niño'),
      save('a.html', latin('two')),
      shows('two: el niño'),
    ],
  ),
  scenario(
    'text without an encoding',
    {
      ...only,
      files: { 'a.txt': Buffer.from('el niño pequeño comió una piña en España mañana', 'latin1') },
      page: '/a.txt',
      site: { charset: 'none' },
    },
    is('document.characterSet', 'windows-1252'),
  ),
  scenario(
    'back after a typed path',
    { ...only, files: { 'one.html': page('ONE'), 'two.html': page('TWO') }, page: '/one.html' },
    ...[visit('/two.html'), shows('TWO'), back, shows('ONE'), save('one.html', page('ONE v2')), shows('ONE v2')],
  ),
  scenario(
    'X-Frame-Options forbids the frame',
    { ...only, files: { 'index.html': page('home'), 'a.html': page('one') }, site: forbids('X-Frame-Options', 'DENY') },
    ...[begin('/a.html'), asks('X-Frame-Options')],
  ),
  scenario(
    'frame-ancestors forbids the frame',
    {
      ...only,
      files: { 'index.html': page('home'), 'a.html': page('one') },
      site: forbids('Content-Security-Policy', "frame-ancestors 'none'"),
    },
    ...[begin('/a.html'), asks('frame-ancestors')],
  ),
  scenario(
    'a sheet is deleted and written again',
    { ...only, files: { 'index.html': page('<p>one', link), 's.css': sheet('red') } },
    ...[colour('p', RED), remove('s.css'), colour('p', BLACK), save('s.css', sheet('blue')), colour('p', BLUE)],
  ),
  scenario(
    'nothing is injected',
    { ...only, files: { 'index.html': page('<p>one') } },
    ...[is('document.querySelector("script")', null), save('index.html', page('<p>two')), shows('two'), reloads(1)],
    is('document.querySelector("script")', null),
  ),
  scenario(
    'a page that frames itself nowhere else: the view is not shown within the view',
    { ...only, files: { 'index.html': page('<p>one') } },
    ...[visit('/index.html'), is('parent === top', true)],
  ),
  scenario(
    'a page that never ends to load is followed from the first moment',
    {
      ...only,
      files: {
        'index.html': page('<a href=two.html>on</a>'),
        'two.html': page('two<img src=cgi-bin/slow.sh>'),
        'cgi-bin/slow.sh': '#!/bin/sh\nsleep 1000\n',
      },
    },
    ...[run('setTimeout(() => document.querySelector("a").click())'), shows('two')],
    ...[save('two.html', page('three<input id=f><img src=cgi-bin/slow.sh>')), shows('three')],
    ...[type('#f', 'x'), wait(IGNORED_MS), save('two.html', page('four')), asks('What you typed'), shows('three')],
  ),
  ...[
    { what: 'the page', name: 'two.html', then: [shows('THREE'), reloads(1)] },
    { what: 'its sheet', name: 's.css', then: [colour('p', BLUE), reloads(0)] },
    { what: 'the page before', name: 'index.html', then: [quiet(300), shows('TWO')] },
  ].map(({ what, name, then }) =>
    scenario(
      `a link was followed, and before the server has heard of it is saved: ${what}`,
      {
        ...only,
        files: {
          'index.html': page('<a href=two.html>two</a>'),
          'two.html': page('<p>TWO', link),
          's.css': sheet('red'),
        },
      },
      unheard(follow('a'), save(name, name === 's.css' ? sheet('blue') : page('<p>THREE', link)), quiet(300)),
      ...then,
    ),
  ),
];

// What the editor and the panel are told of each save.
import { BLUE, field, link, page, picture, sheet } from '../pages';
import { scenario } from '../scenario';
import { alongside, colour, quiet, remove, said, save, saidTimes, shows, type, wide } from '../steps';

const files = {
  'index.html': page(`<p>one</p>${field}<img id=i src=p.svg>`, link),
  's.css': sheet('red'),
  'p.svg': picture(10),
  'o.txt': '',
};

export const telling = [
  scenario(
    'a page',
    { files },
    ...[
      save('index.html', page('two')),
      shows('two'),
      said({ kind: 'page', paths: ['index.html'], pages: ['/'], reason: 'index.html' }),
      saidTimes(1),
    ],
  ),
  scenario(
    'a sheet',
    { files },
    ...[
      save('s.css', sheet('blue')),
      colour('p', BLUE),
      said({ kind: 'style', paths: ['s.css'], pages: ['/'] }),
      saidTimes(1),
    ],
  ),
  scenario(
    'a picture',
    { files },
    ...[save('p.svg', picture(20)), wide('#i', 20), said({ kind: 'image', paths: ['p.svg'], pages: ['/'] })],
  ),
  scenario(
    'a file that no page uses',
    { files },
    save('o.txt', '1'),
    said({ kind: 'none', paths: ['o.txt'], reason: 'No followed page uses' }),
    saidTimes(1),
  ),
  scenario(
    'a file that an open page uses, which cannot be followed',
    {
      files: {
        ...files,
        'c.html': page('<p>one', `<meta http-equiv="Content-Security-Policy" content="script-src 'none'">${link}`),
        'd.html': page('two'),
      },
      page: '/d.html',
      hosts: ['tab'],
    },
    ...[alongside('/c.html'), save('s.css', sheet('blue'))],
    said({ kind: 'none', paths: ['s.css'], reason: 'No followed page uses' }),
  ),
  scenario(
    'no page is open',
    { files, unopened: true },
    quiet(100),
    save('index.html', page('two')),
    said({ kind: 'none', reason: 'page is open' }),
  ),
  scenario('a page that is gone', { files }, remove('index.html'), said({ kind: 'page', reason: 'index.html' })),
  scenario(
    'a page that holds what was typed is not said to be loaded again',
    { files, hosts: ['tab'] },
    ...[
      type('#f', 'typed'),
      save('index.html', page('two')),
      said({ paths: ['index.html'], kind: 'page' }),
      quiet(300),
    ],
  ),
];

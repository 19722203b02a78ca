// A page that answers a POST is never loaded again by itself (RFC 9110, section 9.2.2).
import { BLUE, page, picture, sheet, script } from '../pages';
import { scenario } from '../scenario';
import {
  asks,
  asksNothing,
  begin,
  choose,
  click,
  colour,
  follow,
  is,
  lines,
  quiet,
  reloads,
  restart,
  run,
  said,
  save,
  shows,
  type,
  unheard,
  wait,
  wide,
} from '../steps';

const ORDER = 'cgi-bin/order.sh';
const order = (text: string): string =>
  script(
    `echo "$REQUEST_METHOD" >> ../../orders.txt\necho '<!doctype html><link rel=stylesheet href=/s.css><p>${text}<img id=i src=/p.svg><a href=/form.html>back</a>'`,
  );
const files = {
  'form.html': page(`<form method=post action=/${ORDER}><input name=what value=tea><button>Buy</button></form>`),
  's.css': sheet('red'),
  'p.svg': picture(10),
  [ORDER]: order('thanks'),
};
const start = { files, page: '/form.html' };
const once = [quiet(300), lines('../orders.txt', 1)];

/** A script that answers once there is a file go. */
const UNHURRIED = [
  '#!/bin/sh',
  'echo "$REQUEST_METHOD" >> ../../orders.txt',
  'while [ ! -e ../../go ]; do sleep 0.02; done',
  "printf 'Content-Type: text/html\\n\\n<!doctype html><p>thanks'",
  '',
].join('\n');
/** Sends the form, once what it holds is watched. */
const send = [
  ...[type('input', 'black '), save('form.html', page('few are left')), asks('What you typed')],
  ...[run('document.forms[0].requestSubmit()'), lines('../orders.txt', 1)],
];

/** A script that shows a form, and under the same address what comes of it. */
const both = (text: string): string =>
  script(
    [
      'if [ "$REQUEST_METHOD" = GET ]; then',
      "echo '<!doctype html><form method=post><button>Buy</button></form>'; exit; fi",
      'echo "$REQUEST_METHOD" >> ../../orders.txt',
      `echo '<!doctype html><p>${text}<img src=/cgi-bin/slow.sh>'`,
    ].join('\n'),
  );

/** A guest book: the same script shows it and writes to it. */
const book = (text: string, file: string): string =>
  script(
    [
      `if [ "$REQUEST_METHOD" = POST ]; then date >> "${file}"; fi`,
      `echo '<!doctype html><p>${text}<form method=post><button>Sign</button></form><pre>'; cat "${file}"`,
    ].join('\n'),
  );

export const deeds = [
  scenario(
    'a sheet, saved three times',
    start,
    follow('button'),
    ...[save('s.css', sheet('lime')), colour('p', 'rgb(0, 255, 0)')],
    ...[save('s.css', sheet('green')), colour('p', 'rgb(0, 128, 0)')],
    ...[save('s.css', sheet('blue')), colour('p', BLUE), ...once],
  ),
  scenario('a picture', start, follow('button'), save('p.svg', picture(40)), wide('#i', 40), ...once),
  scenario(
    'the script itself: asked first, and not sent again',
    start,
    ...[follow('button'), save(ORDER, order('thank you')), asks('Send the form again?'), ...once],
  ),
  scenario(
    'the script itself: sent again where the user wants it',
    start,
    ...[follow('button'), save(ORDER, order('thank you')), asks('Send the form again?'), choose('Send again')],
    ...[shows('thank you'), reloads(1), lines('../orders.txt', 2)],
  ),
  scenario(
    'the view’s own button: asked first, and sent again where the user wants it',
    { ...start, hosts: ['view'] },
    ...[follow('button'), shows('thanks'), choose('Reload'), asks('This page answers a form'), ...once],
    ...[choose('Send again'), reloads(1), lines('../orders.txt', 2)],
    ...[click('a'), shows('Buy'), choose('Reload'), reloads(2), lines('../orders.txt', 2)],
  ),
  scenario(
    'the script itself, before it is known what the view shows',
    { ...start, hosts: ['view'] },
    unheard(follow('button'), save(ORDER, order('thank you')), ...once),
    ...[asks('Send the form again?'), ...once],
  ),
  scenario(
    'a script that shows its form itself, before it is known what the view shows',
    { files: { ...files, [ORDER]: both('thanks') }, page: `/${ORDER}`, hosts: ['view'] },
    unheard(follow('button'), save(ORDER, both('thank you')), ...once),
    ...[asks('Send the form again?'), ...once],
  ),
  scenario(
    'a script that shows its form itself, before its answer is there whole',
    {
      files: { ...files, [ORDER]: both('thanks'), 'cgi-bin/slow.sh': '#!/bin/sh\nsleep 1000\n' },
      page: `/${ORDER}`,
    },
    ...[click('button'), shows('thanks'), save(ORDER, both('thank you')), asks('Send the form again?')],
    ...[wait(300), lines('../orders.txt', 1)],
  ),
  scenario(
    'a form that is being sent: its answer is still shown',
    { ...start, files: { ...files, [ORDER]: UNHURRIED } },
    ...[...send, save('form.html', page('sold out')), wait(300), save('../go', ''), shows('thanks')],
    lines('../orders.txt', 1),
  ),
  scenario(
    'a form that is being sent while its page still loads: its answer is still shown',
    {
      files: {
        ...files,
        'form.html': page(`<form method=post action=/${ORDER}><input name=what></form><img src=/cgi-bin/late.sh>`),
        [ORDER]: UNHURRIED,
        'cgi-bin/late.sh': "#!/bin/sh\nwhile [ ! -e ../../loaded ]; do sleep 0.02; done\nprintf 'Status: 404\\n\\n'\n",
      },
      unopened: true,
    },
    ...[
      begin('/form.html'),
      is('document.forms.length', 1),
      ...send,
      save('../loaded', ''),
      wait(300),
      save('form.html', page('sold out')),
    ],
    ...[wait(300), save('../go', ''), shows('thanks'), lines('../orders.txt', 1)],
  ),
  scenario(
    'a form that is being sent: the user need not wait',
    { ...start, files: { ...files, [ORDER]: UNHURRIED }, hosts: ['view'] },
    ...[...send, save('form.html', page('sold out')), asks('The answer to your form'), choose('Reload now')],
    shows('sold out'),
  ),
  scenario(
    'a form that a script sent asks nothing',
    {
      files: {
        'form.html': page(
          '<form method=post onsubmit="event.preventDefault(); p.textContent = \'sent\'"><p id=p>one</p><button>b</button></form>',
        ),
      },
      page: '/form.html',
    },
    ...[click('button'), shows('sent'), save('form.html', page('two')), shows('two'), reloads(1)],
  ),
  ...['entries.txt', '../data/entries.txt', 'new.txt'].map((file) =>
    scenario(
      `what the script writes as it answers is no reason to send the form again: ${file}`,
      {
        files: { [ORDER]: book('entries', file), 'cgi-bin/entries.txt': '', 'data/entries.txt': '' },
        page: `/${ORDER}`,
      },
      ...[follow('button'), shows('entries'), wait(400), asksNothing('Send the form again?'), reloads(0)],
      ...[follow('button'), shows('entries'), wait(400), asksNothing('Send the form again?'), reloads(0)],
      ...[save(ORDER, book('more', file)), asks('Send the form again?')],
    ),
  ),
  scenario(
    'what the script writes before its answer has ended is no reason either, which is said',
    {
      files: {
        [ORDER]: `${book('entries', 'entries.txt')}[ "$REQUEST_METHOD" = GET ] && exit
          while [ ! -e ../../go ]; do sleep 0.02; done; date >> entries.txt\n`,
        'cgi-bin/entries.txt': '',
      },
      page: `/${ORDER}`,
    },
    ...[click('button'), is('document.querySelector("pre")?.textContent.includes(":")', true), wait(400)],
    ...[save('../go', ''), said({ kind: 'none', code: 'answer', paths: ['cgi-bin/entries.txt'] })],
    asksNothing('Send the form again?'),
  ),
  scenario(
    'data beside the script',
    { ...start, files: { ...files, 'cgi-bin/prices.csv': 'tea,1\n' } },
    ...[follow('button'), save('cgi-bin/prices.csv', 'tea,2\n'), asks('Send the form again?'), ...once],
  ),
  scenario('a server that is started again', start, follow('button'), restart(), ...once),
  scenario(
    'a server that is started again, and the script changed meanwhile',
    start,
    ...[follow('button'), restart(save(ORDER, order('later'))), asks('Send the form again?'), ...once],
  ),
  scenario(
    'a POST that redirects to a page: that one is loaded again',
    {
      ...start,
      files: {
        ...files,
        'done.html': page('done'),
        [ORDER]: "#!/bin/sh\nprintf 'Status: 303\\nLocation: /done.html?x\\n\\n'\n",
      },
    },
    ...[follow('button'), shows('done'), save('done.html', page('well')), shows('well'), reloads(1)],
  ),
  scenario(
    'a form that is sent by GET: its page is loaded again',
    {
      files: {
        'form.html': page('<form action=/cgi-bin/q.sh><input name=q value=1><button>Find</button></form>'),
        'cgi-bin/q.sh': script('echo "<p>one $QUERY_STRING"'),
      },
      page: '/form.html',
    },
    ...[follow('button'), shows('one q=1'), save('cgi-bin/q.sh', script('echo "<p>two $QUERY_STRING"'))],
    ...[shows('two q=1'), reloads(1)],
  ),
];

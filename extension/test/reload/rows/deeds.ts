// A page that answers a POST is never loaded again by itself (RFC 9110, section 9.2.2).
import { BLUE, page, picture, sheet, script } from '../pages';
import { scenario } from '../scenario';
import { asks, choose, colour, follow, lines, quiet, reloads, restart, save, shows, wide } from '../steps';

const ORDER = 'cgi-bin/order.sh';
const order = (text: string): string =>
  script(
    `echo "$REQUEST_METHOD" >> ../../orders.txt\necho '<!doctype html><link rel=stylesheet href=/s.css><p>${text}<img id=i src=/p.svg>'`,
  );
const files = {
  'form.html': page(`<form method=post action=/${ORDER}><input name=what value=tea><button>Buy</button></form>`),
  's.css': sheet('red'),
  'p.svg': picture(10),
  [ORDER]: order('thanks'),
};
const start = { files, page: '/form.html' };
const once = [quiet(300), lines('../orders.txt', 1)];

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

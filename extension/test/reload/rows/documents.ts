// Documents that have to be followed, whatever their type and whoever made them.
import { page, script } from '../pages';
import { scenario } from '../scenario';
import { begin, is, painted, reloads, remove, rename, save, shows, wait } from '../steps';

const followed = (
  name: string,
  file: string,
  before: string | Buffer,
  after: string | Buffer,
  target = `/${file}`,
): ReturnType<typeof scenario> =>
  scenario(
    name,
    { files: { [file]: before }, page: target },
    shows('one'),
    save(file, after),
    shows('two'),
    reloads(1),
  );

const utf16 = (text: string, big: boolean): Buffer => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
};
const both = (make: (text: string) => string | Buffer): [string | Buffer, string | Buffer] => [
  make('one'),
  make('two'),
];

const SCRIPT = 'cgi-bin/s.sh';
const large = (text: string): string => page(`<p>${text}</p><!--${'x'.repeat(1_500_000)}-->`);
const xhtml = (text: string): string =>
  `<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>${text}</p></body></html>`;
const svg = (text: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>${text}</text></svg>`;

export const documents = [
  followed('a page', 'index.html', ...both(page), '/'),
  followed('a page by its name, with a query', 'a.html', ...both(page), '/a.html?x=1&y=%20'),
  followed('a page with a fragment', 'a.html', ...both(page), '/a.html#part'),
  followed('a page without tags', 'a.html', 'one', 'two'),
  followed('a page with a name to be encoded', 'a ñ#.html', ...both(page), '/a%20%C3%B1%23.html'),
  followed('a page in a folder', 'deep/er/index.html', ...both(page), '/deep/er/'),
  followed('a page of more than 1 MiB', 'index.html', ...both(large), '/'),
  followed('a page in UTF-16, little end first', 'a.html', ...both((text) => utf16(page(text), false))),
  followed('a page in UTF-16, big end first', 'a.html', ...both((text) => utf16(page(text), true))),
  followed('HTML without an extension', 'readme', ...both(page)),
  followed('a page with a base of this site', 'a.html', ...both((text) => page(text, '<base href="/sub/dir/">'))),
  followed(
    'a page with a base of another site',
    'a.html',
    ...both((text) => page(text, '<base href="http://other.invalid/x/">')),
  ),
  followed('XHTML', 'a.xhtml', ...both(xhtml)),
  followed('SVG', 'a.svg', ...both(svg)),
  scenario(
    'text, in the live view',
    { files: { 'a.txt': 'one' }, page: '/a.txt', hosts: ['view'] },
    ...[save('a.txt', 'two'), shows('two'), reloads(1)],
  ),
  scenario(
    'JSON, in the live view',
    { files: { 'a.json': '["one"]' }, page: '/a.json', hosts: ['view'] },
    ...[save('a.json', '["two"]'), shows('two'), reloads(1)],
  ),
  scenario(
    'a picture, in the live view',
    { files: { 'a.svg': svg('one') }, page: '/a.svg', hosts: ['view'] },
    ...[save('a.svg', svg('two')), shows('two'), reloads(1)],
  ),

  followed('a script that names text/html', SCRIPT, ...both((text) => script(`echo '<p>${text}'`))),
  followed(
    'a script that names another encoding',
    SCRIPT,
    ...both((text) => script(`echo '<p>${text}'`, 'text/html; charset=iso-8859-1')),
  ),
  followed(
    'a script without a type, guessed as HTML',
    SCRIPT,
    ...both((text) => script(`echo '<html><p>${text}'`, '')),
  ),
  followed(
    'a script that names a length',
    SCRIPT,
    ...both((text) => `#!/bin/sh\nprintf 'Content-Type: text/html\\nContent-Length: 6\\n\\n<p>${text}'\n`),
  ),
  followed(
    'a script with a query',
    SCRIPT,
    ...both((text) => script(`echo "<p>${text} $QUERY_STRING"`)),
    `/${SCRIPT}?name=x`,
  ),
  followed(
    'a script with more of a path',
    SCRIPT,
    ...both((text) => script(`echo '<p>${text}'`)),
    `/${SCRIPT}/more/of`,
  ),
  scenario(
    'a script that is still writing: what it wrote is there at once',
    { files: { [SCRIPT]: script("echo '<p>first'; sleep 3; echo '<p>second'") }, unopened: true },
    ...[begin(`/${SCRIPT}`), shows('first'), is('document.body.textContent.includes("second")', false)],
    shows('second'),
  ),
  scenario(
    'a script that changes its type three times',
    { files: { [SCRIPT]: script("echo '<p>one'") }, page: `/${SCRIPT}` },
    ...[save(SCRIPT, script("echo '<p>two'", 'text/html; charset=utf-8')), shows('two'), reloads(1)],
    ...[save(SCRIPT, script("echo '<html><p>three'", '')), shows('three'), reloads(1)],
    ...[save(SCRIPT, script("echo '<p>four'")), shows('four'), reloads(1)],
  ),
  scenario(
    'a page that a script hands a request on to',
    { files: { [SCRIPT]: "#!/bin/sh\nprintf 'Location: /b.html\\n\\n'\n", 'b.html': page('one') }, page: `/${SCRIPT}` },
    ...[shows('one'), save('b.html', page('two')), shows('two'), reloads(1)],
    ...[save(SCRIPT, script("echo '<p>three'")), shows('three'), reloads(1)],
  ),
  scenario(
    'a script that answers 500, and is mended',
    { files: { [SCRIPT]: '#!/bin/sh\nexit 3\n' }, page: `/${SCRIPT}` },
    ...[save(SCRIPT, script("echo '<p>mended'")), shows('mended'), reloads(1)],
  ),
  scenario(
    'a script that is mended twice',
    { files: { [SCRIPT]: '#!/bin/sh\nexit 3\n' }, page: `/${SCRIPT}` },
    ...[save(SCRIPT, '#!/bin/sh\nexit 4\n'), shows('(4)'), reloads(1)],
    ...[save(SCRIPT, script("echo '<p>mended'")), shows('mended'), reloads(1)],
  ),

  scenario(
    'a page that comes later',
    { files: { 'index.html': page('home') }, page: '/later.html' },
    ...[shows('404'), save('later.html', page('arrived')), shows('arrived'), reloads(1)],
  ),
  scenario(
    'a page that comes later, folders deep',
    { files: { 'index.html': page('home') }, page: '/a/b/c/later.html' },
    ...[shows('404'), save('a/b/c/later.html', page('arrived')), shows('arrived'), reloads(1)],
  ),
  scenario(
    'a script that comes later',
    { files: { 'index.html': page('home'), 'cgi-bin/x.sh': '' }, page: '/cgi-bin/later.sh' },
    ...[shows('404'), save('cgi-bin/later.sh', script("echo '<p>here'")), shows('here')],
  ),
  scenario(
    "the site's own page for what is missing",
    { files: { '404.html': page('lost') }, page: '/nowhere' },
    ...[shows('lost'), save('404.html', page('found')), shows('found'), reloads(1)],
  ),
  scenario(
    'a listing: a file is added',
    { files: { 'l/a.txt': 'a' }, page: '/l/' },
    ...[save('l/b.txt', 'b'), shows('b.txt'), reloads(1)],
  ),
  scenario(
    'a listing: a file is removed',
    { files: { 'l/a.txt': 'a', 'l/gone.txt': 'b' }, page: '/l/' },
    ...[remove('l/gone.txt'), is('document.body.textContent.includes("gone.txt")', false), reloads(1)],
  ),
  scenario(
    'a listing: a file is renamed',
    { files: { 'l/a.txt': 'a', 'l/old.txt': 'b' }, page: '/l/' },
    ...[rename('l/old.txt', 'l/new.txt'), shows('new.txt'), reloads(1)],
  ),
  scenario(
    'a listing: a file grows',
    { files: { 'l/a.txt': 'a' }, page: '/l/' },
    ...[save('l/a.txt', 'a'.repeat(777)), shows('777'), reloads(1)],
  ),
  scenario(
    'a listing becomes a page',
    { files: { 'l/a.txt': 'a' }, page: '/l/' },
    ...[save('l/index.html', page('front')), shows('front'), reloads(1)],
  ),
  scenario(
    'a page that is deleted, and written 700 ms later',
    { files: { 'index.html': page('one') } },
    ...[remove('index.html'), wait(700), save('index.html', page('two')), shows('two')],
  ),
  scenario(
    'a page that is deleted, and comes back as it was',
    { files: { 'a.html': page('one') }, page: '/a.html' },
    ...[remove('a.html'), shows('404'), save('a.html', page('one')), shows('one')],
  ),
  scenario(
    'a folder that is renamed away and back',
    { files: { 'sub/a.html': page('one') }, page: '/sub/a.html' },
    ...[rename('sub', 'away'), shows('404'), rename('away', 'sub'), shows('one')],
  ),
  scenario(
    'a page in quirks mode',
    { files: { 'a.html': '<p style="width:20px;height:20px;background:red">one' }, page: '/a.html' },
    ...[save('a.html', '<p style="width:20px;height:20px;background:#00f">two'), painted('p', 0, 0, 255), reloads(1)],
  ),
];

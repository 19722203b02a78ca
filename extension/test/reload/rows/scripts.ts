// What a script may have read: data, templates and modules, beside it or elsewhere in the site.
import { page, script } from '../pages';
import { scenario, type Host, type Scenario } from '../scenario';
import { quiet, reloads, save, saveByRename, shows } from '../steps';

const S = 'cgi-bin/s.sh';

/** A script that prints a file, which its source names as `named`. */
const reads = (name: string, file: string, named: string): ReturnType<typeof scenario> =>
  scenario(
    `${name}: ${file}`,
    { files: { [S]: script(`echo '<p>'; cat "${named}"`), [file]: 'one' }, page: `/${S}` },
    ...[shows('one'), save(file, 'two'), shows('two'), reloads(1)],
  );

const beside = ['t.html', 'd.json', 'd.csv', 'd.xml', 'q.sql', 'd.txt'];
const elsewhere: [string, string][] = [
  ['data/list.json', '../data/list.json'],
  ['templates/page.html', '../templates/page.html'],
  ['list.csv', '../list.csv'],
];

const HOSTS: readonly Host[] = ['tab', 'view'];
/** Each in one host, by turns: what a script reads does not depend on who shows it. */
const byTurns = (scenarios: Scenario[]): Scenario[] =>
  scenarios.map((each, index) => ({ ...each, hosts: HOSTS.slice(index % 2, (index % 2) + 1) }));

export const scripts = byTurns([
  ...beside.map((name) => reads('beside the script', `cgi-bin/${name}`, name)),
  reads('in a folder beside it', 'cgi-bin/templates/page.html', 'templates/page.html'),
  reads('in a folder in a folder', 'cgi-bin/a/b/data.json', 'a/b/data.json'),
  ...elsewhere.map(([file, named]) => reads('elsewhere in the site', file, named)),
  scenario(
    'elsewhere in the site, where the source names the folder alone',
    { files: { [S]: script('cat "../data/"*'), 'data/one.txt': 'one' }, page: `/${S}` },
    ...[shows('one'), save('data/two.txt', 'two'), shows('two'), reloads(1)],
  ),
  scenario(
    'a module',
    {
      files: { [S]: script('. ./lib/words.sh; echo "<p>$word"'), 'cgi-bin/lib/words.sh': 'word=one\n' },
      page: `/${S}`,
    },
    ...[shows('one'), saveByRename('cgi-bin/lib/words.sh', 'word=two\n'), shows('two'), reloads(1)],
  ),
  scenario(
    'a template that comes later',
    { files: { [S]: script('echo "<p>"; cat t.html 2>/dev/null || echo none') }, page: `/${S}` },
    ...[shows('none'), save('cgi-bin/t.html', 'there'), shows('there'), reloads(1)],
  ),
  scenario(
    'a page that fetches what a script prints',
    {
      files: {
        'index.html': page(
          '<p id=o>',
          `<script>fetch('/${S}').then((r) => r.text()).then((t) => { o.textContent = t })</script>`,
        ),
        [S]: script('cat d.json'),
        'cgi-bin/d.json': '"one"',
      },
    },
    ...[shows('"one"'), save('cgi-bin/d.json', '"two"'), shows('"two"'), reloads(1)],
  ),
  scenario(
    'a page of the site that no script reads',
    { files: { [S]: script("echo '<p>one'"), 'other.html': 'x', 'cgi-bin/d.json': '1' }, page: `/${S}` },
    ...[save('other.html', 'y'), quiet(400)],
  ),
]);

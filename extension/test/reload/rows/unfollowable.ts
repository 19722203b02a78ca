// Pages whose own policy forbids what follows them: the live view follows them all the same.
import { page } from '../pages';
import { scenario } from '../scenario';
import { quiet, reloads, said, save, shows } from '../steps';

const policy = (content: string): string => `<meta http-equiv="Content-Security-Policy" content="${content}">`;
const policies: [string, string][] = [
  ['default-src', "default-src 'none'"],
  ['script-src', "script-src 'none'"],
  ['a nonce', "script-src 'nonce-abc'"],
  ['connect-src', "connect-src 'none'"],
];

export const unfollowable = policies.flatMap(([name, value]) => [
  scenario(
    `${name} of a <meta>: in a tab nothing can be done, and it is not said that no page is open`,
    { files: { 'index.html': page('one', policy(value)) }, hosts: ['tab'] },
    ...[save('index.html', page('two', policy(value))), quiet(300), said({ kind: 'none', reason: 'ollow' })],
  ),
  scenario(
    `${name} of a <meta>, in the live view`,
    { files: { 'index.html': page('one', policy(value)) }, hosts: ['view'] },
    ...[save('index.html', page('two', policy(value))), shows('two'), reloads(1)],
  ),
  scenario(
    `${name} of a header`,
    {
      files: { 'index.html': page('one') },
      hosts: ['view'],
      site: { headers: { '/**': { 'Content-Security-Policy': value } } },
    },
    ...[save('index.html', page('two')), shows('two'), reloads(1)],
  ),
]);

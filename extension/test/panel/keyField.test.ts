import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isErrorPage, keyFieldOf } from '../../panel/model/keyField';
import { ranked } from '../../panel/model/notes';
import { golden } from '../../protocol/golden.generated';
import type { Exchange, Header, Note, SetBy } from '../../protocol/types.generated';

const field = (name: string, value: string, setBy: SetBy = 'script'): Header => ({ name, value, setBy });
const type = field('content-type', 'text/html');
const location = field('Location', '/there');

/** An exchange with a status and fields of its response, and nothing known of a file. */
function answered(status: number, headers: Header[], given: Partial<Exchange> = {}): Exchange {
  const exchange: Exchange = { ...golden['exchangeGet.file'] };
  delete exchange.file;
  return { ...exchange, status, response: { ...exchange.response, headers }, ...given };
}

test('the type stands at the top, and of a redirect the address', () => {
  const cases: [string, number, Header[], string | undefined, string[]][] = [
    ['a page', 200, [field('Server', 'x'), type], 'Content-Type', ['text/html']],
    ['a page without a type', 200, [field('Server', 'x')], 'Content-Type', []],
    ['two types', 200, [type, field('Content-Type', 'text/plain')], 'Content-Type', ['text/html', 'text/plain']],
    ['an error without a type', 404, [], 'Content-Type', []],
    ['a redirect', 301, [location], 'Location', ['/there']],
    ['a redirect with a type', 302, [location, type], 'Content-Type', ['text/html']],
    ['a redirect to nowhere', 302, [], 'Content-Type', []],
    ['an address that is no redirect', 201, [location], 'Content-Type', []],
    ['an unchanged copy', 304, [field('ETag', '"a"')], undefined, []],
    ['no content', 204, [], undefined, []],
    ['no content, with a type', 204, [type], 'Content-Type', ['text/html']],
    ['no response yet', 0, [], undefined, []],
  ];
  for (const [name, status, headers, shown, values] of cases) {
    const key = keyFieldOf(answered(status, headers));
    assert.equal(key?.name, shown, name);
    assert.deepEqual(
      (key?.fields ?? []).map(({ value }) => value),
      values,
      name,
    );
  }
});

test("only what Vitrina wrote itself is Vitrina's error page", () => {
  const ours = field('Content-Type', 'text/html', 'server');
  assert.equal(isErrorPage(answered(500, [ours], { kind: 'error' })), true);
  assert.equal(isErrorPage(answered(500, [type], { kind: 'script' })), false, "a script's");
  const own = { path: '404.html', size: 1, modified: '2026-11-22T10:30:00Z' };
  const ofTable = field('Content-Type', 'text/html', 'type table');
  assert.equal(isErrorPage(answered(404, [ofTable], { kind: 'error', file: own })), false, "the site's own");
  assert.equal(isErrorPage(answered(200, [ours], { kind: 'listing' })), false, 'a listing');
});

const note = (code: string, severity: Note['severity']): Note => ({ code, severity, message: code });

test('faults come first, the worst of them before the others; remarks follow, and the routine is folded', () => {
  const codes = (notes: readonly Note[]): string => notes.map(({ code }) => code).join();
  const about = (code: string): Note => note(code, 'information');
  const given = [about('reloadInjected'), note('w', 'warning'), about('a'), note('e', 'error'), about('b'), about('c')];
  const { faults, remarks, more } = ranked(given);
  assert.deepEqual([faults, remarks, more].map(codes), ['e,w', 'a,b', 'reloadInjected,c']);
});

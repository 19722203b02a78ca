import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Composing } from '../../panel/model/composing';
import { type Draft, newDraft, paramsOf, withBody } from '../../panel/model/compose/draft';
import { applied, type Template, TEMPLATES } from '../../panel/model/compose/templates';

const draft: Draft = newDraft('s1', 'localhost:8000');

/** The content that a draft sends; undefined where it stays what was sent. */
function contentOf(of: Draft): string | undefined {
  const encoded = paramsOf(of).changes?.bodyBase64;
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString();
}

test('headers go out in their order, and a line that is none is left to the server to refuse', () => {
  const headers = 'Host: a\r\nx-B:  1 \n\nX-a:\nno colon\n: 2';
  assert.deepEqual(paramsOf({ ...draft, headers }), {
    siteId: 's1',
    changes: {
      method: 'GET',
      target: '/',
      headers: [
        { name: 'Host', value: 'a' },
        { name: 'x-B', value: '1' },
        { name: 'X-a', value: '' },
        { name: 'no colon', value: '' },
        { name: '', value: '2' },
      ],
      bodyBase64: '',
    },
  });
});

test('a body stays, is empty, a text, a form or a file', () => {
  const bytes = new TextEncoder().encode('<p>');
  assert.equal(contentOf({ ...draft, of: '1', body: 'same' }), undefined);
  assert.equal(contentOf({ ...draft, body: 'none', text: 'x' }), '');
  assert.equal(contentOf({ ...draft, body: 'text', text: 'ñ\n' }), 'ñ\n');
  assert.equal(contentOf({ ...draft, body: 'form', text: 'a b=1&2\n\nñ=\nc' }), 'a+b=1%262&%C3%B1=&c=');
  const upload = withBody(
    { ...draft, field: 'a"b', file: { name: 'c\r\n"d.html', type: 'text/html', bytes } },
    'upload',
  );
  const boundary = /boundary=(.*)/.exec(upload.headers)?.[1] ?? '';
  assert.equal(
    contentOf(upload),
    `--${boundary}\r\nContent-Disposition: form-data; name="a%22b"; filename="c%0D%0A%22d.html"\r\n` +
      `Content-Type: text/html\r\n\r\n<p>\r\n--${boundary}--\r\n`,
  );
});

test('a kind of body brings its Content-Type, in place of the former one', () => {
  const headers = 'Host: a\ncontent-type: x\nA: b\nContent-Type: y';
  assert.equal(
    withBody({ ...draft, headers }, 'form').headers,
    'Host: a\nContent-Type: application/x-www-form-urlencoded\nA: b',
  );
  assert.equal(withBody({ ...draft, headers }, 'text').headers, headers);
});

test('what is written by hand goes out as it is, each line with CR LF', () => {
  const { rawBase64, changes } = paramsOf({ ...draft, raw: 'GET / HTTP/1.1\nñ\r\n\n' });
  assert.equal(Buffer.from(rawBase64 ?? '', 'base64').toString(), 'GET / HTTP/1.1\r\nñ\r\n\r\n');
  assert.equal(changes, undefined);
});

test('each example is a request of its own kind', () => {
  const summary = (template: Template): string => {
    const { method, target, headers, body, raw } = applied({ ...draft, target: '/a?b', raw: 'x' }, template);
    assert.equal(raw, undefined);
    return `${method} ${target} ${body} ${headers
      .split('\n')
      .slice(2)
      .join()
      .replace(/ \w+, .*GMT|--.*/, ' …')}`;
  };
  assert.deepEqual((Object.keys(TEMPLATES) as Template[]).map(summary), [
    'GET /a?name=Ana&age=17 none ',
    'POST /a?b form Content-Type: application/x-www-form-urlencoded',
    'POST /a?b text Content-Type: application/json',
    'POST /a?b upload Content-Type: multipart/form-data; boundary= …',
    'GET /a?b none Range: bytes=0-9',
    'GET /a?b none If-Modified-Since: …',
    'HEAD /a?b none ',
  ]);
});

test('a draft is kept while something else is shown, and ends when it is sent or given up', async () => {
  const shown: unknown[] = [];
  const listed = new Set<string>();
  let refuse = true;
  const composing = new Composing({
    ask: () => (refuse ? Promise.reject(new Error('no')) : Promise.resolve({ id: '9' })),
    find: (id) => (listed.has(id) ? ({ id } as never) : undefined),
    show: (sent, of) => {
      shown.push([sent.id, of]);
    },
    changed: () => undefined,
  });
  const site = { siteId: 's1', host: 'h' };
  const target = (): string | undefined => composing.draft?.target;
  composing.begin(site);
  composing.write({ ...draft, target: '/typed' });
  composing.leave();
  assert.equal(target(), undefined);
  composing.begin(site);
  assert.equal(target(), '/typed');

  await composing.send();
  assert.equal(composing.problem, 'no');
  assert.equal(target(), '/typed');
  refuse = false;
  await composing.send();
  assert.equal(target(), undefined);
  assert.deepEqual(shown, [], 'it is not in the list yet');
  listed.add('9');
  composing.recorded();
  composing.recorded();
  assert.deepEqual(shown, [['9', undefined]]);

  composing.begin(site);
  composing.write(undefined);
  composing.begin(site);
  assert.equal(target(), '/');
});

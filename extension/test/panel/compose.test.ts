import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Composing } from '../../panel/model/composing';
import { golden } from '../../protocol/golden.generated';
import type { ExchangeReplayParams } from '../../protocol/types.generated';
import { type Draft, draftOf, newDraft, paramsOf, rawOf, uncovered, withBody } from '../../panel/model/compose/draft';
import { applied, type Template, TEMPLATES } from '../../panel/model/compose/templates';
import { Unsendable } from '../../panel/model/compose/unsendable';
import { ExchangeStore } from '../../panel/model/exchangeStore';
import { summary } from './exchanges';

const draft: Draft = newDraft('s1', 'localhost:8000');

/** The content that a draft sends; undefined where it stays what was sent. */
function contentOf(of: Draft, uploaded?: Uint8Array): string | undefined {
  const encoded = paramsOf(of, uploaded).changes?.bodyBase64;
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
  assert.equal(contentOf({ ...draft, of: { id: '1', time: '' }, body: 'same' }), undefined);
  assert.equal(contentOf({ ...draft, body: 'none', text: 'x' }), '');
  assert.equal(contentOf({ ...draft, body: 'text', text: 'ñ\n' }), 'ñ\n');
  assert.equal(contentOf({ ...draft, body: 'form', text: 'a b=1&2\n\nñ=\nc' }), 'a+b=1%262&%C3%B1=&c=');
  const file = new File([], 'c\r\n"d.html', { type: 'text/html' });
  const upload = withBody({ ...draft, field: 'a"b', file }, 'upload');
  const boundary = /boundary=(.*)/.exec(upload.headers)?.[1] ?? '';
  assert.equal(
    contentOf(upload, bytes),
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
  const store = new ExchangeStore();
  let refuse = true;
  const composing = new Composing({
    ask: () => (refuse ? Promise.reject(new Error('no')) : Promise.resolve({ id: '9' })),
    store,
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
  store.record([summary({ id: '9' })], 0);
  composing.recorded();
  composing.recorded();
  assert.deepEqual(shown, [['9', undefined]]);

  composing.begin(site);
  composing.write(undefined);
  composing.begin(site);
  assert.equal(target(), '/');
});

test('a file is read when it is sent, however long that takes, and one that cannot be read is named', async () => {
  const sent: ExchangeReplayParams[] = [];
  const composing = new Composing({
    ask: (_method, ...[params]) => {
      sent.push(params as ExchangeReplayParams);
      return Promise.resolve({ id: '9' } as never);
    },
    store: new ExchangeStore(),
    show: () => undefined,
    changed: () => undefined,
  });
  let read: (bytes: ArrayBuffer) => void = () => undefined;
  const slow = new Promise<ArrayBuffer>((resolve) => (read = resolve));
  const upload = (bytes: Promise<ArrayBuffer>): void => {
    const file = Object.assign(new File([], 'a.txt'), { arrayBuffer: () => bytes });
    composing.begin({ siteId: 's1', host: 'h' });
    composing.write(withBody({ ...draft, file }, 'upload'));
  };
  upload(Promise.reject(new Error('NotReadableError')));
  await composing.send();
  assert.ok(composing.problem instanceof Unsendable);
  assert.deepEqual(composing.problem.values, { file: 'a.txt' });
  assert.ok(composing.draft, 'what was written stays');

  upload(slow);
  const sending = composing.send();
  assert.equal(composing.sending, true);
  assert.equal(sent.length, 0);
  read(new TextEncoder().encode('the file').buffer);
  await sending;
  assert.match(Buffer.from(sent[0]?.changes?.bodyBase64 ?? '', 'base64').toString(), /\r\n\r\nthe file\r\n/);
  assert.equal(composing.draft, undefined);
});

test('secrets are not in the fields that are written, wherever one moves them, and are sent', () => {
  const file = golden['exchangeGet.file'];
  const headers = [
    { name: 'Host', value: 'localhost' },
    { name: 'Cookie', value: 'a=s3cretA; b=s3cretB' },
    { name: 'Authorization', value: 'Basic s3cretC' },
  ];
  const begun = draftOf({ ...file, target: '/x?q=1&token=s3cretD', request: { ...file.request, headers } });
  assert.doesNotMatch(`${begun.target}\n${begun.headers}\n${rawOf(begun)}`, /s3cret/);
  assert.equal(uncovered(begun).headers, headers.map(({ name, value }) => `${name}: ${value}`).join('\n'));
  // The first cookie goes, the second is renamed, and a line moves.
  const lines = begun.headers
    .replace(/a=•••\d+•••; b=/, 'c=')
    .split('\n')
    .reverse()
    .join('\n');
  const { changes } = paramsOf({ ...begun, headers: lines });
  assert.equal(changes?.target, '/x?q=1&token=s3cretD');
  assert.deepEqual(
    changes.headers?.map(({ name, value }) => `${name}: ${value}`),
    ['Authorization: Basic s3cretC', 'Cookie: c=s3cretB', 'Host: localhost'],
  );
  const { rawBase64 = '' } = paramsOf({ ...begun, raw: rawOf(begun) });
  assert.match(Buffer.from(rawBase64, 'base64').toString(), /token=s3cretD[^]*b=s3cretB/);
  assert.equal(paramsOf({ ...begun, headers: 'A: •••9•••' }).changes?.headers?.[0]?.value, '•••9•••');
});

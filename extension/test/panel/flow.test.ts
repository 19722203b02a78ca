import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Flow, flowOf, sentenceOf } from '../../panel/model/flow';
import { layoutOf } from '../../panel/model/flowLayout';
import { Format } from '../../panel/model/format';
import { Texts } from '../../panel/model/texts';
import { golden } from '../../protocol/golden.generated';
import type { Exchange } from '../../protocol/types.generated';

const texts = new Texts('en');
const format = new Format('en');
const file: Exchange = golden['exchangeGet.file'];
const script: Exchange = golden['exchangeGet.script'];

/** The steps as they are read aloud. */
const told = (exchange: Exchange): string[] => {
  const flow = flowOf(exchange, texts, format);
  return flow.steps.map((step) => sentenceOf(step, flow, texts, format));
};

test('a script’s exchange is told step by step, in the order of time and with its values', () => {
  assert.deepEqual(told(script), [
    '+0.1 ms. From: Client. To: Server. POST /cgi-bin/index.py?a=1 HTTP/1.1',
    'From: Server. To: Script. The path means cgi-bin/index.py',
    '+0.15 ms. From: Server. To: Client. HTTP/1.1 100 Continue',
    '+0.3 ms. From: Client. To: Server. Body complete: 10 bytes',
    '+2 ms. From: Server. To: Script. Process started',
    '+28.5 ms. From: Script. To: Server. First output',
    '+30 ms. From: Server. To: Client. HTTP/1.1 200 OK',
    '+31 ms. From: Script. To: Server. End of output',
    '+31.3 ms. At: Script. Exit code 0',
    '+31.5 ms. From: Server. To: Client. Last byte: 27 bytes',
  ]);
  assert.deepEqual(flowOf(script, texts, format).ran, [4, 8]);
});

test('what the path meant is told for each kind of answer', () => {
  const response = {
    ...file.response,
    headers: [{ name: 'location', value: '/sub/' }],
  };
  const bare = { ...file };
  delete bare.file;
  const cases: [Exchange, string | undefined][] = [
    [file, 'To: File. The path means index-1.html'],
    [{ ...bare, kind: 'listing' }, 'At: Server. The path means a folder: Vitrina lists it'],
    [{ ...bare, kind: 'redirect', response }, 'At: Server. The path leads on to /sub/'],
    [{ ...bare, kind: 'error', status: 404 }, 'At: Server. Nothing here has this path'],
    [{ ...bare, kind: 'error', status: 400 }, 'At: Server. Error: Vitrina says what is wrong'],
    [{ ...file, kind: 'error', status: 404 }, 'To: File. Error: Vitrina sends index-1.html'],
    [{ ...bare, kind: 'file' }, undefined],
  ];
  for (const [given, meant] of cases) {
    const second = told(given)[1] ?? '';
    if (meant === undefined) assert.match(second, /HTTP\/1\.1 200 OK$/);
    else assert.ok(second.endsWith(meant), second);
  }
});

test('what has not come, what broke off and what failed is told so', () => {
  const timing = { ...script.timing, scriptExitMs: 0, endMs: 0 };
  const running = told({ ...script, timing, complete: false });
  assert.equal(running.at(-1), 'From: Server. To: Client. still being sent');
  assert.ok(!running.some((step) => step.includes('Exit')));
  const cut = { code: 'connectionClosed', severity: 'warning', message: '' } as const;
  assert.match(told({ ...script, notes: [cut] }).at(-1) ?? '', /Connection closed early$/);
  const failed = told({ ...script, kind: 'error' });
  const answer = failed.findIndex((step) => step.endsWith('HTTP/1.1 200 OK'));
  assert.equal(failed[answer - 1], 'At: Server. Error: Vitrina says what is wrong');
  const handedOn = { ...cut, code: 'localRedirect', args: { script: 'cgi-bin/on.py', target: '/cgi-bin/index.py?x' } };
  assert.deepEqual(told({ ...script, notes: [handedOn] }).slice(1, 3), [
    'From: Server. To: Script. The path means cgi-bin/on.py',
    'From: Server. To: Script. cgi-bin/on.py passes it on to /cgi-bin/index.py?x',
  ]);
});

test('a request of a browser is a browser’s, and control characters can be seen', () => {
  const request = {
    ...file.request,
    head: 'GET /\u0001\u007f\ufffe HTTP/1.1\r\n\r\n',
    headers: [{ name: 'user-agent', value: 'Mozilla/5.0 (X11)' }],
  };
  const { lanes, steps } = flowOf({ ...file, request }, texts, format);
  assert.deepEqual(
    lanes.map(({ name }) => name),
    ['Browser', 'Server', 'File'],
  );
  assert.equal(steps[0]?.text, 'GET /‹U+0001›‹U+007F›\ufffd HTTP/1.1');
  const named = { ...file, file: { ...golden['exchangeGet.file'].file, path: 'a\u202eb\tc' } };
  assert.equal(flowOf(named, texts, format).steps[1]?.short, 'a‹U+202E›b␉c');
});

test('distances grow with the times between steps, and none is too small for a text', () => {
  const steps: Flow['steps'] = [0, 0.001, 1, 4, 4, 104].map((atMs, to) => ({ from: 0, to: to % 2, text: 'x', atMs }));
  const flow: Flow = { lanes: flowOf(file, texts, format).lanes, steps, ran: undefined };
  const { rows, height } = layoutOf(flow, 500);
  const gaps = rows.slice(1).map(({ y }, index) => y - (rows[index]?.y ?? 0));
  assert.deepEqual(gaps, [30, 31, 32, 30, 117]);
  assert.ok(height < 500);
});

test('texts keep within the diagram at every width, long ones by a cut or in fewer words', () => {
  const long = '/'.padEnd(300, 'long/');
  const request = { ...script.request, head: `GET ${long} HTTP/1.1\r\n\r\n` };
  const flow = flowOf(
    { ...script, request, response: { ...script.response, head: `HTTP/1.1 200 ${'語'.repeat(99)}\r\n\r\n` } },
    texts,
    format,
  );
  for (const room of [216, 276, 500, 1200, 2000]) {
    const { rows, width, lanes } = layoutOf(flow, room);
    assert.ok(width <= room, String(room));
    assert.ok((lanes.at(-1) ?? 0) < width);
    for (const { text, textX, anchor } of rows) {
      const length =
        Array.from(text, (letter) => (letter === '語' ? 2 : 1)).reduce<number>((sum, one) => sum + one, 0) * 6.8;
      const start = textX - (anchor === 'end' ? length : anchor === 'middle' ? length / 2 : 0);
      assert.ok(start >= 62 && start + length <= width, `${String(room)}: ${text}`);
    }
    assert.ok(rows[0]?.text.endsWith('…'));
  }
  const narrow = layoutOf(flow, 216).rows.map(({ text }) => text);
  assert.ok(narrow.includes('cgi-bin/index.py'), 'what the path meant, without the words around it');
});

import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { once } from 'node:events';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import type { Exchange } from '../../protocol/types.generated';
import { fromBase64, toLatin1 } from '../../panel/model/body/bytes';
import { headBytes, REDACTED } from '../../panel/model/copyAs/copied';
import { cmdWord, shWord } from '../../panel/model/copyAs/curl';
import { type Format, FORMATS } from '../../panel/model/copyAs/formats';
import { code, plain } from '../../panel/model/copyAs/markdown';
import { jsText, pyText } from '../../panel/model/copyAs/scripts';
import { Texts } from '../../panel/model/texts';
import { eventually, labCopy, startServer, temporaryFolder } from './support';

const run = promisify(execFile);

const HOSTILE = [
  `'"; touch /tmp/x; echo "'`,
  '$(id) `id` ${HOME} $HOME',
  '\\" \\\\" \\',
  '%PATH% %%x%% 100% %^ !x! ^ & | < > ( )',
  "'@ | evil",
  '@/etc/passwd',
  '-o /tmp/x',
  'a  b',
  '*',
  '~',
  '{a,b} [1-9]',
  '',
  '#no',
  '\u00e9\u00f1',
];

/** Words of letters that mean something somewhere; the same each time. */
function* fuzzed(letters: readonly string[], count: number): Generator<string> {
  let seed = 11;
  for (let round = 0; round < count; round++) {
    let word = '';
    for (let length = 0; length < 8; length++) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      word += letters[(seed >> 8) % letters.length] ?? '';
    }
    yield word;
  }
}

const LETTERS = [
  ...Array.from(`'"\\$\`%!^&|<>(){}[]*?~#;@=-, \n`),
  'a',
  'EOF',
  '$(',
  '\u00e9',
  '\x1b',
  '\x80',
  '\xff',
  '\t',
  '\r',
];
const WORDS = [...HOSTILE, ...fuzzed(LETTERS, 100)];

test('no word breaks out of the quotes of a shell, of JavaScript and of Python', async (context) => {
  const folder = await temporaryFolder(context);
  const wanted = Buffer.from(WORDS.map((word) => `${word}\0`).join(''), 'latin1');
  const sh = path.join(folder, 'words.sh');
  await writeFile(sh, WORDS.map((word) => `printf '%s\\0' ${shWord(word)}\n`).join(''));
  const binary = { encoding: 'buffer', maxBuffer: 1 << 24 } as const;
  assert.ok((await run('sh', [sh], binary)).stdout.equals(wanted), 'sh');
  const py = path.join(folder, 'words.py');
  await writeFile(
    py,
    `import sys\nsys.stdout.buffer.write(''.join(w + '\\0' for w in [${WORDS.map(pyText).join()}]).encode('latin-1'))\n`,
  );
  assert.ok((await run('python3', [py], binary)).stdout.equals(wanted), 'python3');
  const js = path.join(folder, 'words.mjs');
  await writeFile(
    js,
    `process.stdout.write(Buffer.from([${WORDS.map(jsText).join()}].map((w) => w + '\\0').join(''), 'latin1'));\n`,
  );
  assert.ok((await run(process.execPath, [js], binary)).stdout.equals(wanted), 'node');
});

/** What cmd.exe makes of a line without variables of its own: quotes, carets, what ends a command (ss64.com, "How does the CMD parser work"). */
function readByCmd(line: string): string {
  assert.doesNotMatch(line, /%[^%^]*%/, 'a variable is named');
  let out = '';
  let inQuotes = false;
  for (let at = 0; at < line.length; at++) {
    const letter = line.charAt(at);
    if (letter === '^' && !inQuotes) {
      at++;
      if (line.charAt(at) !== '\n') out += line.charAt(at);
    } else {
      assert.ok(inQuotes || !/[&|<>()\n]/.test(letter), `cmd acts on ${letter} of ${line}`);
      if (letter === '"') inQuotes = !inQuotes;
      out += letter;
    }
  }
  assert.ok(!inQuotes, line);
  return out;
}

/** How a program of Windows cuts its command line (CommandLineToArgvW). */
function argumentsOf(line: string): string[] {
  const all: string[] = [];
  let [word, some, inQuotes] = ['', false, false];
  for (let at = 0; at <= line.length; at++) {
    const slashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
    if (slashes > 0) {
      const quote = line.charAt(at + slashes) === '"';
      word += '\\'.repeat(quote ? Math.floor(slashes / 2) : slashes) + (quote && slashes % 2 === 1 ? '"' : '');
      some = true;
      at += slashes - (quote && slashes % 2 === 1 ? 0 : 1);
      continue;
    }
    const letter = line.charAt(at);
    if (letter === '"') [inQuotes, some] = [!inQuotes, true];
    else if ((letter === ' ' && !inQuotes) || letter === '') {
      if (some) all.push(word);
      [word, some] = ['', false];
    } else [word, some] = [word + letter, true];
  }
  return all;
}

test('no word breaks out of the quotes of the command prompt', () => {
  for (const word of WORDS.filter((each) => /^[ -~]*$/.test(each))) {
    assert.deepEqual(argumentsOf(readByCmd(`x ${cmdWord(word)} y`)), ['x', word, 'y'], word);
  }
});

test('no text breaks out of Markdown', () => {
  for (const word of WORDS) {
    const span = code(word);
    const [fence = ''] = /^`+/.exec(span) ?? [];
    const inner = span.slice(fence.length, -fence.length);
    assert.ok(span.endsWith(fence) && !new RegExp(`(^|[^\`])${fence}([^\`]|$)`).test(inner), word);
    assert.doesNotMatch(plain(word), /(^|[^\\])(\\\\)*[<*_`[\]]/, word);
  }
});

/** Requests as a person's programs send them, and worse. `HOST` is the site's. */
const ECHO = '/cgi-bin/echo.sh';
const post = (fields: string, body: string, target = ECHO): string =>
  `POST ${target} HTTP/1.1\r\nHost: HOST\r\n${fields}Content-Length: ${String(body.length)}\r\n\r\n${body}`;
const all256 = String.fromCharCode(...Array.from({ length: 256 }, (_, byte) => byte));
const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

const REQUESTS: Readonly<Record<string, string>> = {
  browser:
    'GET /index-1.html?a=1&b=%C3%B1 HTTP/1.1\r\nHost: HOST\r\nConnection: keep-alive\r\nsec-ch-ua: "Chromium";v="1"\r\nUser-Agent: Mozilla/5.0 (X11; "x")\r\nAccept: text/html,*/*;q=0.8\r\nSec-Fetch-Dest: document\r\nAccept-Encoding: gzip, deflate\r\nAccept-Language: es\r\nCookie: a=1; b="2"\r\n\r\n',
  hostile: `GET ${ECHO}?q='$(id)\`id\`%20%25PATH%25!^&|;"<> HTTP/1.1\r\nHost: HOST\r\n${HOSTILE.map((value, n) => `X-${String(n)}: ${utf8(value.trim())}\r\n`).join('')}\r\n`,
  bare: 'GET /a/../index.css?x=[1]{a,b}#x HTTP/1.1\r\nHost: HOST\r\n\r\n',
  odd: "DELETE /x%41y'z/%e1 HTTP/1.1\r\nX-Late: 1\r\nhost: HOST\r\nACCEPT:   */*   \r\nX-Twice: 1\r\nX-Twice: 2\r\nX-Empty:\r\n\r\n",
  head: 'HEAD /index-1.html HTTP/1.1\r\nHost: HOST\r\nAccept: */*\r\n\r\n',
  star: 'OPTIONS * HTTP/1.1\r\nHost: HOST\r\n\r\n',
  form: post('Content-Type: application/x-www-form-urlencoded\r\nUser-Agent: x\r\n', `a=1&b='"%27$(id)\`&c=@x`),
  json: post('Content-Type: application/json\r\n', utf8('{\n  "año": "¡Hola!\\n \'x\'"\n}\n')),
  file: post('Content-Type: text/plain\r\n', '@/etc/passwd'),
  untyped: post('', 'x=1'),
  binary: post('Content-Type: application/octet-stream\r\nExpect: 100-continue\r\n', all256 + all256),
  upload: post(
    'Content-Type: multipart/form-data; boundary=----x\r\n',
    `------x\r\nContent-Disposition: form-data; name="f"; filename="-@"\r\n\r\n${all256}\r\n------x--\r\n`,
  ),
  long: post('Content-Type: text/plain\r\n', 'a%b\\\n'.repeat(5000)),
  longer: post('Content-Type: text/plain\r\n', 'x'.repeat(150_000)),
  put: `PUT ${ECHO} HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n`,
  latin: `GET ${ECHO} HTTP/1.1\r\nHost: HOST\r\nX-Name: Espa\xf1a \xff\r\n\r\n`,
  chunked: `POST ${ECHO} HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n5\r\nhola\n\r\n1\r\nx\r\n0\r\n\r\n`,
  noChunks: `POST ${ECHO} HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
};

interface Sent {
  readonly exchange: Exchange;
  /** One letter for each byte. */
  readonly body: string;
}

/** A server whose exchanges can be asked for in their order. */
async function serving(context: TestContext) {
  const { server } = await startServer(context);
  const root = await labCopy(context);
  const script = path.join(root, 'cgi-bin', 'echo.sh');
  await writeFile(script, `#!/bin/sh\ncat > /dev/null\nprintf 'Content-Type: text/plain\\n\\nok\\n'\n`);
  await chmod(script, 0o755);
  const site = await server.request('site/start', { root, port: 0 });
  const { host, port } = new URL(site.url);
  let seen = 0;
  return {
    origin: new URL(site.url).origin,
    host,
    async send(request: string): Promise<void> {
      const socket = net.connect(Number(port), '127.0.0.1');
      socket.end(Buffer.from(request.replaceAll('HOST', host), 'latin1'));
      socket.resume();
      await once(socket, 'close');
    },
    /** The exchanges since the last time, of which there are so many. */
    async next(count: number): Promise<Sent[]> {
      const fresh = await eventually('the exchanges', async () => {
        const { exchanges } = await server.request('exchange/list', { siteId: site.id });
        const later = exchanges.filter(({ id }) => Number(id) > seen);
        return later.length >= count && later.every(({ complete }) => complete) && later;
      });
      assert.equal(fresh.length, count);
      seen = Number(fresh.at(-1)?.id);
      return Promise.all(
        fresh.map(async ({ id }) => {
          const exchange = await server.request('exchange/get', { id });
          const { dataBase64 } = await server.request('exchange/body', { id, of: 'request', length: 1 << 20 });
          return { exchange, body: toLatin1(fromBase64(dataBase64)) };
        }),
      );
    },
  };
}

const texts = new Texts('en');

function textOf(format: Format, { exchange, body }: Sent, origin: string, secrets = true): string {
  const bytes = Uint8Array.from(body, (letter) => letter.charCodeAt(0));
  const bodies = { request: bytes, response: new Uint8Array() };
  return FORMATS[format]({ texts, exchange, bodies, origin, secrets }).text;
}

/** The fields of a request, `name: value`, but for those that are not compared. */
function fieldsOf({ exchange }: Sent, without = /^(?:)$/): string[] {
  return headBytes(exchange.request)
    .split('\r\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const)
    .filter(([name]) => !without.test(name))
    .map(([name, value]) => `${name}: ${value}`);
}

const lineOf = ({ exchange }: Sent): string => headBytes(exchange.request).split('\r\n', 1)[0] ?? '';

const isHost = (field: string): boolean => /^host:/i.test(field);

/** As curl writes them: Host is first, and so spelt. */
const asCurlWrites = (fields: string[]): string[] => [
  ...fields.filter(isHost).map((field) => field.replace(/^host/i, 'Host')),
  ...fields.filter((field) => !isHost(field)),
];

test('what is copied sends the same request again, byte for byte but for what the documentation names', async (context) => {
  const site = await serving(context);
  const folder = await temporaryFolder(context);
  const names = Object.keys(REQUESTS);
  for (const request of Object.values(REQUESTS)) await site.send(request);
  const before = await site.next(names.length);
  const each = (check: (was: Sent, is: Sent, what: string) => void, after: Sent[], of = before): void => {
    after.forEach((is, at) => {
      const was = of[at] ?? assert.fail();
      const what = names[before.indexOf(was)] ?? '';
      assert.equal(is.body, was.body, what);
      check(was, is, what);
    });
  };
  /** Has a program carry out what was copied, and gives what it sent. */
  const again = async (format: Format, program: string, args: string[], of = before): Promise<Sent[]> => {
    const copies = of.map((sent) => textOf(format, sent, site.origin));
    const file = path.join(folder, `${format}.${program === process.execPath ? 'mjs' : 'txt'}`);
    const blocks =
      program === process.execPath
        ? copies.map((text) => `try {\n${text}} catch (error) { console.log(error); }`)
        : copies;
    await writeFile(file, blocks.join('\n'));
    await run(program, [...args, file], { cwd: folder, maxBuffer: 1 << 24 });
    return site.next(of.length);
  };
  /** Saves what the panel offers beside a command for Windows that cannot hold it. */
  const saveBody = ({ body }: Sent): Promise<void> => writeFile(path.join(folder, 'body.bin'), body, 'latin1');
  const sameFromCurl = (was: Sent, is: Sent, what: string): void => {
    assert.equal(lineOf(is), lineOf(was), what);
    assert.deepEqual(fieldsOf(is), asCurlWrites(fieldsOf(was)), what);
  };
  each(sameFromCurl, await again('curl', 'sh', []));

  // What PowerShell hands on to curl is the text between its marks.
  const ascii = before.filter((sent) => !['latin', 'hostile', 'json'].includes(names[before.indexOf(sent)] ?? ''));
  for (const sent of ascii) {
    const [, config = assert.fail()] =
      /^@'\n([\s\S]*)\n'@ \| curl\.exe --config -$/.exec(textOf('curlPowerShell', sent, site.origin)) ?? [];
    assert.doesNotMatch(config, /^'@/m);
    await saveBody(sent);
    execFileSync('curl', ['--silent', '--config', '-'], { input: config, cwd: folder });
  }
  each(sameFromCurl, await site.next(ascii.length), ascii);

  // What cmd.exe and then curl.exe make of the line.
  for (const sent of ascii) {
    const [, ...args] = argumentsOf(readByCmd(textOf('curlCmd', sent, site.origin)));
    await saveBody(sent);
    execFileSync('curl', ['--silent', ...args], { cwd: folder });
  }
  each(sameFromCurl, await site.next(ascii.length), ascii);

  each(
    (was, is, what) => {
      assert.equal(lineOf(is), lineOf(was), what);
      assert.deepEqual(fieldsOf(is), fieldsOf(was), what);
    },
    await again('pythonHttpClient', 'python3', []),
  );

  // These write addresses in their own way, and choose the order of fields.
  const plainNames = [
    'browser',
    'head',
    'form',
    'json',
    'file',
    'untyped',
    'binary',
    'upload',
    'long',
    'longer',
    'put',
    'latin',
    'chunked',
    'noChunks',
  ];
  const simple = before.filter((sent) => plainNames.includes(names[before.indexOf(sent)] ?? ''));
  const own =
    /^(?:accept-encoding|accept-language|connection|content-length|cookie|expect|host|transfer-encoding|user-agent|accept|sec-.*)$/i;
  each(
    (was, is, what) => {
      assert.equal(lineOf(is), lineOf(was), what);
      const lower = (sent: Sent): string[] =>
        fieldsOf(sent, own)
          .map((field) => field.replace(/^[^:]*/, (name) => name.toLowerCase()))
          .sort();
      assert.deepEqual(lower(is), lower(was), what);
    },
    await again('fetch', process.execPath, [], simple),
    simple,
  );
  const { stdout } = await run('python3', [
    '-c',
    'import importlib.util; print(importlib.util.find_spec("requests") is not None)',
  ]);
  if (stdout.trim() !== 'True') return; // this Python has no package requests
  each(
    (was, is, what) => {
      assert.equal(lineOf(is), lineOf(was), what);
      // These two requests sends in any case.
      const had = fieldsOf(was, /^content-length$/i);
      const added = ['user-agent', 'accept-encoding'].filter(
        (name) => !had.some((f) => f.toLowerCase().startsWith(`${name}:`)),
      );
      assert.deepEqual(
        fieldsOf(is, new RegExp(`^(?:${['content-length', ...added].join('|')})$`, 'i')).sort(),
        had.sort(),
        what,
      );
    },
    await again('pythonRequests', 'python3', [], simple),
    simple,
  );
});

test('secrets stand in nothing that is copied, unless somebody asks for them', async (context) => {
  const site = await serving(context);
  const secrets = ['s3cretA', 's3cretB', 's3cretC', 's3cretD', 's3cretE', 's3cretF', 's3cretG'];
  const [a = '', b = '', c = '', d = '', e = '', f = '', g = ''] = secrets;
  await site.send(
    post(
      `Authorization: Basic ${a}\r\nCookie: x=${b}\r\nX-Api-Key: ${c}\r\nReferer: http://HOST/?access_token=${d}\r\nContent-Type: application/x-www-form-urlencoded\r\n`,
      `user=ana&password=${e}&x=1`,
      `${ECHO}?token=${f}&q=1&PHPSESSID=${g}`,
    ),
  );
  const [sent = assert.fail()] = await site.next(1);
  for (const format of Object.keys(FORMATS) as Format[]) {
    const covered = textOf(format, sent, site.origin, false);
    for (const secret of secrets) assert.ok(!covered.includes(secret), `${format}: ${secret}`);
    if (format === 'rawResponse') continue;
    assert.ok(covered.includes(REDACTED), format);
    assert.ok(covered.includes('user=ana') && covered.includes('q=1'), `${format}: what is no secret stays`);
    const whole = textOf(format, sent, site.origin, true);
    assert.ok(whole.includes(e) && whole.includes(f), format);
  }
  // A request without its secrets is still whole: it can be sent.
  await run('sh', ['-c', textOf('curl', sent, site.origin, false)]);
  const [again = assert.fail()] = await site.next(1);
  assert.equal(again.body, `user=ana&password=${REDACTED}&x=1`);
});

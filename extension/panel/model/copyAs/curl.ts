// A request as a command line of curl: for a POSIX shell, for Windows' command prompt, and for PowerShell.
import { asUtf8, type Copied, escapedTarget, hasContent, isPlain, type Remark, type Taken, valueOf } from './copied';

/** An option with its value, one letter for each byte. */
type Option = readonly [name: string, value?: string];

/** How a body goes: as a value, or by a way of its own that takes any bytes. */
type BodyWay = 'value' | 'other';

/** From this length on curl waits for "100 Continue" first, unless it is told not to. */
const EXPECTS_FROM = 1024;

/** More than this no system takes in one argument (Linux: 128 KiB; Windows: 32,767 letters in all). */
const MOST_ARGUMENT = 16_384;

/**
 * What curl is asked for. It sends the fields in their order and letter case, but for Host, which it puts first, and none
 * of its own.
 */
function options(request: Copied, way: BodyWay): Option[] {
  const { method, target, version, fields, body, origin } = request;
  const has = (name: string): boolean => valueOf(fields, name) !== undefined;
  const content = hasContent(request);
  const all: Option[] = [['--include']];
  if (version === 'HTTP/1.0') all.push(['--http1.0']);
  if (method === 'HEAD' && !content) all.push(['--head']);
  else if (method !== (content ? 'POST' : 'GET')) all.push(['--request', method]);
  all.push(...(isPlain(target) ? [] : [['--request-target', target] as const]));
  for (const { name, value } of fields) all.push(['--header', value === '' ? `${name};` : `${name}: ${value}`]);
  for (const name of ['Host', 'User-Agent', 'Accept']) if (!has(name.toLowerCase())) all.push(['--header', `${name}:`]);
  if (content) {
    if (!has('content-type')) all.push(['--header', 'Content-Type:']);
    if (!has('expect') && body.length >= EXPECTS_FROM) all.push(['--header', 'Expect:']);
    // --data-raw, since --data would read a file where the body begins with an @.
    if (way === 'value') all.push(['--data-raw', body]);
  }
  return [...all, ['--url', `${origin}${isPlain(target) ? target : '/'}`]];
}

/** Text without letters that a terminal acts on when they are pasted. */
const isQuiet = (bytes: string, allowed: RegExp): boolean => {
  const text = asUtf8(bytes);
  return text !== undefined && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text.replace(allowed, ''));
};

/** The request for sh, bash, zsh and every other shell of POSIX. */
export function curlForSh(request: Copied): Taken {
  const { body } = request;
  const way = isQuiet(body, /\n/g) && body.length <= MOST_ARGUMENT ? 'value' : 'other';
  const lines = options(request, way).map(([name, value]) => (value === undefined ? name : `${name} ${shWord(value)}`));
  if (way === 'value') return { text: `curl ${lines.join(' \\\n  ')}`, remarks: request.remarks };
  // printf is part of the shell: it takes a body of any length.
  const text = `printf '${octal(body)}' |\n  curl ${[...lines, '--data-binary @-'].join(' \\\n  ')}`;
  return { text, remarks: request.remarks };
}

/**
 * A word of a shell (POSIX, XCU 2.2): in single quotes, and what a terminal would act on as what printf makes of its
 * digits. A substitution takes line ends off its end, so that those stay between quotes.
 */
export function shWord(bytes: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(bytes)) return bytes;
  const text = isQuiet(bytes, /\n/g) ? asUtf8(bytes) : undefined;
  if (text !== undefined) return quoted(text);
  return bytes.replace(/[\n -~]+|[^\n -~]+/g, (run) =>
    /^[\n -~]/.test(run) ? quoted(run) : `"$(printf '${octal(run)}')"`,
  );
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * Bytes for printf: all but letters that are nothing else as octal digits. A minus sign is one too: where the text begins
 * with it, as that of a form with files does, printf takes it for an option.
 */
export const octal = (bytes: string): string =>
  bytes.replace(/[^A-Za-z0-9 _@+=:,./]/g, (byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`);

/** The request for the command prompt of Windows, which has curl.exe since 2018. */
export function curlForCmd(request: Copied): Taken {
  const told = new Set<Remark>(request.remarks);
  const simple = ascii(request, told);
  const asArgument = /^[ -~]*$/.test(simple.body) && simple.body.length <= MOST_ARGUMENT;
  const lines = options(simple, asArgument ? 'value' : 'other').map(([name, value]) =>
    value === undefined ? name : `${name} ${cmdWord(value)}`,
  );
  if (!asArgument) lines.push(`--data-binary ${cmdWord(`@${BODY_FILE}`)}`);
  return withFile({ text: `curl.exe ${lines.join(' ^\n  ')}`, remarks: [...told] }, !asArgument);
}

/** The file with a body that cannot stand in a command line. */
const BODY_FILE = 'body.bin';

function withFile({ text, remarks }: Taken, needed: boolean): Taken {
  return needed ? { text, remarks: [...remarks, 'copyAs.saveBody'], file: BODY_FILE } : { text, remarks };
}

/**
 * A word of a command line that cmd.exe reads, and then the program by itself: quotes for the program, with a caret so
 * that cmd sees none, and with one before each letter that cmd would act on. A percent sign is parted from what follows
 * it by a caret, so that it names no variable.
 */
export function cmdWord(text: string): string {
  const quoted = text.replace(/(\\*)"/g, String.raw`$1$1\"`).replace(/(\\+)$/, '$1$1');
  const escaped = quoted.replace(/%|[^A-Za-z0-9 _\-:=+~'/.,?;@*#$\\{}[\]]/g, '^$&');
  return `^"${escaped.replace(/%(?!\^)/g, '%^')}^"`.replace(/%\^(\^")$/, '%$1');
}

/** The request for PowerShell: curl's options as a text that it reads, since PowerShell takes quotes out of arguments. */
export function curlForPowerShell(request: Copied): Taken {
  const told = new Set<Remark>(request.remarks);
  const simple = ascii(request, told);
  // Curl reads lines of 100 KiB at most, and what is escaped is twice as long.
  const asValue = /^[\t\n\r -~]*$/.test(simple.body) && simple.body.length <= MOST_ARGUMENT;
  const lines = options(simple, asValue ? 'value' : 'other').map(([name, value]) => {
    const option = name.slice(2);
    return value === undefined ? option : `${option} = ${configWord(value)}`;
  });
  if (!asValue) lines.push(`data-binary = ${configWord(`@${BODY_FILE}`)}`);
  const text = `@'\n${lines.join('\n')}\n'@ | curl.exe --config -`;
  return withFile({ text, remarks: [...told] }, !asValue);
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A value in curl's own file of options (curl(1), --config). */
const configWord = (text: string): string => `"${text.replace(/[\\"\t\n\r]/g, (letter) => ESCAPES[letter] ?? letter)}"`;

/** Windows' programs get letters, not bytes: what is not ASCII would come out as something else. */
function ascii(request: Copied, told: Set<Remark>): Copied {
  const fields = request.fields.filter(({ value }) => /^[ -~]*$/.test(value));
  if (fields.length < request.fields.length) told.add('copyAs.fieldsLeftOut');
  if (/^[!-~]*$/.test(request.target)) return { ...request, fields };
  told.add('copyAs.addressChanged');
  return { ...request, fields, target: escapedTarget(request.target) };
}

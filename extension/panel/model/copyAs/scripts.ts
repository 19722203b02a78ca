// A request as source text: fetch for JavaScript, and for Python requests and http.client.
import {
  asUtf8,
  type Copied,
  escapedTarget,
  type FieldLine,
  hasContent,
  isChunked,
  isPlain,
  type Remark,
  type Taken,
  valueOf,
} from './copied';

/** Fields that fetch chooses by itself (Fetch Standard, "forbidden request-header"). */
const FETCHS_OWN =
  /^(?:accept-charset|accept-encoding|access-control-request-(?:headers|method|private-network)|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*)$/i;

/** The request for fetch, in a page of the site or in Node.js. */
export function fetchCall(request: Copied): Taken {
  const { method, origin, body } = request;
  const remarks = new Set(request.remarks);
  const options: string[] = [];
  if (method !== 'GET') options.push(`method: ${jsText(method)},`);
  const fields = request.fields.filter(({ name }) => !FETCHS_OWN.test(name));
  if (fields.length > 0)
    options.push('headers: [', ...fields.map(({ name, value }) => `  [${jsText(name)}, ${jsText(value)}],`), '],');
  if (body !== '' && /^(?:GET|HEAD)$/.test(method)) remarks.add('copyAs.bodyLeftOut');
  else if (body !== '') options.push(`body: ${jsBody(body, valueOf(fields, 'content-type') !== undefined)},`);
  const url = jsText(origin + address(request, remarks));
  const call =
    options.length === 0 ? `fetch(${url})` : `fetch(${url}, {\n${options.map((line) => `  ${line}\n`).join('')}})`;
  return {
    text: `const response = await ${call};\nconsole.log(response.status, await response.text());\n`,
    remarks: [...remarks],
  };
}

/** A string of JavaScript, in ASCII: one letter for each byte, as fields have it (Fetch Standard, "ByteString"). */
export const jsText = (bytes: string): string =>
  JSON.stringify(bytes).replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** fetch writes text as UTF-8, and names a type where the request names none. */
function jsBody(bytes: string, typed: boolean): string {
  const text = asUtf8(bytes);
  if (text !== undefined && typed) return jsText(text);
  return `Uint8Array.from(${jsText(bytes)}, (letter) => letter.charCodeAt(0))`;
}

/** What requests sends by itself where it is not told not to. */
const REQUESTS_OWN = ['User-Agent', 'Accept-Encoding', 'Accept', 'Connection'];

/** The request for Python's package requests. */
export function pythonRequests(request: Copied): Taken {
  const { method, origin, body } = request;
  const remarks = new Set(request.remarks);
  const chunked = isChunked(request);
  const fields = unique(request.fields).filter(
    ({ name }) => !(chunked && /^transfer-encoding$/i.test(name)) && !/^content-length$/i.test(name),
  );
  const lines = fields.map(({ name, value }) => `        ${pyText(name)}: ${pyText(value)},`);
  for (const own of REQUESTS_OWN) {
    if (valueOf(fields, own.toLowerCase()) === undefined) lines.push(`        ${pyText(own)}: None,`);
  }
  const text = [
    'import requests',
    '',
    'response = requests.request(',
    `    ${pyText(method)},`,
    `    ${pyText(origin + address(request, remarks))},`,
    '    headers={',
    ...lines,
    '    },',
    ...(hasContent(request) ? [`    data=${chunked ? `iter([${pyBytes(body)}])` : pyBytes(body)},`] : []),
    '    allow_redirects=False,',
    ')',
    'print(response.status_code, response.reason)',
    'print(response.text)',
    '',
  ];
  return { text: text.join('\n'), remarks: [...remarks] };
}

/** A dictionary has each name once: values of the same name are a list in one line (RFC 9110, section 5.3). */
function unique(fields: readonly FieldLine[]): FieldLine[] {
  const all = new Map<string, FieldLine>();
  for (const field of fields) {
    const name = field.name.toLowerCase();
    const known = all.get(name);
    const joint = name === 'cookie' ? '; ' : ', ';
    all.set(name, known ? { name: known.name, value: `${known.value}${joint}${field.value}` } : field);
  }
  return [...all.values()];
}

/** The request for Python's own http.client, which sends the fields as they are and none of its own. */
export function pythonHttpClient(request: Copied): Taken {
  const { method, target, fields, body, origin } = request;
  const remarks = new Set(request.remarks);
  const { hostname, port } = new URL(origin);
  const sent = /^[!-~]+$/.test(target) ? target : escapedTarget(target);
  if (sent !== target) remarks.add('copyAs.addressChanged');
  const skips = [
    ...(valueOf(fields, 'host') === undefined ? [] : ['skip_host=True']),
    'skip_accept_encoding=True',
  ].join(', ');
  const host = hostname.replace(/^\[|\]$/g, '');
  const text = [
    'import http.client',
    '',
    `connection = http.client.HTTPConnection(${pyText(host)}, ${port || '80'})`,
    `connection.putrequest(${pyText(method)}, ${pyText(sent)}, ${skips})`,
    ...fields.map(({ name, value }) => `connection.putheader(${pyText(name)}, ${pyText(value)})`),
    `connection.endheaders(${hasContent(request) ? pyBytes(body) : ''}${isChunked(request) ? ', encode_chunked=True' : ''})`,
    'response = connection.getresponse()',
    'print(response.status, response.reason)',
    'print(response.headers)',
    "print(response.read().decode(errors='replace'))",
    '',
  ];
  return { text: text.join('\n'), remarks: [...remarks] };
}

/** A string of Python, in ASCII: one letter for each byte (ISO-8859-1), as http.client writes fields. */
export const pyText = (bytes: string): string => `'${escaped(bytes)}'`;

const pyBytes = (bytes: string): string => `b'${escaped(bytes)}'`;

const NAMED: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escaped = (bytes: string): string =>
  bytes.replace(/[\\']|[^ -~]/g, (byte) => NAMED[byte] ?? `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);

/** The target as part of an address, which these programs write in their own way. */
function address({ target }: Copied, remarks: Set<Remark>): string {
  if (!isPlain(target)) remarks.add('copyAs.addressChanged');
  return escapedTarget(target);
}

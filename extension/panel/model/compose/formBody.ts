import { joined } from '../body/bytes';

type Named = Pick<File, 'name' | 'type'>;

/** A form's fields, NAME=VALUE a line, as a browser sends them (WHATWG URL, section 5.2). */
export function urlencoded(text: string): string {
  const fields = new URLSearchParams();
  for (const line of text.split(/\r?\n/)) {
    if (line === '') continue;
    const equals = line.indexOf('=');
    if (equals < 0) fields.append(line, '');
    else fields.append(line.slice(0, equals), line.slice(equals + 1));
  }
  return fields.toString();
}

/** One file in a form, as a browser sends it (RFC 7578; HTML, "multipart form data" for the names). */
export function multipart(boundary: string, field: string, file: Named, bytes: Uint8Array): Uint8Array {
  const type = file.type === '' ? 'application/octet-stream' : file.type;
  const head = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="${quoted(field)}"; filename="${quoted(file.name)}"`,
    `Content-Type: ${type}`,
    '',
    '',
  ].join('\r\n');
  const encoder = new TextEncoder();
  return joined([encoder.encode(head), bytes, encoder.encode(`\r\n--${boundary}--\r\n`)]);
}

/** What would end a quoted name stands encoded. */
const quoted = (name: string): string => name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');

import { joined } from './bytes';

/** What became of a body that was sent in a content coding (RFC 9110, section 8.4). */
export interface Decoded {
  readonly bytes: Uint8Array;
  /** `partly`: it stops short or is broken, or is more than is decoded here; `not`: its coding is not decoded here. */
  readonly outcome: 'whole' | 'partly' | 'not';
}

/** More is not decoded: a megabyte of zeros packed can be a gigabyte. In bytes. */
const MOST = 8 << 20;

/** What a DecompressionStream takes away. */
type Format = 'gzip' | 'deflate';

const FORMATS: Readonly<Record<string, Format>> = { gzip: 'gzip', 'x-gzip': 'gzip', deflate: 'deflate' };

/** The codings of a body, in the order in which they were applied, in lower case. */
export function codingsOf(values: readonly string[]): string[] {
  return values
    .join(',')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
}

/** True where each of the codings is one that is decoded here. */
export function isDecodable(codings: readonly string[]): boolean {
  return codings.every((coding) => coding in FORMATS);
}

/** Takes the codings away, the last one first. */
export async function decoded(bytes: Uint8Array, codings: readonly string[]): Promise<Decoded> {
  let result: Decoded = { bytes, outcome: 'whole' };
  for (const coding of codings.toReversed()) {
    const format = FORMATS[coding];
    if (format === undefined) return { bytes, outcome: 'not' };
    const next = await inflated(result.bytes, format);
    result = result.outcome === 'partly' ? { ...next, outcome: 'partly' } : next;
  }
  // Nothing at all came out: it was not in that coding.
  return result.bytes.length === 0 && bytes.length > 0 && result.outcome === 'partly'
    ? { bytes, outcome: 'not' }
    : result;
}

async function inflated(bytes: Uint8Array, format: Format): Promise<Decoded> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      controller.enqueue(new Uint8Array(bytes));
      controller.close();
    },
  });
  const reader = source.pipeThrough(new DecompressionStream(format)).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      pieces.push(next.value);
      length += next.value.length;
      if (length < MOST) continue;
      await reader.cancel();
      return { bytes: joined(pieces), outcome: 'partly' };
    }
    return { bytes: joined(pieces), outcome: 'whole' };
  } catch {
    return { bytes: joined(pieces), outcome: 'partly' };
  }
}

import type { Body, BodyOf, Exchange } from '../../../protocol/types.generated';
import type { Format } from '../format';
import type { TextKey, Texts } from '../texts';
import { whyNoBody } from './absence';
import type { BodyLoader } from './bodyLoader';
import { type Decoded, isDecodable } from './contentCoding';
import { placeOf } from './jsonTree';
import type { BodyReading } from './reading';

/** A sentence on a body; one without a kind is quiet. */
export interface Sentence {
  readonly text: string;
  readonly kind?: 'info' | 'warning' | 'error';
}

/** What the sentences speak of. */
export interface Told {
  readonly exchange: Exchange;
  readonly of: BodyOf;
  readonly sizes: Body;
  readonly codings: readonly string[];
  readonly loader: BodyLoader | undefined;
  readonly reading: BodyReading | undefined;
  /** True while what was compressed is shown as it was sent. */
  readonly asSent: boolean;
  readonly unpacked: Decoded | undefined;
}

const ABSENT = {
  head: 'body.absent.head',
  switching: 'body.absent.switching',
  noContent: 'body.absent.noContent',
  resetContent: 'body.absent.resetContent',
  notModified: 'body.absent.notModified',
  waiting: 'body.absent.waiting',
  empty: 'body.absent.empty',
} as const satisfies Record<string, TextKey>;

/** What there is to say of a body before it is shown. */
export function sentencesOn(told: Told, texts: Texts, format: Format): Sentence[] {
  const { exchange, of, sizes, loader, reading } = told;
  const absent = absence(told);
  if (absent) return [{ text: texts.text(absent) }];
  if (!loader || loader.problem !== undefined) return [{ text: loader?.problem ?? '', kind: 'error' }];
  if (loader.forgotten) return [{ text: texts.text('body.gone'), kind: 'info' }];
  if (!reading || (loader.loading && reading.bytes.length === 0)) return [{ text: texts.text('body.loading') }];

  const size = (count: number): string => texts.counted('size.bytes', count, { count: format.count(count) });
  const sentences: (Sentence | undefined)[] = [];
  if (!exchange.complete && of !== 'output') {
    sentences.push({ text: texts.text('body.arriving', { bytes: size(sizes.bytes) }) });
  }
  if (sizes.kept > 0 && sizes.kept < sizes.bytes) {
    const values = { bytes: size(sizes.bytes), kept: size(sizes.kept) };
    sentences.push({ text: texts.text('body.cut', values), kind: 'info' });
  }
  sentences.push(
    onCoding(told, texts, size),
    onInsertion(told, texts, size),
    onJsonFault(told, reading, texts, format),
  );
  return sentences.filter((each) => each !== undefined);
}

function absence({ exchange, of, sizes }: Told): TextKey | undefined {
  if (sizes.bytes > 0) return undefined;
  if (of === 'output') return 'output.empty';
  const why = of === 'response' ? whyNoBody(exchange) : 'empty';
  return why && ABSENT[why];
}

function onCoding(told: Told, texts: Texts, size: (count: number) => string): Sentence | undefined {
  const { codings, asSent, unpacked, sizes } = told;
  if (codings.length === 0) return undefined;
  const coding = codings.join(', ');
  if (asSent) return { text: texts.text('body.coding.sent', { coding }) };
  if (!unpacked) return undefined;
  const values = { coding, sent: size(sizes.bytes), bytes: size(unpacked.bytes.length) };
  switch (unpacked.outcome) {
    case 'whole':
      return { text: texts.text('body.coding.decoded', values) };
    case 'partly':
      return { text: texts.text('body.coding.partly', values), kind: 'info' };
    case 'not':
      return isDecodable(codings)
        ? { text: texts.text('body.coding.broken', values), kind: 'warning' }
        : { text: texts.text('body.coding.not', values), kind: 'info' };
  }
}

/** What the line of live reload did to its length. */
function onInsertion(told: Told, texts: Texts, size: (count: number) => string): Sentence | undefined {
  const { inserted, complete, kind } = told.exchange;
  if (told.of !== 'response' || !inserted || !complete) return undefined;
  const { bytes } = told.sizes;
  const text = kind === 'script' ? 'body.inserted.script' : 'body.inserted.file';
  return { text: texts.text(text, { given: size(bytes - inserted.bytes), sent: size(bytes) }), kind: 'info' };
}

/** Where it is no JSON. One that is not here as a whole is not judged. */
function onJsonFault(told: Told, reading: BodyReading, texts: Texts, format: Format): Sentence | undefined {
  const { exchange, of, sizes, codings, asSent, unpacked } = told;
  if (reading.kind.kind !== 'json' || !exchange.complete || sizes.kept < sizes.bytes || asSent) return undefined;
  if (unpacked && unpacked.outcome !== 'whole' && codings.length > 0) return undefined;
  const fault = reading.jsonFault;
  // What the server found says more.
  const noted = of === 'response' && exchange.notes.some(({ code }) => code.startsWith('json'));
  if (fault === undefined || noted) return undefined;
  const { line, column } = placeOf(reading.text, fault);
  const place = { line: format.count(line), column: format.count(column) };
  return { text: texts.text('body.json.fault', place), kind: 'warning' };
}

import type { Texts, TextKey } from '../texts';
import type { CharsetBy } from './charset';
import type { BodyReading, BodyView } from './reading';

/** Text in ASCII alone reads the same in every charset: nothing is said of it. */
const BY: Readonly<Record<CharsetBy, TextKey | undefined>> = {
  ascii: undefined,
  assumed: 'body.charset.assumed',
  mark: 'body.charset.mark',
  use: 'body.charset.use',
  contentType: 'body.charset.contentType',
  meta: 'body.charset.meta',
  declaration: 'body.charset.declaration',
  rule: 'body.charset.rule',
  json: 'body.charset.json',
  xml: 'body.charset.xml',
  form: 'body.charset.form',
  observed: 'body.charset.observed',
  asker: 'body.charset.asker',
  page: 'body.charset.page',
  none: 'body.charset.none',
};

/** In which charset a body is read, and why; undefined where no text is shown, or it makes no difference. */
export function charsetWords(reading: BodyReading, view: BodyView, texts: Texts): string | undefined {
  const { kind } = reading.kind;
  if (view === 'hex' || kind === 'parts' || (kind === 'image' && view === 'preview')) return undefined;
  const { label, by } = reading.charset;
  const text = BY[by];
  return text && texts.text(text, { charset: label.startsWith('utf') ? label.toUpperCase() : label });
}

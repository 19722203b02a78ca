// What becomes of a response, in words.
import type { Outcome } from '../../protocol/types.generated';
import { covered } from './secrets';
import type { TextKey, Texts } from './texts';

type Appearance = NonNullable<Outcome['as']>;

const SHOWN: Record<Appearance, TextKey> = {
  page: 'shown.page',
  text: 'shown.text',
  image: 'shown.image',
  media: 'shown.media',
  xml: 'shown.xml',
  pdf: 'shown.pdf',
};

/** As what a page asks for a thing; the names are those of the protocol. */
const AS: Readonly<Record<string, TextKey>> = {
  document: 'as.document',
  iframe: 'as.frame',
  frame: 'as.frame',
  fencedframe: 'as.frame',
  embed: 'as.embedded',
  object: 'as.embedded',
  style: 'as.style',
  styleModule: 'as.styleModule',
  script: 'as.script',
  module: 'as.module',
  json: 'as.json',
  text: 'as.textModule',
  xslt: 'as.xslt',
  worker: 'as.worker',
  sharedworker: 'as.worker',
  serviceworker: 'as.serviceWorker',
  audioworklet: 'as.module',
  paintworklet: 'as.module',
  image: 'as.image',
  font: 'as.font',
  audio: 'as.audio',
  video: 'as.video',
  track: 'as.track',
  fetch: 'as.fetch',
  eventSource: 'as.eventSource',
  webSocket: 'as.webSocket',
  prefetch: 'as.prefetch',
  ping: 'as.ping',
};

/** As what it was asked for: “a style sheet”. */
export function asWhat(texts: Texts, destination: string): string {
  const key = AS[destination];
  return key === undefined ? destination : texts.text(key);
}

/**
 * What becomes of it: “Refused as a style sheet”.
 *
 * @param errorPage true for a page that Vitrina itself wrote, to say what failed
 */
export function fateOf(
  texts: Texts,
  { fate, as, args }: Pick<Outcome, 'fate' | 'as' | 'args'>,
  destination: string,
  errorPage = false,
): string {
  const what = asWhat(texts, destination);
  switch (fate) {
    case 'shown':
      if (errorPage && (as === 'page' || as === 'text')) return texts.text('shown.errorPage');
      return texts.text(as ? SHOWN[as] : 'shown.kept');
    case 'applied':
      if (as) return texts.text(SHOWN[as]);
      return destination === 'fetch' ? texts.text('applied.fetch') : texts.text('applied', { what });
    case 'refused':
      return texts.text('refused', { what });
    case 'redirected': {
      const target = args?.['location'];
      return target === undefined ? texts.text('redirected') : texts.text('redirectedTo', { target: covered(target) });
    }
    case 'downloaded':
      return texts.text('downloaded');
    case 'empty':
      return texts.text('empty');
  }
}

// What a list says of a verdict, in a word or three.
import type { ExchangeSummary, Gist } from '../../protocol/types.generated';
import { covered } from './secrets';
import type { TextKey, Texts } from './texts';

/** For what a thing is used: “style sheet”; the names are those of the protocol. */
const USES: Readonly<Record<string, TextKey>> = {
  iframe: 'use.frame',
  frame: 'use.frame',
  fencedframe: 'use.frame',
  embed: 'use.embedded',
  object: 'use.embedded',
  style: 'use.style',
  styleModule: 'use.style',
  script: 'use.script',
  module: 'use.module',
  json: 'use.json',
  text: 'use.text',
  xslt: 'use.style',
  worker: 'use.worker',
  sharedworker: 'use.worker',
  serviceworker: 'use.worker',
  audioworklet: 'use.module',
  paintworklet: 'use.module',
  image: 'use.image',
  font: 'use.font',
  audio: 'use.audio',
  video: 'use.video',
  track: 'use.track',
  fetch: 'use.fetch',
  eventSource: 'use.eventSource',
  webSocket: 'use.webSocket',
  prefetch: 'use.prefetch',
  ping: 'use.ping',
};

const SHOWN: Readonly<Record<NonNullable<Gist['as']>, TextKey>> = {
  page: 'use.page',
  text: 'use.text',
  image: 'use.image',
  media: 'use.media',
  xml: 'use.xml',
  pdf: 'use.pdf',
};

/** What stands in a line of the list for a verdict. */
export interface Use {
  /** “page”, “style sheet”, “refused”. */
  readonly words: string;
  /** What else is said where there is room: for which page, or what was refused. */
  readonly more?: string;
  /** What a reader must not miss: that a browser refuses it, or did something else than was predicted. */
  readonly alarm?: 'error' | 'warning';
}

/** A browser asks for `/favicon.ico` by itself (https://html.spec.whatwg.org/multipage/links.html#rel-icon). */
export const isOwnRequest = ({ target }: Pick<ExchangeSummary, 'target'>): boolean => target === '/favicon.ico';

/** As what a browser uses a response; undefined where nobody said for what it was asked. */
export function useOf(texts: Texts, summary: ExchangeSummary): Use | undefined {
  const { gist } = summary;
  if (isOwnRequest(summary)) return { words: texts.text('use.own'), more: texts.text('use.own.more') };
  if (!gist) return undefined;
  const { fate, destination, askedBy, differs } = gist;
  if (fate === 'redirected') return { words: texts.text('use.redirect') };
  if (gist.assumed) return undefined;
  const alarm = differs ? { alarm: 'warning' as const } : {};
  if (destination === 'document') return { words: whatBecame(texts, gist), ...alarm };
  const key = USES[destination];
  const what = key === undefined ? destination : texts.text(key);
  const by = askedBy === undefined ? '' : texts.text('use.by', { page: covered(askedBy) });
  if (fate === 'refused') return { words: texts.text('use.refused'), more: `: ${what}${by}`, alarm: 'error' };
  return { words: what, more: by, ...alarm };
}

/** What came of an address that was opened. */
function whatBecame(texts: Texts, { fate, as }: Gist): string {
  if (as !== undefined) return texts.text(SHOWN[as]);
  if (fate === 'downloaded') return texts.text('use.download');
  return fate === 'empty' ? texts.text('use.nothing') : '';
}

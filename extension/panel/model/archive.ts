// Exchanges as a file: an HTTP Archive, or a page.
import type { ExchangeHARParams, Site } from '../../protocol/types.generated';
import type { Ask } from './transport';

/** What kind of file. */
export type Export = 'har' | 'html';

/** The name of the file, with the moment in it, so that one does not take the place of another. */
export const exportName = (as: Export, now: Date): string =>
  `vitrina-${now.toISOString().slice(0, 19).replaceAll(':', '-')}.${as}`;

/** The bytes of the file. */
export async function exported(ask: Ask, as: Export, params: ExchangeHARParams): Promise<Uint8Array<ArrayBuffer>> {
  const text =
    as === 'har'
      ? `${JSON.stringify(await ask('exchange/har', params), undefined, 2)}\n`
      : (await ask('exchange/share', params)).html;
  return new TextEncoder().encode(text);
}

/** True of a site whose exchanges were read from a file: nothing answers there. */
export const isArchive = (site: Site | undefined): boolean => site?.archive !== undefined;

/** The last name of a path, of any system. */
export const nameOf = (path: string): string => path.replace(/[\\/]+$/, '').replace(/^.*[\\/]/s, '') || path;

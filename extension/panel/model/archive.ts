// Exchanges as an HTTP Archive.
import type { ExchangeHARParams } from '../../protocol/types.generated';
import type { Ask } from './transport';

/** The name of the file, with the moment in it, so that one does not take the place of another. */
export const archiveName = (now: Date): string => `vitrina-${now.toISOString().slice(0, 19).replaceAll(':', '-')}.har`;

/** The bytes of an archive. */
export async function archive(ask: Ask, params: ExchangeHARParams): Promise<Uint8Array<ArrayBuffer>> {
  const har = await ask('exchange/har', params);
  return new TextEncoder().encode(`${JSON.stringify(har, undefined, 2)}\n`);
}

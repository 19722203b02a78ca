// The ways to take an exchange along.
import type { Exchange } from '../../../protocol/types.generated';
import { piecesOfBody } from '../secretBody';
import { pieces, piecesOfAddress } from '../secrets';
import type { TextKey, Texts } from '../texts';
import { copied, hasSecret, type Taken, valueOf } from './copied';
import { curlForCmd, curlForPowerShell, curlForSh } from './curl';
import { type Bodies, markdown } from './markdown';
import { raw } from './raw';
import { fetchCall, pythonHttpClient, pythonRequests } from './scripts';

/** What a text is made of. */
export interface Source {
  readonly texts: Texts;
  readonly exchange: Exchange;
  readonly bodies: Bodies;
  /** Where the site is in this browser. */
  readonly origin: string;
  /** True where secrets are to stand in it. */
  readonly secrets: boolean;
}

const ofRequest =
  (write: (request: ReturnType<typeof copied>) => Taken) =>
  ({ exchange, bodies, origin, secrets }: Source): Taken =>
    write(copied(exchange, bodies.request, origin, secrets));

/** In the order of the menu. */
export const FORMATS = {
  curl: ofRequest(curlForSh),
  curlCmd: ofRequest(curlForCmd),
  curlPowerShell: ofRequest(curlForPowerShell),
  fetch: ofRequest(fetchCall),
  pythonRequests: ofRequest(pythonRequests),
  pythonHttpClient: ofRequest(pythonHttpClient),
  rawRequest: ({ exchange, bodies, secrets }) => raw(exchange, 'request', bodies.request, secrets),
  rawResponse: ({ exchange, bodies, secrets }) => raw(exchange, 'response', bodies.response, secrets),
  markdown: ({ texts, exchange, bodies, secrets }) => markdown(texts, exchange, bodies, secrets),
} as const satisfies Record<string, (source: Source) => Taken>;

export type Format = keyof typeof FORMATS;

/** What each is called. */
export const FORMAT_NAMES = {
  curl: 'copyAs.curl',
  curlCmd: 'copyAs.curlCmd',
  curlPowerShell: 'copyAs.curlPowerShell',
  fetch: 'copyAs.fetch',
  pythonRequests: 'copyAs.pythonRequests',
  pythonHttpClient: 'copyAs.pythonHttpClient',
  rawRequest: 'copyAs.rawRequest',
  rawResponse: 'copyAs.rawResponse',
  markdown: 'copyAs.markdown',
} as const satisfies Record<Format, TextKey>;

/** True where there is something to hide. What is in bodies is known once they are there, one letter for each byte. */
export function hasSecrets(
  { target, request, response }: Exchange,
  bodies: { request: string; response: string },
): boolean {
  const fields = [...request.headers, ...response.headers];
  return (
    hasSecret(piecesOfAddress(target)) ||
    fields.some(({ name, value }) => hasSecret(pieces(name, value))) ||
    hasSecret(piecesOfBody(valueOf(request.headers, 'content-type'), bodies.request)) ||
    hasSecret(piecesOfBody(valueOf(response.headers, 'content-type'), bodies.response))
  );
}

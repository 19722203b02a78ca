import assert from 'node:assert/strict';
import type { Exchange, ExchangeSummary, Header, ReloadDidSendParams } from '../../protocol/types.generated';
import { golden } from '../../protocol/golden.generated';

/** A summary like those that the server writes, but for what is given. */
export function summary(given: Partial<ExchangeSummary> & { id: string }): ExchangeSummary {
  const [first = assert.fail('there is no golden exchange')] = golden['exchangeList.result'].exchanges;
  return { ...first, time: `2026-11-22T10:30:00.${given.id.padStart(9, '0')}Z`, ...given };
}

/** What was done about a change of files, as the server tells it, but for what is given. */
export function reload(given: Partial<ReloadDidSendParams> & { id: string }): ReloadDidSendParams {
  return { ...golden.reloadDidSend, time: '2026-11-22T10:30:00Z', ...given };
}

/** Summaries with consecutive ids. */
export function summaries(from: number, to: number): ExchangeSummary[] {
  return Array.from({ length: to - from + 1 }, (_, index) => summary({ id: String(from + index) }));
}

/** What an answer is, for the tests of what a browser makes of it. */
export interface Answer {
  status?: number;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** An exchange with that answer, and the bytes of its content. */
export function answered({ status = 200, method = 'GET', headers = {}, body = '' }: Answer): [Exchange, Uint8Array] {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const fields: Header[] = Object.entries(headers).map(([name, value]) => ({ name, value, setBy: 'script' }));
  const exchange: Exchange = { ...golden['exchangeGet.file'] };
  delete exchange.observed;
  return [
    {
      ...exchange,
      method,
      status,
      bytes: bytes.length,
      contentType: headers['Content-Type'] ?? null,
      response: { ...exchange.response, headers: fields, body: { bytes: bytes.length, kept: bytes.length } },
    },
    bytes,
  ];
}

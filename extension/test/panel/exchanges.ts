import assert from 'node:assert/strict';
import type { ExchangeSummary, ReloadDidSendParams } from '../../protocol/types.generated';
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

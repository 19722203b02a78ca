import type { ExchangeSummary } from '../../protocol/types.generated';

/** What tells an exchange from all others: each run of the server counts its ids anew. */
export type Identity = Pick<ExchangeSummary, 'id' | 'time'>;

export const identityOf = ({ id, time }: Identity): Identity => ({ id, time });

/** For a map of exchanges. */
export const keyOf = ({ id, time }: Identity): string => `${id} ${time}`;

export const isSame = (one: Identity | undefined, other: Identity | undefined): boolean =>
  one?.id === other?.id && one?.time === other?.time;

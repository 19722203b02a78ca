import type { ExchangeSummary } from '../../protocol/types.generated';
import type { Reload } from './reloadStore';
import { isEarlier } from './times';

/** A line of the list for an exchange. */
export interface ExchangeRow {
  readonly kind: 'exchange';
  readonly key: string;
  readonly summary: ExchangeSummary;
}

/** A line for a change of files. */
export interface ReloadRow {
  readonly kind: 'reload';
  readonly key: string;
  readonly reload: Reload;
}

/** A line that can be chosen. */
export type ChosenRow = ExchangeRow | ReloadRow;

/** A place in the list where exchanges are missing. */
export interface GapRow {
  readonly kind: 'gap';
  readonly key: string;
  readonly missing: number;
}

export type Row = ChosenRow | GapRow;

export const exchangeRow = (summary: ExchangeSummary): ExchangeRow => ({
  kind: 'exchange',
  key: `exchange-${summary.id}`,
  summary,
});

export const reloadRow = (reload: Reload): ReloadRow => ({
  kind: 'reload',
  key: `reload-${reload.siteId}-${reload.id}`,
  reload,
});

/** The list's lines: exchanges, and between them, by time, the changes of files. */
export class Rows {
  #exchanges: readonly Row[] | undefined;
  #reloads: readonly Reload[] | undefined;
  #rows: readonly Row[] = [];

  /** The same array as before as long as both are. */
  of(exchanges: readonly Row[], reloads: readonly Reload[]): readonly Row[] {
    if (exchanges !== this.#exchanges || reloads !== this.#reloads) {
      this.#exchanges = exchanges;
      this.#reloads = reloads;
      this.#rows = reloads.length === 0 ? exchanges : [...merged(exchanges, reloads)];
    }
    return this.#rows;
  }
}

function* merged(exchanges: readonly Row[], reloads: readonly Reload[]): Generator<Row> {
  let next = 0;
  for (const row of exchanges) {
    if (row.kind === 'exchange') {
      for (let reload = reloads[next]; reload && isEarlier(reload.time, row.summary.time); reload = reloads[next]) {
        yield reloadRow(reload);
        next++;
      }
    }
    yield row;
  }
  for (const reload of reloads.slice(next)) yield reloadRow(reload);
}

/**
 * True where an RFC 3339 time is earlier than another. The server writes nanoseconds, and a Date holds milliseconds
 * only: the digits behind them decide between times that are the same for it.
 */
export function isEarlier(time: string, other: string): boolean {
  const difference = Date.parse(time) - Date.parse(other);
  return difference === 0 ? finer(time) < finer(other) : difference < 0;
}

const finer = (time: string): string => (/\.\d{3}(\d+)/.exec(time)?.[1] ?? '').padEnd(6, '0');

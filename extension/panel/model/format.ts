/** Numbers and times as a list can hold them: short, in the user's language, with a unit. */
export class Format {
  /** By how many decimals they show, 0 to 2. Making one costs more than using it a hundred times. */
  readonly #decimals: readonly Intl.NumberFormat[];
  readonly #moment: Intl.DateTimeFormat;
  readonly #clock: Intl.DateTimeFormat;
  readonly #whole: Intl.NumberFormat;

  constructor(locale: string) {
    this.#decimals = [0, 1, 2].map((digits) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }));
    this.#moment = new Intl.DateTimeFormat(locale, {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      fractionalSecondDigits: 3,
    });
    this.#clock = new Intl.DateTimeFormat(locale, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    this.#whole = new Intl.NumberFormat(locale);
  }

  /** A count, grouped as the language does. */
  count(value: number): string {
    return this.#whole.format(value);
  }

  /** An RFC 3339 time with the day and milliseconds, where this page is; what is not a time is given back as it is. */
  moment(time: string): string {
    const date = new Date(time);
    return Number.isNaN(date.getTime()) ? time : this.#moment.format(date);
  }

  /** The time of day of an RFC 3339 time, where this page is; with the day where that is another than today. */
  clock(time: string): string {
    const date = new Date(time);
    return date.toDateString() === new Date().toDateString() ? this.#clock.format(date) : this.moment(time);
  }

  /** Milliseconds with three significant digits, as seconds from one second on. */
  duration(milliseconds: number): string {
    return milliseconds < 999.5
      ? `${this.#significant(milliseconds)} ms`
      : `${this.#significant(milliseconds / 1000)} s`;
  }

  /** Bytes up to 999, then kB, MB and GB of 1000 (IEC 80000-13 keeps those letters for powers of ten). */
  size(bytes: number): string {
    if (bytes < 1000) return `${this.count(bytes)} B`;
    for (const [unit, factor] of [
      ['kB', 1e3],
      ['MB', 1e6],
    ] as const) {
      if (bytes < factor * 999.5) return `${this.#significant(bytes / factor)} ${unit}`;
    }
    return `${this.#significant(bytes / 1e9)} GB`;
  }

  #significant(value: number): string {
    // Two decimals at most: below a hundredth of a millisecond nothing is of use to anybody.
    const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return this.#decimals[digits]?.format(value) ?? String(value);
  }
}

/** How serious a status is; 0 stands for a response that has not begun. */
export type StatusClass = 'pending' | 'informational' | 'successful' | 'redirection' | 'client-error' | 'server-error';

/** The class of a status code (RFC 9110, section 15). */
export function statusClass(status: number): StatusClass {
  if (status >= 500) return 'server-error';
  if (status >= 400) return 'client-error';
  if (status >= 300) return 'redirection';
  if (status >= 200) return 'successful';
  return status >= 100 ? 'informational' : 'pending';
}

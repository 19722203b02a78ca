/** Numbers and times as a list can hold them: short, in the user's language, with a unit. */
export class Format {
  readonly #locale: string;
  readonly #clock: Intl.DateTimeFormat;
  readonly #moment: Intl.DateTimeFormat;
  readonly #whole: Intl.NumberFormat;

  constructor(locale: string) {
    this.#locale = locale;
    const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    this.#clock = new Intl.DateTimeFormat(locale, clock);
    this.#moment = new Intl.DateTimeFormat(locale, {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      ...clock,
      fractionalSecondDigits: 3,
    });
    this.#whole = new Intl.NumberFormat(locale);
  }

  /** A count, grouped as the language does. */
  count(value: number): string {
    return this.#whole.format(value);
  }

  /** The time of day of an RFC 3339 time, where this page is; what is no time is given back as it is. */
  clock(time: string): string {
    return valid(time, this.#clock);
  }

  /** The same with the day and milliseconds. */
  moment(time: string): string {
    return valid(time, this.#moment);
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
    return new Intl.NumberFormat(this.#locale, { maximumFractionDigits: digits }).format(value);
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

function valid(time: string, format: Intl.DateTimeFormat): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : format.format(date);
}

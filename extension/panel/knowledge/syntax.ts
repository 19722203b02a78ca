// The few forms that field values are made of (RFC 9110, section 5.6). Values come from anybody: nothing here fails, and
// nothing takes longer than the value is long.

/** The members of a list, without the empty ones. What stands in quotes is not cut; an open quote lasts to the end. */
export function split(value: string, separator: ',' | ';'): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let i = 0; i < value.length; i++) {
    const character = value[i];
    if (quoted && character === '\\') i++;
    else if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      parts.push(value.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(value.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

export interface Parameter {
  /** In lower case. */
  readonly name: string;
  /** Without quotes; undefined where there is no `=`. */
  readonly value: string | undefined;
}

/** A directive or parameter, `name` or `name=value`. */
export function parameter(text: string): Parameter {
  const sign = text.indexOf('=');
  if (sign < 0) return { name: text.trim().toLowerCase(), value: undefined };
  return { name: text.slice(0, sign).trim().toLowerCase(), value: unquoted(text.slice(sign + 1).trim()) };
}

/** The text of a quoted string; any other text as it is. */
export function unquoted(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
  return text.slice(1, -1).replace(/\\(.)/gs, '$1');
}

/** A whole number without a sign; undefined where the text is anything else. */
export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const CLOCK = String.raw`(\d\d):(\d\d):(\d\d)`;
const IMF = new RegExp(String.raw`^[a-z]{3}, (\d\d) ([a-z]{3}) (\d{4}) ${CLOCK} gmt$`, 'i');
const RFC850 = new RegExp(String.raw`^[a-z]{6,9}, (\d\d)-([a-z]{3})-(\d\d) ${CLOCK} gmt$`, 'i');
const ASCTIME = new RegExp(String.raw`^[a-z]{3} ([a-z]{3}) ([ \d]\d) ${CLOCK} (\d{4})$`, 'i');

/**
 * The time that a date means, in each of the three forms of RFC 9110, section 5.6.7.
 *
 * @returns milliseconds since 1970; undefined where the text is not such a date
 */
export function httpDate(text: string): number | undefined {
  const imf = IMF.exec(text);
  if (imf) return utc(Number(imf[3]), imf[2], Number(imf[1]), imf.slice(4).map(Number));
  const rfc850 = RFC850.exec(text);
  if (rfc850) {
    // Two digits mean the last such year that is not more than 50 years ahead; a fixed turn says the same for decades.
    const year = Number(rfc850[3]);
    return utc(year + (year < 70 ? 2000 : 1900), rfc850[2], Number(rfc850[1]), rfc850.slice(4).map(Number));
  }
  const asctime = ASCTIME.exec(text);
  return asctime ? utc(Number(asctime[6]), asctime[1], Number(asctime[2]), asctime.slice(3, 6).map(Number)) : undefined;
}

/** The number of a month by its first three letters, from 0; -1 for other letters. */
export function monthOf(name: string): number {
  return MONTHS.indexOf(name.toLowerCase());
}

/** Milliseconds since 1970; undefined where the calendar or the clock has no such time. */
export function utc(year: number, month = '', day: number, clock: readonly number[]): number | undefined {
  const [hours = 0, minutes = 0, seconds = 0] = clock;
  const date = new Date(0);
  // Date.UTC takes years below 100 for those of the 20th century.
  date.setUTCFullYear(year, monthOf(month), day);
  date.setUTCHours(hours, minutes, seconds);
  const real = monthOf(month) >= 0 && date.getUTCDate() === day && hours < 24 && minutes < 60 && seconds <= 60;
  return real ? date.getTime() : undefined;
}

// Dates in cookies, which browsers read more kindly than other dates of HTTP (RFC 6265, section 5.1.1).
import { monthOf, utc } from '../syntax';

const DELIMITERS = /[\t\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]+/;

/** Milliseconds since 1970; undefined where a browser finds no date. */
export function cookieDate(text: string): number | undefined {
  let clock: string[] | undefined;
  let day: string | undefined;
  let month: string | undefined;
  let year: number | undefined;
  for (const token of text.split(DELIMITERS)) {
    const found = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?!\d)/.exec(token);
    if (!clock && found) clock = found.slice(1);
    else if (day === undefined && /^\d{1,2}(?!\d)/.test(token)) day = /^\d+/.exec(token)?.[0];
    else if (month === undefined && monthOf(token.slice(0, 3)) >= 0) month = token.slice(0, 3);
    else if (year === undefined && /^\d{2,4}(?!\d)/.test(token)) year = fullYear(Number.parseInt(token, 10));
  }
  if (!clock || day === undefined || month === undefined || year === undefined || year < 1601) return undefined;
  return utc(year, month, Number(day), clock.map(Number));
}

function fullYear(year: number): number {
  if (year >= 70 && year <= 99) return year + 1900;
  return year <= 69 ? year + 2000 : year;
}

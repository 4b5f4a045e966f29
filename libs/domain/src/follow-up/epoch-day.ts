import type { PlainDate } from '../ids.js';

/** Days since 1970-01-01 in the Gregorian calendar. Dates are computed as whole numbers: bulk work meets 10,000s of them. */
export type EpochDay = number;

export const dayMs = 86_400_000;

/** @throws RangeError when the text is not a day that exists, written `YYYY-MM-DD`. */
export function epochDay(day: PlainDate): EpochDay {
  const year = digits(day, 0, 4);
  const month = digits(day, 5, 7);
  const date = digits(day, 8, 10);
  const wellFormed = day.length === 10 && day[4] === '-' && day[7] === '-';
  if (!wellFormed || !(month >= 1 && month <= 12) || !(date >= 1 && date <= daysInMonth(year, month)))
    throw new RangeError(`Not a calendar day: ${day}`);
  return epochDayOf(year, month, date);
}

/** The number that is written there; NaN where it is none. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : NaN;
  }
  return value;
}

/** @throws RangeError outside the years 0–9999, which four digits can't hold. */
export function plainDate(day: EpochDay): PlainDate {
  const known = writtenDays.get(day);
  if (known !== undefined) return known;
  const { year, month, date } = civil(day);
  if (!(year >= 0 && year <= 9999)) throw new RangeError(`Not within the years 0–9999: day ${String(day)}`);
  const written = `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(date)}`;
  if (writtenDays.size < mostWritten) writtenDays.set(day, written);
  return written;
}

/** Days already written as text: a plan has the same few thousand again and again. */
const writtenDays = new Map<EpochDay, PlainDate>();
const mostWritten = 20_000;

export function yearOf(day: EpochDay): number {
  if (!(day >= yearsDay.first && day < yearsDay.next)) {
    const { year } = civil(day);
    yearsDay = { year, first: epochDayOf(year, 1, 1), next: epochDayOf(year + 1, 1, 1) };
  }
  return yearsDay.year;
}

/** The year that was asked for last: the next question is nearly always about the same. */
let yearsDay = { year: 1970, first: 0, next: 365 };

// The two conversions are H. Hinnant's (chrono-Compatible Low-Level Date Algorithms): the year begins in March,
// so that the leap day comes last; 719468 is the distance from 0000-03-01 to 1970-01-01.

export function epochDayOf(year: number, month: number, date: number): EpochDay {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + date - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civil(day: EpochDay): { year: number; month: number; date: number } {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** The same day of the month so many months later, or the month's last where it has no such day. */
export function plusMonths(day: EpochDay, n: number): EpochDay {
  const { year, month, date } = civil(day);
  const months = year * 12 + month - 1 + n;
  const [newYear, newMonth] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
  return epochDayOf(newYear, newMonth, Math.min(date, daysInMonth(newYear, newMonth)));
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function twoDigits(value: number): string {
  return value < 10 ? `0${String(value)}` : String(value);
}

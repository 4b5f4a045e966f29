import Holidays from 'date-holidays';
import { type EpochDay, epochDay, epochDayOf, yearOf } from './epoch-day.js';

/**
 * Norwegian working days: Monday to Friday that are not a public holiday. Christmas Eve and New Year's Eve are
 * ordinary working days: the law has no holiday on them.
 */
interface WorkingYear {
  first: EpochDay;
  /** Working days of the year up to and including the n-th day. */
  countThrough: Uint16Array;
  workingDays: readonly EpochDay[];
}

const norwegian = new Holidays('NO');
const years = new Map<number, WorkingYear>();

export function isWorking(day: EpochDay): boolean {
  const year = yearWith(day);
  const index = day - year.first;
  return at(year.countThrough, index) > (index === 0 ? 0 : at(year.countThrough, index - 1));
}

export function workingOnOrAfter(day: EpochDay): EpochDay {
  let candidate = day;
  while (!isWorking(candidate)) candidate += 1;
  return candidate;
}

export function workingOnOrBefore(day: EpochDay): EpochDay {
  let candidate = day;
  while (!isWorking(candidate)) candidate -= 1;
  return candidate;
}

/** The `count`-th working day after `day`, which itself is not counted; with 0 the first on or after it. */
export function plusWorkingDays(day: EpochDay, count: number): EpochDay {
  if (!Number.isInteger(count) || count < 0)
    throw new RangeError(`Not a number of working days: ${String(count)}`);
  if (count === 0) return workingOnOrAfter(day);
  let number = yearOf(day);
  let year = workingYear(number);
  let rank = at(year.countThrough, day - year.first) + count;
  while (rank > year.workingDays.length) {
    rank -= year.workingDays.length;
    number += 1;
    year = workingYear(number);
  }
  return at(year.workingDays, rank - 1);
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: EpochDay, to: EpochDay): number {
  if (to <= from) return 0;
  const fromYear = yearOf(from);
  const toYear = yearOf(to);
  let count = countThrough(to) - countThrough(from);
  for (let year = fromYear; year < toYear; year += 1) count += workingYear(year).workingDays.length;
  return count;
}

function countThrough(day: EpochDay): number {
  const year = yearWith(day);
  return at(year.countThrough, day - year.first);
}

let latestYear: WorkingYear | undefined;

/** The year asked for last is kept: most questions are about the same one. */
function yearWith(day: EpochDay): WorkingYear {
  const index = latestYear === undefined ? -1 : day - latestYear.first;
  if (latestYear === undefined || index < 0 || index >= latestYear.countThrough.length)
    latestYear = workingYear(yearOf(day));
  return latestYear;
}

function workingYear(number: number): WorkingYear {
  const known = years.get(number);
  if (known !== undefined) return known;
  const first = epochDayOf(number, 1, 1);
  const length = epochDayOf(number + 1, 1, 1) - first;
  const holidays = publicHolidays(number);
  const counts = new Uint16Array(length);
  const workingDays: EpochDay[] = [];
  for (let index = 0; index < length; index += 1) {
    const day = first + index;
    if (!isWeekend(day) && !holidays.has(day)) workingDays.push(day);
    counts[index] = workingDays.length;
  }
  const year = { first, countThrough: counts, workingDays };
  years.set(number, year);
  return year;
}

/** Outside the library's range only weekends count: a mistyped date must not stop the calculation for the others. */
function publicHolidays(year: number): ReadonlySet<EpochDay> {
  if (year < 1583 || year > 9999) return new Set();
  return new Set(
    norwegian
      .getHolidays(year)
      .filter((holiday) => holiday.type === 'public')
      .map((holiday) => epochDay(holiday.date.slice(0, 10))),
  );
}

function isWeekend(day: EpochDay): boolean {
  // 1970-01-01 was a Thursday; 0 is Monday.
  const weekday = (((day + 3) % 7) + 7) % 7;
  return weekday >= 5;
}

function at(days: ArrayLike<number>, index: number): number {
  const found = days[index];
  if (found === undefined) throw new RangeError(`No day number ${String(index)} in the year`);
  return found;
}

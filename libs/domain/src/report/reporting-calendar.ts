import { invalid } from '../domain-error.js';
import { osloInstant } from '../follow-up/calendar.js';
import { type EpochDay, epochDay, plainDate, plusMonths } from '../follow-up/epoch-day.js';
import type { Days } from '../follow-up/recurrence.js';
import { workingOnOrBefore } from '../follow-up/working-days.js';
import type { Instant, PlainDate } from '../ids.js';
import type { ReportLanguage } from './report-language.js';

/** When a plan's status is reported: from a first date, every so many months. */
export interface ReportingCalendar {
  /** 1–12; 3 is a quarter. */
  cadenceMonths: number;
  /** Later dates fall on the same day of the month, or on the month's last where it has no such day. */
  firstOn: PlainDate;
  language: ReportLanguage;
}

/** Days before the reporting date (PRODUCT.md, The quarter); a day off moves to the working day before. */
export const askDays = 14;
export const askAgainDays = 7;

/** The reporting day counts whole: the status is locked as it ends. */
const lockTime = '23:45';

/** @throws DomainError `invalid-value` */
export function requireReportingCalendar({ cadenceMonths, firstOn }: ReportingCalendar): void {
  if (!Number.isInteger(cadenceMonths) || cadenceMonths < 1 || cadenceMonths > 12) {
    throw invalid(
      'cadenceMonths',
      'Reports come every 1 to 12 months.',
      'Give a whole number; 3 is a quarter.',
    );
  }
  if (firstOn < '2000-01-01' || firstOn > '9000-01-01') {
    throw invalid('firstOn', 'The first reporting date is not of our time.', 'Give the date as YYYY-MM-DD.');
  }
}

/** The first reporting date on or after a day. */
export function reportingDateOnOrAfter(calendar: ReportingCalendar, day: PlainDate): PlainDate {
  const wanted = epochDay(day);
  let index = Math.max(0, indexNear(calendar, wanted) - 1);
  while (reportingDay(calendar, index) < wanted) index += 1;
  return plainDate(reportingDay(calendar, index));
}

/** When everybody is first asked for the answers of a reporting date. */
export function askedFrom(reportingDate: PlainDate): PlainDate {
  return plainDate(askDay(epochDay(reportingDate), askDays));
}

export function lockInstant(reportingDate: PlainDate): Instant {
  return osloInstant(reportingDate, lockTime);
}

/** The days on which answers are asked for, so many days before each reporting date. */
export function daysAskedForAnswers(calendar: ReportingCalendar, daysBefore: number): Days {
  const step = (index: number) => askDay(reportingDay(calendar, index), daysBefore);
  /** How many steps there are through a day. */
  const stepsThrough = (day: EpochDay) => {
    // A step lies at most some two weeks before its date, beside the days it is meant to lie before it.
    let steps = Math.max(0, indexNear(calendar, day + daysBefore) - 1);
    while (step(steps) <= day) steps += 1;
    return steps;
  };
  return {
    firstAfter: (day) => step(day === -Infinity ? 0 : stepsThrough(day)),
    latestThrough: (day) => {
      const steps = day === -Infinity ? 0 : stepsThrough(day);
      return steps === 0 ? -Infinity : step(steps - 1);
    },
  };
}

function askDay(reportingDate: EpochDay, daysBefore: number): EpochDay {
  return workingOnOrBefore(reportingDate - daysBefore);
}

/** The index of the reporting date in the month of that day, or of the one a cadence before or after it. */
function indexNear({ cadenceMonths, firstOn }: ReportingCalendar, day: EpochDay): number {
  return Math.floor((monthOf(plainDate(day)) - monthOf(firstOn)) / cadenceMonths);
}

function reportingDay({ cadenceMonths, firstOn }: ReportingCalendar, index: number): EpochDay {
  return plusMonths(epochDay(firstOn), index * cadenceMonths);
}

/** Months since the year 0. */
function monthOf(day: PlainDate): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

import { addDays, addWorkingDays, osloDate } from '../follow-up/calendar.js';
import { notBefore } from '../follow-up/notification-hours.js';
import { contactOf, organisationsOf } from '../follow-up/recipients.js';
import type { Instant, PersonId, PlainDate } from '../ids.js';
import type { Measure } from '../measure/measure.js';
import type { Plan } from '../plan/plan.js';
import type { Register } from '../register.js';
import { reportingDateTold, reportingDateUnasked } from './report.errors.js';
import type { Report } from './report.js';
import { askedFrom, type ReportingCalendar, reportingDateOnOrAfter } from './reporting-calendar.js';

/** Whoever is told of a date has a working week until then (PRODUCT.md, The quarter). */
const workingWeekDays = 5;

/** What people know of the coming reporting date. */
export interface KnownDate {
  on: PlainDate;
  /** The answers have been asked for, with that date. */
  isAsked: boolean;
}

/** Undefined: nobody has said when, or nobody has been told because the plan is not adopted. */
export function knownReportingDate(
  plan: Plan,
  reports: readonly Report[],
  today: PlainDate,
): KnownDate | undefined {
  const open = reports.find((report) => report.state === 'open');
  if (open !== undefined) return { on: open.reportingDate, isAsked: true };
  if (plan.reporting === undefined || plan.state !== 'adopted') return undefined;
  return { on: nextReportingDate(plan.reporting, lastReport(reports), today), isAsked: false };
}

/** The plan’s report with the highest number. */
export function lastReport(reports: readonly Report[]): Report | undefined {
  return reports.reduce<Report | undefined>(
    (last, report) => (last === undefined || report.number > last.number ? report : last),
    undefined,
  );
}

/** Dates that were missed are not made up for: the next report covers the longer period. */
export function nextReportingDate(
  calendar: ReportingCalendar,
  last: Report | undefined,
  today: PlainDate,
): PlainDate {
  const afterLast = last === undefined ? today : addDays(last.reportingDate, 1);
  return reportingDateOnOrAfter(calendar, afterLast > today ? afterLast : today);
}

/** The coming date by another calendar. */
export function wantedReportingDate(
  calendar: ReportingCalendar,
  reports: readonly Report[],
  today: PlainDate,
): PlainDate {
  return reports.some((report) => report.state === 'open')
    ? reportingDateOnOrAfter(calendar, today)
    : nextReportingDate(calendar, lastReport(reports), today);
}

/** The first date that leaves a working week to those who are told now; in the evening they are told the next morning. */
export function earliestToldAgain(now: Instant): PlainDate {
  return addWorkingDays(osloDate(notBefore(now) ?? now), workingWeekDays);
}

/** The first date for which everybody is still asked as always. */
export function earliestAsked(today: PlainDate): PlainDate {
  let day = addDays(today, 1);
  while (askedFrom(day) <= today) day = addDays(day, 1);
  return day;
}

/**
 * A date may be put off. It is moved to before what people were told only when they are told again and have a working
 * week; where nobody has been asked yet, only to a date for which they still are.
 * @throws DomainError `reporting-date-told`, `reporting-date-unasked`
 */
export function requireTimeToAnswer(
  known: KnownDate | undefined,
  wanted: PlainDate,
  tellAgain: boolean,
  { now, today }: { now: Instant; today: PlainDate },
): void {
  if (known === undefined || wanted >= known.on) return;
  if (known.isAsked) {
    const earliest = earliestToldAgain(now);
    if (!tellAgain || wanted < earliest)
      throw reportingDateTold({ told: known.on, on: wanted, earliest, tellAgain });
    return;
  }
  const earliest = earliestAsked(today);
  if (wanted < earliest) throw reportingDateUnasked({ told: known.on, on: wanted, earliest });
}

/** The persons who are told that the date has moved: those whose answers are asked for, one message each. */
export function askedForAnswers(
  measures: readonly Measure[],
  plan: Plan,
  today: PlainDate,
  register: Register,
): PersonId[] {
  const partyIds = measures
    .filter(({ state }) => state === 'accepted' || state === 'in-follow-up')
    .flatMap(({ items }) => items.filter(({ state }) => state === 'open'))
    .map(({ partyId }) => partyId);
  const contacts = [...new Set(partyIds)]
    .flatMap((partyId) => organisationsOf(partyId, today, register.party))
    .map((party) => contactOf(party, plan, today, register));
  return [...new Set(contacts)];
}

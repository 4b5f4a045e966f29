import { addDays, osloDate, wakeInstant } from '../follow-up/calendar.js';
import { epochDay, plainDate } from '../follow-up/epoch-day.js';
import { firstReached } from '../follow-up/first-reached.js';
import { everyWorkingDays } from '../follow-up/recurrence.js';
import type { Instant, PersonId, PlainDate, QuestionId, ReportId } from '../ids.js';
import { type Plan, readerForLeadership } from '../plan/plan.js';
import type { Register } from '../register.js';
import { lastReport, nextReportingDate } from './reporting-date.js';
import { openQuestions, type Report } from './report.js';
import { askedFrom, lockInstant } from './reporting-calendar.js';

/**
 * What time does with a plan's reports (PRODUCT.md, The quarter). The answers themselves are asked for item by item
 * (`follow-up-schedule.ts`, `report-update`), on the same days.
 */
export interface ReportStep {
  kind: 'open' | 'lock' | 'remind';
  at: Instant;
}

/** What a report waits for, of one person. */
export type ReportDemandKind =
  'report-release-wanted' | 'report-acknowledgement-wanted' | 'report-answer-wanted';

export interface ReportDemand {
  kind: ReportDemandKind;
  reportId: ReportId;
  questionId?: QuestionId;
  recipientId: PersonId;
  /** A working day. */
  dueOn: PlainDate;
}

/** First the working day after, and then every five working days: nagging never stops silently (PRODUCT.md). */
const firstReminderWorkingDays = 1;
const reminderWorkingDays = 5;

/**
 * The next thing time does for the plan, which may lie in the past when nobody has been at work; undefined when
 * nothing is ahead. Reminders of the day are still ahead until their hour has come.
 */
export function nextReportStep(plan: Plan, reports: readonly Report[], now: Instant): ReportStep | undefined {
  const steps = [openingOrLocking(plan, reports, now), nextReminder(plan, reports, now)];
  return steps
    .filter((step) => step !== undefined)
    .sort((one, other) => one.at.localeCompare(other.at))
    .at(0);
}

function openingOrLocking(plan: Plan, reports: readonly Report[], now: Instant): ReportStep | undefined {
  const open = reports.find((report) => report.state === 'open');
  if (open !== undefined) return { kind: 'lock', at: lockInstant(open.reportingDate) };
  if (plan.state !== 'adopted' || plan.reporting === undefined) return undefined;
  const date = nextReportingDate(plan.reporting, lastReport(reports), osloDate(now));
  return { kind: 'open', at: wakeInstant(askedFrom(date), plan.id) };
}

function nextReminder(plan: Plan, reports: readonly Report[], now: Instant): ReportStep | undefined {
  const today = osloDate(now);
  const from = wakeInstant(today, plan.id) > now ? addDays(today, -1) : today;
  const days = reports.flatMap((report) =>
    waitingFor(plan, report).map((wait) => daysOf(wait.since).firstAfter(epochDay(from))),
  );
  const first = Math.min(...days);
  return first === Infinity ? undefined : { kind: 'remind', at: wakeInstant(plainDate(first), plan.id) };
}

/**
 * What is demanded as of a day: of each thing that is waited for, its latest demand. Of one who has left, or is away
 * without a deputy, it is the case officer's.
 */
export function reportDemands(
  plan: Plan,
  reports: readonly Report[],
  day: PlainDate,
  register: Register,
): ReportDemand[] {
  return reports.flatMap((report) =>
    waitingFor(plan, report).flatMap(({ since, ...wait }) => {
      const latest = daysOf(since).latestThrough(epochDay(day));
      if (latest === -Infinity) return [];
      const recipientId = firstReached([wait.recipientId], plan, day, register);
      return [{ ...wait, recipientId, reportId: report.id, dueOn: plainDate(latest) }];
    }),
  );
}

/** Whether a demand made earlier is still the thing to say on the day, and to them. */
export function stillWaitedFor(
  plan: Plan,
  report: Report,
  demand: ReportDemand,
  day: PlainDate,
  register: Register,
): boolean {
  return waitingFor(plan, report).some(
    ({ kind, questionId, recipientId }) =>
      kind === demand.kind &&
      questionId === demand.questionId &&
      firstReached([recipientId], plan, day, register) === demand.recipientId,
  );
}

type Wait = Omit<ReportDemand, 'dueOn' | 'reportId'> & { since: Instant };

function waitingFor(plan: Plan, report: Report): Wait[] {
  const since = report.stateSince;
  const questions = openQuestions(report).map(({ id, responsibleId, askedAt }) => ({
    kind: 'report-answer-wanted' as const,
    questionId: id,
    recipientId: responsibleId,
    since: askedAt,
  }));
  switch (report.state) {
    case 'open':
    case 'acknowledged':
      return [];
    case 'locked':
      return [{ kind: 'report-release-wanted', recipientId: plan.caseOfficerId, since }, ...questions];
    case 'released':
      return [{ kind: 'report-acknowledgement-wanted', recipientId: readerForLeadership(plan), since }];
    case 'returned':
      return questions;
    default:
      return report.state satisfies never;
  }
}

function daysOf(since: Instant) {
  return everyWorkingDays(epochDay(osloDate(since)), firstReminderWorkingDays, reminderWorkingDays);
}

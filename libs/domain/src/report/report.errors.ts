import { DomainError } from '../domain-error.js';
import type { PlainDate } from '../ids.js';
import type { Plan } from '../plan/plan.js';
import type { Report, ReportQuestion, ReportState } from './report.js';

export function noReportingCalendar(plan: Plan): DomainError {
  return new DomainError({
    type: 'no-reporting-calendar',
    refusal: 'conflict',
    title: 'The plan has no reporting dates',
    detail: `Nobody has said when the status of plan ${plan.number} is reported.`,
    next: `Set the first date and how often: PUT /api/v1/plans/${plan.id}/reporting`,
    extra: { plan: plan.number },
  });
}

export function reportAlreadyOpen(report: Report): DomainError {
  return new DomainError({
    type: 'report-open',
    refusal: 'conflict',
    title: 'A report is open',
    detail: `Report ${report.number} is open until ${report.reportingDate}; a plan has one open report at a time.`,
    next: 'Lock it on its reporting date first.',
    extra: { report: report.number, reportingDate: report.reportingDate },
  });
}

export function reportTooEarly(reportingDate: PlainDate, from: PlainDate): DomainError {
  return new DomainError({
    type: 'report-too-early',
    refusal: 'conflict',
    title: 'It is too early to ask for answers',
    detail: `Answers for ${reportingDate} are asked for from ${from}.`,
    next: 'Wait until then, or move the reporting dates.',
    extra: { reportingDate, from },
  });
}

/** Those who were asked have until the end of the day they were told. */
export function reportNotDue(report: Report): DomainError {
  return new DomainError({
    type: 'report-not-due',
    refusal: 'conflict',
    title: 'The reporting date has not come',
    detail: `Report ${report.number} is locked on ${report.reportingDate}, not before: people were told they have until then.`,
    next: `Wait until then, or move the date and tell them again: PUT /api/v1/plans/${report.planId}/reporting with tellAgain.`,
    extra: { report: report.number, reportingDate: report.reportingDate },
  });
}

/** @param earliest leaves whoever is told today a working week */
export function reportingDateTold(moved: {
  told: PlainDate;
  on: PlainDate;
  earliest: PlainDate;
  tellAgain: boolean;
}): DomainError {
  const { told, on, earliest } = moved;
  return new DomainError({
    type: 'reporting-date-told',
    refusal: 'conflict',
    title: 'People were told another date',
    detail: `Those who were asked have been told ${told}; ${on} is before that.`,
    next: `Choose ${earliest} or later and tell them again (tellAgain: true): then they have a working week.`,
    extra: { field: 'reporting.firstOn', ...moved },
  });
}

/** @param earliest the first date for which the answers are still asked for */
export function reportingDateUnasked(moved: {
  told: PlainDate;
  on: PlainDate;
  earliest: PlainDate;
}): DomainError {
  const { told, on, earliest } = moved;
  return new DomainError({
    type: 'reporting-date-unasked',
    refusal: 'conflict',
    title: 'Nobody would be asked in time',
    detail: `The date that is known is ${told}; for ${on} nobody is asked any more.`,
    next: `Choose ${earliest} or later: answers are asked for 14 days before.`,
    extra: { field: 'reporting.firstOn', ...moved },
  });
}

const wayOn: Readonly<Record<ReportState, string>> = {
  open: 'It is locked on its reporting date.',
  locked: 'The secretariat releases it first.',
  released: 'Leadership acknowledges it or sends it back.',
  returned: 'Have every question answered first.',
  acknowledged: 'A correction makes a new version of it.',
};

/** @param wanted what state the command takes */
export function reportInOtherState(report: Report, wanted: readonly ReportState[]): DomainError {
  return new DomainError({
    type: 'report-in-other-state',
    refusal: 'conflict',
    title: 'The report is not at that point',
    detail: `Report ${report.number} is ${report.state}; this takes one that is ${wanted.join(' or ')}.`,
    next: wayOn[report.state],
    extra: { report: report.number, state: report.state, wanted },
  });
}

export function questionAnswered(report: Report, question: ReportQuestion): DomainError {
  return new DomainError({
    type: 'question-answered',
    refusal: 'conflict',
    title: 'The question has been answered',
    detail: `Question ${question.number} to report ${report.number} was answered before.`,
    next: 'Nothing needs to be done; leadership reads the answer.',
    extra: { report: report.number, question: question.number },
  });
}

export function notYourQuestion(report: Report, question: ReportQuestion): DomainError {
  return new DomainError({
    type: 'not-your-question',
    refusal: 'forbidden',
    title: 'Somebody else was asked',
    detail: `Question ${question.number} to report ${report.number} was given to somebody else.`,
    next: 'Have the secretariat hand it over to you.',
    extra: { report: report.number, question: question.number },
  });
}

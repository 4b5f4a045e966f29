import type { Asked, RulesOf } from '../command-rule.js';
import { invalid, notFound } from '../domain-error.js';
import type { Decided } from '../history.js';
import type { PlanId, ReportId } from '../ids.js';
import { requireLoaded, inStream, states } from '../loaded.js';
import { type Needs, unique } from '../needs.js';
import type { SetReporting } from '../plan/plan.commands.js';
import { planClosed, planNotAdopted } from '../plan/plan.errors.js';
import type { Plan } from '../plan/plan.js';
import { requireActivePerson, type Circumstances } from '../register.js';
import type { Actor } from '../roles/actor.js';
import { requireAuthority, requirePermission } from '../roles/permissions.js';
import { bringDecision, editPlan, type Right } from '../roles/right.js';
import { periodFrom } from './editions.js';
import type { FreezeReport, OpenReport, ReportCommand } from './report.commands.js';
import {
  noReportingCalendar,
  notYourQuestion,
  questionAnswered,
  reportAlreadyOpen,
  reportInOtherState,
  reportNotDue,
  reportTooEarly,
} from './report.errors.js';
import type { ReportEvent } from './report.events.js';
import {
  type FrozenContent,
  latestVersion,
  mayAnswer,
  type Report,
  type ReportQuestion,
  type ReportState,
} from './report.js';
import { askedFrom, requireReportingCalendar } from './reporting-calendar.js';
import {
  knownReportingDate,
  lastReport,
  nextReportingDate,
  requireTimeToAnswer,
  wantedReportingDate,
} from './reporting-date.js';

const runReport: Right = { held: ['run-report'] };
const releaseReport: Right = { held: ['release-report'] };
const answerQuestion: Right = { held: ['release-report'], orNamed: true };

export const reportRules: RulesOf<SetReporting | OpenReport | FreezeReport | ReportCommand> = {
  // A calendar moves when each measure of the plan asks for answers.
  SetReporting: {
    right: editPlan,
    needs: ({ planId }) => ({ ...planAndReports({ planId }), measuresOfPlans: [planId] }),
    decide: (command, loaded, circumstances) =>
      decideSetReporting(
        requireLoaded(loaded.plans, 'plan', command.planId),
        states(loaded.reports),
        command,
        circumstances,
      ),
  },
  OpenReport: {
    right: runReport,
    needs: planAndReports,
    decide: (command, loaded, circumstances) =>
      decideOpenReport(
        requireLoaded(loaded.plans, 'plan', command.planId),
        states(loaded.reports),
        command,
        circumstances,
      ),
  },
  LockReport: { right: runReport, needs: whatItTellsOf, decide: freeze },
  CorrectReport: { right: releaseReport, needs: whatItTellsOf, decide: freeze },
  ReleaseReport: { right: releaseReport, needs: reportItself, decide: onReport },
  AcknowledgeReport: { right: bringDecision, needs: reportItself, decide: onReport },
  ReturnReport: {
    right: bringDecision,
    needs: ({ reportId, questions }) => ({
      ...reportItself({ reportId }),
      persons: unique(questions.map(({ responsibleId }) => responsibleId)),
    }),
    decide: onReport,
  },
  HandOverQuestion: {
    right: answerQuestion,
    needs: ({ reportId, responsibleId }) => ({ ...reportItself({ reportId }), persons: [responsibleId] }),
    decide: onReport,
  },
  AnswerQuestion: { right: answerQuestion, needs: reportItself, decide: onReport },
};

function planAndReports({ planId }: { planId: PlanId }): Partial<Needs> {
  return { plans: [{ id: planId, lock: 'update' }], reportsOfPlans: [planId] };
}

/** Locks everything that the content tells of, until it is frozen. */
function whatItTellsOf({ planId }: { planId: PlanId }): Partial<Needs> {
  return { ...planAndReports({ planId }), measuresOfPlans: [planId], evaluationsOfMeasures: true };
}

export function reportItself({ reportId }: { reportId: ReportId }): Partial<Needs> {
  return { reportsToChange: [reportId] };
}

function freeze(...[command, loaded, circumstances]: Asked<FreezeReport>): Decided[] {
  const report = requireLoaded(loaded.reports, 'report', command.reportId);
  const { frozen = [] } = loaded;
  return inStream('report', report.id, decideFreezeReport(report, frozen, command, circumstances));
}

function onReport(...[command, loaded, circumstances]: Asked<ReportCommand>): Decided[] {
  const report = requireLoaded(loaded.reports, 'report', command.reportId);
  return inStream('report', report.id, decideReport(report, command, circumstances));
}

/**
 * When the plan's status is reported. A report that is open moves to the new calendar's next date, and who was asked
 * is told (report-notifications.ts).
 * @throws DomainError `not-permitted`, `plan-closed`, `invalid-value`, `reporting-date-told`, `reporting-date-unasked`
 */
function decideSetReporting(
  plan: Plan,
  reports: readonly Report[],
  command: SetReporting,
  { actor, now, today }: Circumstances,
): Decided[] {
  requirePermission(actor, 'edit-plan');
  if (plan.state === 'closed') throw planClosed(plan);
  const { reporting, tellAgain = false } = command;
  if (reporting !== null) requireReportingCalendar(reporting);
  const known = plan.reporting ?? null;
  if (JSON.stringify(sorted(known)) === JSON.stringify(sorted(reporting))) return [];
  const why = command.reason?.trim() ?? '';
  if (known !== null && why === '') {
    throw invalid('reason', 'People may know the reporting dates.', 'Say why they are changed.');
  }
  const reason = why === '' ? {} : { reason: why };
  const open = reports.find((report) => report.state === 'open');
  const date = reporting === null ? undefined : wantedReportingDate(reporting, reports, today);
  if (date !== undefined)
    requireTimeToAnswer(knownReportingDate(plan, reports, today), date, tellAgain, { now, today });
  return [
    {
      stream: 'plan',
      id: plan.id,
      events: [{ type: 'ReportingSet', data: { old: known, new: reporting, ...reason } }],
    },
    ...(open === undefined || date === undefined || date === open.reportingDate
      ? []
      : [moved(open, date, why)]),
  ];
}

function sorted(calendar: Plan['reporting'] | null): unknown {
  return calendar == null ? null : [calendar.cadenceMonths, calendar.firstOn, calendar.language];
}

function moved(open: Report, date: string, reason: string): Decided {
  const data = { old: open.reportingDate, new: date, reason };
  return { stream: 'report', id: open.id, events: [{ type: 'ReportingDateMoved', data }] };
}

/**
 * Opens the report of the calendar's next date; the period runs on from the last one.
 * @throws DomainError `not-permitted`, `plan-closed`, `plan-not-adopted`, `no-reporting-calendar`, `report-open`,
 *   `report-too-early`
 */
function decideOpenReport(
  plan: Plan,
  reports: readonly Report[],
  _command: OpenReport,
  { actor, today, newId }: Circumstances,
): Decided[] {
  requirePermission(actor, 'run-report');
  if (plan.state === 'closed') throw planClosed(plan);
  if (plan.state === 'draft') throw planNotAdopted(plan);
  if (plan.reporting === undefined) throw noReportingCalendar(plan);
  const open = reports.find((report) => report.state === 'open');
  if (open !== undefined) throw reportAlreadyOpen(open);
  const last = lastReport(reports);
  const reportingDate = nextReportingDate(plan.reporting, last, today);
  const from = askedFrom(reportingDate);
  if (today < from) throw reportTooEarly(reportingDate, from);
  const reportId = newId();
  const data = {
    reportId,
    planId: plan.id,
    number: (last?.number ?? 0) + 1,
    language: plan.reporting.language,
    period: {
      from: periodFrom(plan, last),
      to: reportingDate,
    },
    reportingDate,
  };
  return [{ stream: 'report', id: reportId, events: [{ type: 'ReportOpened', data }] }];
}

/**
 * Locks the status, or corrects a locked one as a new version.
 * @param contents what the record has frozen for this command, one per audience
 * @throws DomainError `not-permitted`, `not-found`, `report-in-other-state`, `report-not-due`, `invalid-value`
 */
function decideFreezeReport(
  report: Report,
  contents: readonly FrozenContent[],
  command: FreezeReport,
  circumstances: Circumstances,
): ReportEvent[] {
  requireFreezable(report, command, circumstances);
  const version = (latestVersion(report)?.version ?? 0) + 1;
  if (command.type === 'LockReport') return [{ type: 'ReportLocked', data: { version, contents } }];
  const [what, why] = [command.what.trim(), command.why.trim()];
  return [{ type: 'ReportCorrected', data: { version, contents, what, why } }];
}

/** Whether the content may be made at all: asked before that work, and again with the decision. */
export function requireFreezable(
  report: Report,
  command: FreezeReport,
  { actor, today }: Pick<Circumstances, 'actor' | 'today'>,
): void {
  requirePermission(actor, command.type === 'LockReport' ? 'run-report' : 'release-report');
  if (report.planId !== command.planId) throw notFound('report', command.reportId);
  if (command.type === 'LockReport') {
    requireState(report, ['open']);
    if (today < report.reportingDate) throw reportNotDue(report);
    return;
  }
  requireState(report, ['locked', 'released', 'returned', 'acknowledged']);
  if (command.what.trim() === '')
    throw invalid('what', 'It is not said what is corrected.', 'Write what was wrong.');
  if (command.why.trim() === '')
    throw invalid('why', 'It is not said why.', 'Write how the error came about.');
}

/**
 * What a command on one report leads to; bodies acknowledge through the secretariat (`authority`).
 * @throws DomainError `not-permitted`, `leadership-decides`, `report-in-other-state`, `not-found`, `invalid-value`,
 *   `question-answered`, `not-your-question`
 */
function decideReport(report: Report, command: ReportCommand, circumstances: Circumstances): ReportEvent[] {
  const { actor, register, newId } = circumstances;
  const version = latestVersion(report)?.version ?? 0;
  switch (command.type) {
    case 'ReleaseReport': {
      requirePermission(actor, 'release-report');
      requireState(report, ['locked']);
      return [{ type: 'ReportReleased', data: { version, ...filled({ note: command.note }) } }];
    }
    case 'AcknowledgeReport': {
      const { authority, comment } = command;
      requireAuthority(circumstances, authority);
      requireState(report, ['released']);
      return [{ type: 'ReportAcknowledged', data: { version, authority, ...filled({ comment }) } }];
    }
    case 'ReturnReport': {
      const { authority, comment } = command;
      requireAuthority(circumstances, authority);
      requireState(report, ['released']);
      if (command.questions.length === 0) {
        throw invalid('questions', 'A report is sent back with questions.', 'Write at least one.');
      }
      const questions = command.questions.map(({ text, responsibleId }, index) => {
        if (text.trim() === '') {
          throw invalid(`questions.${index}.text`, 'The question is empty.', 'Write what leadership asks.');
        }
        requireActivePerson(register, responsibleId, `questions.${index}.responsibleId`);
        return { id: newId(), number: report.questions.length + index + 1, text: text.trim(), responsibleId };
      });
      return [{ type: 'ReportReturned', data: { version, authority, ...filled({ comment }), questions } }];
    }
    case 'HandOverQuestion': {
      const question = requireOpenQuestion(report, command.questionId, actor);
      requireActivePerson(register, command.responsibleId, 'responsibleId');
      if (question.responsibleId === command.responsibleId) return [];
      const data = { questionId: question.id, old: question.responsibleId, new: command.responsibleId };
      return [{ type: 'QuestionHandedOver', data }];
    }
    case 'AnswerQuestion': {
      const question = requireOpenQuestion(report, command.questionId, actor);
      if (command.text.trim() === '') throw invalid('text', 'The answer is empty.', 'Write the answer.');
      return [{ type: 'QuestionAnswered', data: { questionId: question.id, text: command.text.trim() } }];
    }
    default:
      return command satisfies never;
  }
}

export function requireState(report: Report, wanted: readonly ReportState[]): void {
  if (!wanted.includes(report.state)) throw reportInOtherState(report, wanted);
}

/** Whether the question is theirs is checked first: how far a question has come is not for everybody. */
function requireOpenQuestion(report: Report, id: string, actor: Actor): ReportQuestion {
  const question = report.questions.find((known) => known.id === id);
  if (question === undefined) {
    if (!report.questions.some((asked) => mayAnswer(actor, asked)))
      requirePermission(actor, 'release-report');
    throw notFound('question', id);
  }
  if (!mayAnswer(actor, question)) throw notYourQuestion(report, question);
  if (question.answer !== undefined) throw questionAnswered(report, question);
  return question;
}

/** What somebody left empty is not written down. */
function filled<K extends string>(texts: Record<K, string | undefined>): Partial<Record<K, string>> {
  const given = Object.entries<string | undefined>(texts).flatMap(([key, text]) =>
    text === undefined || text.trim() === '' ? [] : [[key, text.trim()]],
  );
  return Object.fromEntries(given) as Partial<Record<K, string>>;
}

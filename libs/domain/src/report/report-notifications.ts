import type { PersonId, QuestionId } from '../ids.js';
import { type Plan, readerForLeadership } from '../plan/plan.js';
import type { ReportEvent } from './report.events.js';
import { latestVersion, openQuestions, type Report, type ReportQuestion } from './report.js';

/** What a person did with a report that another is told of at once (PRODUCT.md). */
export const reportNotificationKinds = [
  'report-released',
  'report-corrected',
  'report-question',
  'report-returned',
  'report-answered',
  'report-acknowledged',
  'report-taken-down',
  'report-date-moved',
] as const;
export type ReportNotificationKind = (typeof reportNotificationKinds)[number];

/** One thing one person is told. */
export interface ReportNotification {
  personId: PersonId;
  kind: ReportNotificationKind;
  /** Those asked, or the one answered. */
  questionIds: readonly QuestionId[];
}

/**
 * Who is told what of the event, with the report and its plan as they are now. Asked again before the message is
 * sent: what has been overtaken meanwhile is not among it any more.
 * @param asked whose answers the report waits for (`askedForAnswers`); they matter only when its date moves
 */
export function reportNotifications(
  event: ReportEvent,
  report: Report,
  plan: Plan,
  asked: readonly PersonId[] = [],
): ReportNotification[] {
  switch (event.type) {
    case 'ReportingDateMoved':
      return report.state === 'open' && report.reportingDate === event.data.new
        ? asked.map((personId) => ({ personId, kind: 'report-date-moved', questionIds: [] }))
        : [];
    case 'ReportReleased':
      return isLatest(event.data.version, report) ? ofRelease(report, plan) : [];
    case 'ReportReturned':
      return ofReturn(
        event.data.questions.flatMap(({ id, responsibleId }) => waitingFor(report, id, responsibleId)),
        plan,
      );
    case 'QuestionHandedOver':
      return ofQuestions(waitingFor(report, event.data.questionId, event.data.new));
    case 'QuestionAnswered':
      return report.state === 'acknowledged'
        ? []
        : report.questions
            .filter(({ id }) => id === event.data.questionId)
            .map(({ id, askedBy }) => ({ personId: askedBy, kind: 'report-answered', questionIds: [id] }));
    case 'ReportAcknowledged':
      return isLatest(event.data.version, report)
        ? [{ personId: plan.caseOfficerId, kind: 'report-acknowledged', questionIds: [] }]
        : [];
    default:
      return [];
  }
}

/** Leadership decides about a cleaned version, the secretariat makes it. */
export function takedownNotificationsOf(plan: Plan): ReportNotification[] {
  return [...new Set([readerForLeadership(plan), plan.caseOfficerId])].map((personId) => ({
    personId,
    kind: 'report-taken-down',
    questionIds: [],
  }));
}

function isLatest(version: number, report: Report): boolean {
  return latestVersion(report)?.version === version;
}

/** Leadership is to take it; who took an earlier version to their knowledge is to know that it was corrected. */
function ofRelease(report: Report, plan: Plan): ReportNotification[] {
  const leader = readerForLeadership(plan);
  const released = report.state === 'released';
  const acknowledgers = report.versions
    .slice(0, -1)
    .flatMap(({ acknowledged }) => acknowledged?.enteredBy ?? [])
    .filter((personId) => !released || personId !== leader);
  return [
    ...(released ? [{ personId: leader, kind: 'report-released' as const, questionIds: [] }] : []),
    ...[...new Set(acknowledgers)].map((personId) => ({
      personId,
      kind: 'report-corrected' as const,
      questionIds: [],
    })),
  ];
}

/** Empty once the question is answered or handed to somebody else. */
function waitingFor(report: Report, questionId: QuestionId, personId: PersonId): ReportQuestion[] {
  return openQuestions(report).filter(
    ({ id, responsibleId }) => id === questionId && responsibleId === personId,
  );
}

/** Each who is asked, and the case officer, so that the secretariat knows. */
function ofReturn(asked: readonly ReportQuestion[], plan: Plan): ReportNotification[] {
  const questions = ofQuestions(asked);
  if (asked.length === 0 || questions.some(({ personId }) => personId === plan.caseOfficerId)) {
    return questions;
  }
  const questionIds = asked.map(({ id }) => id);
  return [...questions, { personId: plan.caseOfficerId, kind: 'report-returned', questionIds }];
}

function ofQuestions(asked: readonly ReportQuestion[]): ReportNotification[] {
  return [...new Set(asked.map(({ responsibleId }) => responsibleId))].map((personId) => ({
    personId,
    kind: 'report-question',
    questionIds: asked.filter(({ responsibleId }) => responsibleId === personId).map(({ id }) => id),
  }));
}

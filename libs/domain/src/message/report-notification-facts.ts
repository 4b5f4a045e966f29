import type { ReportNotification } from '../report/report-notifications.js';
import type { ReportEvent } from '../report/report.events.js';
import { latestVersion, openQuestions, type Report } from '../report/report.js';
import type { ReportNotificationFacts } from './message-facts.js';

/** What a message tells of what happened to a report, beside the plan it is in. */
export function reportNotificationFacts(
  { kind, questionIds }: ReportNotification,
  report: Report,
  event: ReportEvent,
): Omit<ReportNotificationFacts, 'planNumber' | 'planTitle' | 'restricted' | 'today'> {
  const comment = commentOf(event);
  const correction = latestVersion(report)?.correction;
  return {
    kind,
    number: report.number,
    questions: report.questions
      .filter(({ id }) => questionIds.includes(id))
      .map(({ number, text, answer }) => ({
        number,
        text,
        ...(answer === undefined ? {} : { answer: answer.text }),
      })),
    unanswered: openQuestions(report).length,
    ...(kind === 'report-date-moved' ? { answerBy: report.reportingDate } : {}),
    ...(comment === undefined ? {} : { comment }),
    ...(correction === undefined ? {} : { correction }),
  };
}

function commentOf({ data }: ReportEvent): string | undefined {
  if ('note' in data) return data.note;
  if ('comment' in data) return data.comment;
  return 'reason' in data ? data.reason : undefined;
}

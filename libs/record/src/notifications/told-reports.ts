import type { EntityManager } from 'typeorm';
import type { CommandId, PersonId, PlainDate } from '#domain/ids.js';
import {
  reportsTakenBack,
  type ReportTelling,
  type ReportTellingKind,
  reportTellings,
} from '#domain/report/report-told.js';
import type { ReportEvent } from '#domain/report/report.events.js';
import { latestVersion, openQuestions, type Report } from '#domain/report/report.js';
import { planOf, type PlanRow } from '../plan/plan.rows.js';
import { readAskedForAnswers } from '../report/report-tellings.js';
import { reportOf, type ReportRow } from '../report/report.rows.js';
import { reportsDown } from '../report/taken-back.js';

/** What one command did with a report that one person is told of, from the record as it is now. */
export interface ToldReportFacts {
  kind: ReportTellingKind;
  planNumber: number;
  planTitle: string;
  /** The report's, in its plan. */
  number: number;
  /** Those asked, or the one answered. */
  questions: readonly { number: number; text: string; answer?: string }[];
  /** How many questions of the report wait for an answer. */
  unanswered: number;
  /** What was written with it: a note or a comment. */
  comment?: string;
  /** Rapporteringsdato: until when answers count, where that has moved. */
  answerBy?: PlainDate;
  today: PlainDate;
  /** Of the latest version, where that is one. */
  correction?: { what: string; why: string };
  /** Something in the plan is *unntatt offentlighet*: what was written about the report may tell of it. */
  restricted: boolean;
}

interface Row {
  events: ReportEvent[];
  report: ReportRow;
  plan: PlanRow;
  restricted: boolean;
}

/** Empty when all of it has been overtaken. */
export async function toldReports(
  manager: EntityManager,
  commandId: CommandId,
  reader: PersonId,
  today: PlainDate,
): Promise<ToldReportFacts[]> {
  const rows = await manager.query<Row[]>(
    `SELECT (SELECT jsonb_agg(jsonb_build_object('type', e.type, 'data', e.body -> 'data') ORDER BY e.position)
               FROM event e WHERE e.command_id = $1 AND e.stream_kind = 'report' AND e.stream_id = report.id) AS events,
            to_jsonb(report) AS report, to_jsonb(plan) AS plan,
            EXISTS (SELECT FROM measure WHERE measure.plan_id = plan.id AND measure.access_kind = 'restricted')
              AS restricted
       FROM report JOIN plan ON plan.id = report.plan_id
      WHERE report.id IN (SELECT stream_id FROM event WHERE command_id = $1 AND stream_kind = 'report')`,
    [commandId],
  );
  const down = await takenDownFacts(manager, commandId, reader, today);
  const moved = rows.find(({ events }) => events.some(({ type }) => type === 'ReportingDateMoved'));
  // Whoever answers for an item now: who handed theirs over is told nothing more of it.
  const asked = moved === undefined ? [] : await readAskedForAnswers(manager, moved.plan.id, today);
  const told = rows.flatMap(({ events, restricted, ...row }) => {
    const report = reportOf(row.report);
    const plan = planOf(row.plan);
    return events.flatMap((event) =>
      reportTellings(event, report, plan, asked)
        .filter(({ personId }) => personId === reader)
        .map((telling) => ({
          ...saidOf(telling, report, event),
          planNumber: plan.number,
          planTitle: plan.title,
          restricted,
          today,
        })),
    );
  });
  return [...told, ...down];
}

/** Overtaken when a cleaned version has been published meanwhile, or it is open again. */
async function takenDownFacts(
  manager: EntityManager,
  commandId: CommandId,
  reader: PersonId,
  today: PlainDate,
): Promise<ToldReportFacts[]> {
  return (await reportsDown(manager, commandId)).flatMap(({ report, plan }) =>
    reportsTakenBack(plan)
      .filter(({ personId }) => personId === reader)
      .map(({ kind }) => ({
        kind,
        planNumber: plan.number,
        planTitle: plan.title,
        number: report.number,
        questions: [],
        unanswered: 0,
        restricted: true,
        today,
      })),
  );
}

function saidOf(
  { kind, questionIds }: ReportTelling,
  report: Report,
  event: ReportEvent,
): Omit<ToldReportFacts, 'planNumber' | 'planTitle' | 'restricted' | 'today'> {
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

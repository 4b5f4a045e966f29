import type { PlainDate } from '#domain/ids.js';
import type { ReportState } from '#domain/report/report.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { isId } from '../loading.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** A status report that has come to somebody: to do something with, or to see that it goes on. */
export interface WaitingReport {
  planNumber: number;
  planTitle: string;
  number: number;
  state: ReportState;
  reportingDate: PlainDate;
  /** What this person may do now. */
  step: 'release' | 'acknowledge' | null;
  /** How many questions leadership has asked, and how many wait for an answer. */
  asked: number;
  unanswered: number;
  /** Those that wait for this person. */
  mine: readonly { number: number; text: string }[];
  /** For an open report: how many responsible parties with something open have said nothing since the last one. */
  silent: number | null;
}

/**
 * The secretariat sees every report until leadership has taken it, leadership those that have been released, and
 * everybody those with a question to them. A body's answer is entered by the secretariat.
 */
export function waitingReports(dataSource: RecordSource, actor: Actor): Promise<WaitingReport[]> {
  const releases = may(actor, 'release-report');
  const decides = may(actor, 'decide');
  const states: ReportState[] = [
    ...(releases ? (['open', 'locked', 'released', 'returned'] as const) : []),
    ...(decides && !releases ? (['released', 'returned'] as const) : []),
  ];
  return dataSourceOf(dataSource).query<WaitingReport[]>(
    `SELECT plan.number AS "planNumber", plan.title AS "planTitle", report.number, report.state,
            report.reporting_date::text AS "reportingDate",
            CASE WHEN report.state = 'locked' AND $3 THEN 'release'
                 WHEN report.state = 'released' AND ($4 OR ($3 AND plan.leader_id IS NULL)) THEN 'acknowledge' END AS step,
            questions.asked, questions.unanswered, questions.mine,
            CASE WHEN report.state = 'open' AND $3 THEN ${silentParties} END AS silent
       FROM report JOIN plan ON plan.id = report.plan_id
      CROSS JOIN LATERAL (
            SELECT count(*)::int AS asked, count(*) FILTER (WHERE NOT question ? 'answer')::int AS unanswered,
                   coalesce(json_agg(json_build_object('number', question -> 'number', 'text', question -> 'text'))
                     FILTER (WHERE question ->> 'responsibleId' = $2 AND NOT question ? 'answer'), '[]') AS mine
              FROM jsonb_array_elements(report.details -> 'questions') AS question) AS questions
      WHERE report.state = ANY ($1::text[])
         OR (report.state IN ('returned', 'locked') AND json_array_length(questions.mine) > 0)
      ORDER BY report.state = 'open', report.state_changed_at, plan.number`,
    [states, isId(actor.id) ? actor.id : '', releases, decides],
  );
}

/** As `hasAnswered` of the domain counts it (summary/answers.ts), without loading the measures. */
const silentParties = `(
  SELECT count(*)::int FROM (
    SELECT item.party_id FROM item JOIN measure ON measure.id = item.measure_id
     WHERE measure.plan_id = report.plan_id AND measure.state <> 'proposed'
     GROUP BY item.party_id
    HAVING bool_or(item.state = 'open')
       AND coalesce(max((item.details #>> '{lastHeard,at}')::timestamptz), '-infinity')
           <= coalesce((SELECT (before.details #>> '{versions,0,lockedAt}')::timestamptz FROM report before
                         WHERE before.plan_id = report.plan_id AND before.number = report.number - 1), '-infinity')
  ) AS silent)`;

import type { Decision } from '#domain/decision/decision.js';
import type { EvaluationId, MeasureId, PersonId } from '#domain/ids.js';
import type { Versioned } from '#domain/needs.js';
import type { Plan } from '#domain/plan/plan.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { planOf, type PlanRow } from '../plan/plan.rows.js';
import { findDecision } from './decision.query.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** What a decision is about, as people find it. */
export interface DecisionSubject {
  measure?: { id: MeasureId; number: number; title: string; restricted: boolean };
  itemNumber?: string;
  reportNumber?: number;
  evaluation?: { id: EvaluationId; title: string; restricted: boolean };
  recommendationTitle?: string;
}

export interface DecisionRecord extends Versioned<Decision> {
  plan?: Plan;
  subject: DecisionSubject;
  names: ReadonlyMap<PersonId, string>;
}

/** A decision with what it is about, and the names of those who had a hand in it. */
export async function decisionPage(
  dataSource: RecordSource,
  id: string,
): Promise<DecisionRecord | undefined> {
  const decision = await findDecision(dataSource, id);
  if (decision === undefined) return undefined;
  const { planId, held, enteredBy, countersigning } = decision.state;
  const hands = [enteredBy, countersigning !== undefined && 'by' in countersigning ? countersigning.by : ''];
  const [row] = await dataSourceOf(dataSource).query<Row[]>(
    `SELECT (SELECT to_jsonb(p) FROM plan p WHERE p.id = $1) AS plan,
            (SELECT jsonb_build_object('id', m.id, 'number', m.number, 'title', m.title, 'restricted', m.access_kind = 'restricted')
               FROM measure m WHERE m.id = $2) AS measure,
            (SELECT m.number || '.' || i.suffix FROM item i JOIN measure m ON m.id = i.measure_id
              WHERE i.id = $3) AS "itemNumber",
            (SELECT r.number FROM report r WHERE r.id = $4) AS "reportNumber",
            (SELECT jsonb_build_object('id', e.id, 'title', e.title, 'restricted', e.access_kind = 'restricted')
               FROM evaluation e WHERE e.id = $5) AS evaluation,
            (SELECT r ->> 'title' FROM evaluation e, jsonb_array_elements(e.details -> 'recommendations') AS r
              WHERE e.id = $5 AND r ->> 'id' = $6) AS "recommendationTitle",
            (SELECT jsonb_object_agg(p.id, p.name) FROM person p WHERE p.id::text = ANY ($7)) AS names`,
    [
      planId ?? null,
      idIn(held, 'measureId'),
      idIn(held, 'itemId'),
      idIn(held, 'reportId'),
      idIn(held, 'evaluationId'),
      idIn(held, 'recommendationId'),
      hands,
    ],
  );
  const { plan, names, ...subject } = row ?? { plan: null, names: null };
  return {
    ...decision,
    ...(plan === null ? {} : { plan: planOf(plan) }),
    subject: Object.fromEntries(Object.entries(subject).filter(([, value]) => value !== null)),
    names: new Map(Object.entries(names ?? {})),
  };
}

interface Row {
  plan: PlanRow | null;
  measure: DecisionSubject['measure'] | null;
  itemNumber: string | null;
  reportNumber: number | null;
  evaluation: DecisionSubject['evaluation'] | null;
  recommendationTitle: string | null;
  names: Record<PersonId, string> | null;
}

function idIn(held: Decision['held'], name: string): string | null {
  return (held as unknown as Record<string, string | undefined> | undefined)?.[name] ?? null;
}

export interface AwaitedDecision {
  id: string;
  body: string;
  caseNumber: string;
  meetingDate: string;
  /** What it gives effect to; null where it is only words. */
  what: NonNullable<Decision['held']>['type'] | null;
  planNumber: number | null;
  enteredByName: string;
}

/** What this person could countersign: what another has entered. The oldest first. */
export async function awaitedBy(dataSource: RecordSource, actor: Actor): Promise<AwaitedDecision[]> {
  return dataSourceOf(dataSource).query<AwaitedDecision[]>(
    `SELECT d.id, d.body, d.case_number AS "caseNumber", d.meeting_date::text AS "meetingDate",
            d.details #>> '{held,type}' AS what, plan.number AS "planNumber", person.name AS "enteredByName"
       FROM decision d LEFT JOIN plan ON plan.id = d.plan_id JOIN person ON person.id::text = d.entered_by
      WHERE d.details #>> '{countersigning,kind}' = 'awaited' AND d.entered_by <> $1
        AND ($2 OR plan.sign_off_substitute_ids @> ARRAY[$1::uuid])
      ORDER BY d.entered_at`,
    [actor.id, may(actor, 'countersign')],
  );
}

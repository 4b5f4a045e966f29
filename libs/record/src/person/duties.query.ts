import type { EntityManager } from 'typeorm';
import type { PartyId, PersonId, PlanId } from '#domain/ids.js';
import type { Duty } from '#domain/person/duties.js';
import { type Takeover, takeoverOf } from '#domain/person/handover.js';
import type { Person } from '#domain/person/person.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/**
 * What this person answers for: parties, plans that are not closed, items that a
 * colleague has given them, effect reviews that have not been held, and what
 * leadership has asked about a report. Of a party with nothing left to do, and a report that leadership has taken, they
 * are only named (`open` is false).
 */
export async function readDuties(manager: Pick<EntityManager, 'query'>, personId: PersonId): Promise<Duty[]> {
  const rows = await manager.query<(Omit<Duty, 'partyIds'> & { party_ids: PartyId[] | null })[]>(
    `SELECT duty."as", duty."in", duty.id, duty.of, duty.open, duty.items, duty.party_ids FROM (
       SELECT held."as", 'party' AS "in", party.id, party.name AS of, waiting.items > 0 AS open, waiting.items,
              NULL::uuid[] AS party_ids
         FROM party
         CROSS JOIN LATERAL (VALUES ('contact', party.contact_person_id), ('leader', party.leader_person_id),
                                    ('case-officer', party.case_officer_id)) AS held ("as", person_id)
         CROSS JOIN LATERAL (
           SELECT count(*)::int AS items FROM item JOIN measure ON measure.id = item.measure_id
            WHERE item.party_id = party.id AND item.state IN ('open', 'reported-done')
              AND measure.state NOT IN ('closed', 'withdrawn')) AS waiting
        WHERE held.person_id = $1
       UNION ALL
       SELECT held."as", 'plan', plan.id, plan.number::text, true, waiting.items, NULL
         FROM plan
         CROSS JOIN LATERAL (VALUES ('case-officer', plan.case_officer_id = $1), ('leader', plan.leader_id = $1),
                                    ('substitute', $1 = ANY (plan.sign_off_substitute_ids))) AS held ("as", has)
         CROSS JOIN LATERAL (
           SELECT count(*)::int AS items FROM item JOIN measure ON measure.id = item.measure_id
            WHERE measure.plan_id = plan.id AND item.state IN ('open', 'reported-done')
              AND measure.state NOT IN ('closed', 'withdrawn')) AS waiting
        WHERE held.has AND plan.state NOT IN ('closed', 'withdrawn')
       UNION ALL
       SELECT 'reviewer', 'measure', measure.id, plan.number || '/' || measure.number, true, 0, NULL
         FROM measure JOIN plan ON plan.id = measure.plan_id
        WHERE measure.state = 'closed' AND measure.details #>> '{closure,effectReview,reviewerId}' = $1::text
          AND measure.details #> '{closure,effectReview,result}' IS NULL
       UNION ALL
       SELECT 'holder', 'measure', measure.id, plan.number || '/' || measure.number, true, count(*)::int,
              array_agg(DISTINCT item.party_id)
         FROM item JOIN measure ON measure.id = item.measure_id JOIN plan ON plan.id = measure.plan_id
        WHERE item.details ->> 'personId' = $1::text AND item.state IN ('open', 'reported-done')
          AND measure.state NOT IN ('closed', 'withdrawn')
        GROUP BY measure.id, plan.number, measure.number
       UNION ALL
       SELECT 'answerer', 'report', report.id, plan.number || '/' || report.number, report.state <> 'acknowledged', 0, NULL
         FROM report JOIN plan ON plan.id = report.plan_id
        WHERE EXISTS (SELECT FROM jsonb_array_elements(report.details -> 'questions') AS question
                       WHERE question ->> 'responsibleId' = $1::text AND NOT question ? 'answer')) AS duty
     ORDER BY 1, 2, 4, 3`,
    [personId],
  );
  return rows.map(({ party_ids: partyIds, ...duty }) => ({
    ...(duty as Duty),
    ...(partyIds === null ? {} : { partyIds }),
  }));
}

/** A duty, and what it means that somebody in particular takes it over. */
export type SeenDuty = Duty & Takeover;

/** Somebody who could take over, as the preview needs to know them. */
type Taker = Pick<Person, 'id' | 'roles' | 'partyIds'>;

/** What a person answers for, and of the plans among it the secretariat's own unit. */
export async function dutiesOf(
  dataSource: RecordSource,
  personId: PersonId,
): Promise<{ duties: Duty[]; unitOfPlan: ReadonlyMap<PlanId, PartyId> }> {
  const duties = await readDuties(dataSourceOf(dataSource).manager, personId);
  const planIds = duties.flatMap((duty) => (duty.in === 'plan' ? [duty.id] : []));
  const plans: { id: PlanId; unit: PartyId }[] =
    planIds.length === 0
      ? []
      : await dataSourceOf(dataSource).query(
          `SELECT id, secretariat_party_id AS unit FROM plan
            WHERE id = ANY ($1::uuid[]) AND secretariat_party_id IS NOT NULL`,
          [planIds],
        );
  return { duties, unitOfPlan: new Map(plans.map(({ id, unit }) => [id, unit])) };
}

/** @param to who may take it all over; undefined: nobody has been chosen */
export async function previewHandover(
  dataSource: RecordSource,
  personId: PersonId,
  actorId: PersonId,
  to: Taker | undefined,
): Promise<SeenDuty[]> {
  const { duties, unitOfPlan } = await dutiesOf(dataSource, personId);
  return duties.map((duty) => {
    if (to === undefined) return { ...duty, notes: [] };
    const unit = unitOfPlan.get(duty.id);
    const plan = unit === undefined ? {} : { secretariatPartyId: unit };
    return { ...duty, ...takeoverOf(duty, to, actorId, plan) };
  });
}

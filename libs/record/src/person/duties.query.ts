import type { EntityManager } from 'typeorm';
import type { PersonId } from '#domain/ids.js';
import type { Duty } from '#domain/person/duties.js';

/** What of all that is open this person answers for: parties with something left to do, plans, and effect reviews. */
export function readDuties(manager: EntityManager, personId: PersonId): Promise<Duty[]> {
  return manager.query(
    `SELECT duty."as", duty.of FROM (
       SELECT held."as", party.name AS of
         FROM party, LATERAL (VALUES ('contact', party.contact_person_id), ('leader', party.leader_person_id),
                                     ('case-officer', party.case_officer_id)) AS held ("as", person_id)
        WHERE held.person_id = $1
          AND EXISTS (SELECT FROM item JOIN measure ON measure.id = item.measure_id
                       WHERE item.party_id = party.id AND item.state IN ('open', 'reported-done')
                         AND measure.state NOT IN ('closed', 'withdrawn'))
       UNION ALL
       SELECT held."as", plan.number::text
         FROM plan, LATERAL (VALUES ('case-officer', plan.case_officer_id = $1), ('leader', plan.leader_id = $1),
                                    ('substitute', $1 = ANY (plan.sign_off_substitute_ids))) AS held ("as", has)
        WHERE held.has AND plan.state NOT IN ('closed', 'withdrawn')
       UNION ALL
       SELECT 'reviewer', plan.number || '/' || measure.number
         FROM measure JOIN plan ON plan.id = measure.plan_id
        WHERE measure.state = 'closed' AND measure.details #>> '{closure,effectReview,reviewerId}' = $1::text
          AND measure.details #> '{closure,effectReview,result}' IS NULL) AS duty
     ORDER BY 1, 2`,
    [personId],
  );
}

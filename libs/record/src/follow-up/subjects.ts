import type { EntityManager } from 'typeorm';
import type { MeasureId, PartyId, PersonId } from '#domain/ids.js';
import type { Measure } from '#domain/measure/measure.js';
import type { Party } from '#domain/party/party.js';
import type { Person } from '#domain/person/person.js';
import type { Plan } from '#domain/plan/plan.js';
import { type Register, registerOf } from '#domain/register.js';
import { type ItemRow, measureOf, type MeasureRow } from '../measure/measure.rows.js';
import { type MembershipRow, partyOf, type PartyRow } from '../party/party.rows.js';
import { personOf, type PersonRow } from '../person/person.rows.js';
import { planOf, type PlanRow } from '../plan/plan.rows.js';

/** Measures as they are now, each with its plan, and everybody a demand or a message could concern. */
export interface Subjects {
  subjects: ReadonlyMap<MeasureId, { measure: Measure; plan: Plan }>;
  register: Register;
}

interface Rows {
  measures: MeasureRow[] | null;
  items: ItemRow[] | null;
  plans: PlanRow[] | null;
  parties: PartyRow[] | null;
  memberships: MembershipRow[] | null;
  persons: PersonRow[] | null;
}

/**
 * Reads without locking, in one query: a snapshot. Measures the record does not know are absent.
 * @param personIds others to know of
 */
export async function readSubjects(
  queries: Pick<EntityManager, 'query'>,
  measureIds: readonly MeasureId[],
  personIds: readonly PersonId[] = [],
): Promise<Subjects> {
  const [rows]: (Rows | undefined)[] = await queries.query(
    `WITH RECURSIVE
       measures AS (SELECT * FROM measure WHERE id = ANY ($1::uuid[])),
       plans AS (SELECT * FROM plan WHERE id IN (SELECT plan_id FROM measures)),
       items AS (SELECT * FROM item WHERE measure_id = ANY ($1::uuid[])),
       party_ids AS (
         SELECT unnest(party_id || contributor_ids) AS id FROM items
         UNION SELECT g.party_id FROM membership g JOIN party_ids p ON p.id = g.group_id),
       parties AS (SELECT * FROM party WHERE id IN (SELECT id FROM party_ids)),
       memberships AS (SELECT * FROM membership WHERE group_id IN (SELECT id FROM party_ids)),
       person_ids AS (
         SELECT unnest(ARRAY[contact_person_id, leader_person_id, case_officer_id]) AS id FROM parties
         UNION SELECT unnest(ARRAY[case_officer_id, leader_id] || sign_off_substitute_ids) FROM plans
         UNION SELECT (details ->> 'personId')::uuid FROM items WHERE details ? 'personId'
         UNION SELECT (ended ->> 'by')::uuid FROM items, jsonb_array_elements(details -> 'extensionsBefore') AS ended
         UNION SELECT (details #>> '{closure,effectReview,reviewerId}')::uuid FROM measures
         UNION SELECT unnest($2::uuid[])),
       asked AS (
         SELECT id, absences FROM person
          WHERE id IN (SELECT id FROM person_ids)
             OR (active AND roles && ARRAY['secretariat', 'leadership'])),
       persons AS (
         SELECT id, version, head_hash, roles, party_ids, active, language, absences, registered_at, identities,
                erased_at
           FROM person
          WHERE id IN (SELECT id FROM asked
                       UNION SELECT (absence ->> 'deputyId')::uuid FROM asked, jsonb_array_elements(absences) absence
                       UNION SELECT away.id FROM asked JOIN person away
                               ON away.absences @> jsonb_build_array(jsonb_build_object('deputyId', asked.id))))
     SELECT (SELECT json_agg(m) FROM measures m) AS measures,
            (SELECT json_agg(i ORDER BY i.measure_id, i.ordinal) FROM items i) AS items,
            (SELECT json_agg(p) FROM plans p) AS plans,
            (SELECT json_agg(p) FROM parties p) AS parties,
            (SELECT json_agg(g ORDER BY g.group_id, g.ordinal) FROM memberships g) AS memberships,
            (SELECT json_agg(p ORDER BY p.id) FROM persons p) AS persons`,
    [measureIds, personIds],
  );
  return { subjects: subjectsOf(rows), register: registerIn(rows) };
}

function subjectsOf(rows: Rows | undefined): Subjects['subjects'] {
  const plans = new Map((rows?.plans ?? []).map((row) => [row.id, planOf(row)]));
  const items = grouped(rows?.items ?? [], (row) => row.measure_id);
  return new Map(
    (rows?.measures ?? []).flatMap((row) => {
      const plan = plans.get(row.plan_id);
      if (plan === undefined) return [];
      return [[row.id, { measure: measureOf(row, items.get(row.id) ?? []), plan }]];
    }),
  );
}

function registerIn(rows: Rows | undefined): Register {
  const memberships = grouped(rows?.memberships ?? [], (row) => row.group_id);
  const parties = new Map<PartyId, Party>(
    (rows?.parties ?? []).map((row) => [row.id, partyOf(row, memberships.get(row.id) ?? [])]),
  );
  const persons = new Map<PersonId, Person>((rows?.persons ?? []).map((row) => [row.id, personOf(row)]));
  return registerOf(parties, persons);
}

function grouped<Row>(rows: readonly Row[], by: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(by(row));
    if (group === undefined) groups.set(by(row), [row]);
    else group.push(row);
  }
  return groups;
}

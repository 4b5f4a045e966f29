import type { EntityManager } from 'typeorm';
import type { PersonId } from '#domain/ids.js';

/** One account whose row is not the one that the person's history bound. */
export interface AlteredIdentity {
  id: PersonId;
  path: string;
  found: string | undefined;
  expected: string | undefined;
}

/** Compares the rows with what the persons' states say, which follow from their events. */
export async function alteredIdentities(manager: EntityManager): Promise<AlteredIdentity[]> {
  const rows = await manager.query<
    { id: PersonId; path: string; found: string | null; expected: string | null }[]
  >(
    `SELECT coalesce(bound.person_id, kept.person_id) AS id, 'identity ' || coalesce(bound.id, kept.id) AS path,
            kept.issuer || ' ' || kept.seal AS found, bound.issuer || ' ' || bound.seal AS expected
       FROM (SELECT person.id AS person_id, (i ->> 'id')::uuid AS id, i ->> 'issuer' AS issuer, i ->> 'seal' AS seal
               FROM person, jsonb_array_elements(person.identities) AS i) AS bound
       FULL JOIN (SELECT person_id, id, issuer, seal FROM identity WHERE released_at IS NULL) AS kept
              ON kept.id = bound.id
      WHERE (bound.person_id, bound.issuer, bound.seal) IS DISTINCT FROM (kept.person_id, kept.issuer, kept.seal)`,
  );
  return rows.map(({ found, expected, ...row }) => ({
    ...row,
    found: found ?? undefined,
    expected: expected ?? undefined,
  }));
}

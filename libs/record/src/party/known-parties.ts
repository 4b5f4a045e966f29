import type { EntityManager } from 'typeorm';
import type { NamedParty } from '#domain/party/similar-names.js';

/** What else uses advisory locks of two parts uses another first part. */
const naming = 20262;

/**
 * Everybody in the register, as a new name is compared with them. Until the transaction has ended nobody else names
 * anybody: two who register the same at the same moment must see each other.
 */
export async function knownParties(manager: EntityManager): Promise<NamedParty[]> {
  await manager.query('SELECT pg_advisory_xact_lock($1, 0)', [naming]);
  const rows = await manager.query<(Omit<NamedParty, 'organisationNumber'> & { number: string | null })[]>(
    'SELECT id, name, kind, organisation_number AS number FROM party ORDER BY registered_at, id',
  );
  return rows.map(({ number, ...party }) =>
    number === null ? party : { ...party, organisationNumber: number },
  );
}

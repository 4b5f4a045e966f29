import type { PersonId } from '#domain/ids.js';
import type { Versioned } from '#domain/needs.js';
import type { PersonalData, Person } from '#domain/person/person.js';
import type { Role } from '#domain/roles/actor.js';
import { personOf, type PersonRow } from './person.rows.js';
import { byName, Conditions, type PageWanted } from '../conditions.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

export type KnownPerson = Person & PersonalData;

type PersonAsJson = PersonRow & PersonalData;

export async function findPerson(
  dataSource: RecordSource,
  id: PersonId,
): Promise<Versioned<KnownPerson> | undefined> {
  const [found] = await dataSourceOf(dataSource).query<{ row: PersonAsJson }[]>(
    'SELECT to_jsonb(person) AS row FROM person WHERE id = $1',
    [id],
  );
  return found === undefined ? undefined : versioned(found.row);
}

export async function activePersonWithAddress(
  dataSource: RecordSource,
  email: string,
): Promise<PersonId | undefined> {
  const [found] = await dataSourceOf(dataSource).query<{ id: PersonId }[]>(
    'SELECT id FROM person WHERE lower(email) = lower($1) AND active',
    [email],
  );
  return found?.id;
}

/** Erased persons have nothing left but their events, so they are in no list. */
export interface PersonsWanted extends PageWanted {
  role?: Role;
  active?: boolean;
}

/** By name. Position: name, id. */
export async function listPersons(
  dataSource: RecordSource,
  wanted: PersonsWanted,
): Promise<Versioned<KnownPerson>[]> {
  const conditions = new Conditions()
    .where('(person.erased_at IS NULL) = ?', true)
    .where('? = ANY(person.roles)', wanted.role)
    .where('person.active = ?', wanted.active)
    .after(`${byName('person.name')}, person.id`, '>', wanted.cursor);
  const rows = await dataSourceOf(dataSource).query<{ row: PersonAsJson }[]>(
    `SELECT to_jsonb(person) AS row FROM person ${conditions.sql}
      ORDER BY ${byName('person.name')}, person.id ${conditions.limit(wanted.limit)}`,
    conditions.values,
  );
  return rows.map(({ row }) => versioned(row));
}

function versioned(row: PersonAsJson): Versioned<KnownPerson> {
  return { state: { ...personOf(row), name: row.name, email: row.email }, version: row.version };
}

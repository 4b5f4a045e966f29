import type { DataSource } from 'typeorm';
import type { PersonId } from '#domain/ids.js';
import type { Actor, Role } from '#domain/roles/actor.js';

/** Somebody who has logged in: the register's word, not the identity provider's. */
export interface LoggedIn {
  actor: Actor;
  name: string;
}

interface Row {
  id: string;
  name: string;
  roles: Role[];
  party_ids: string[];
}

const columns = 'id, name, roles, party_ids::text[] AS party_ids';

/** The active person with this (verified) e-mail address; case makes no difference. */
export async function personByEmail(dataSource: DataSource, email: string): Promise<LoggedIn | undefined> {
  const rows = await dataSource.query<Row[]>(
    `SELECT ${columns} FROM person WHERE lower(email) = lower($1) AND active`,
    [email],
  );
  return loggedIn(rows[0]);
}

/** Asked at every request, so that a role taken away, or a leaver, is so at once. */
export async function personById(dataSource: DataSource, id: PersonId): Promise<LoggedIn | undefined> {
  const rows = await dataSource.query<Row[]>(`SELECT ${columns} FROM person WHERE id = $1 AND active`, [id]);
  return loggedIn(rows[0]);
}

function loggedIn(row: Row | undefined): LoggedIn | undefined {
  if (row === undefined) return undefined;
  return { name: row.name, actor: { id: row.id, roles: row.roles, partyIds: row.party_ids } };
}

import type { Instant, PersonId } from '#domain/ids.js';
import { instant } from '../history/row-values.js';
import { type LoggedIn, loggedIn, loggedInColumns, type LoggedInRow } from './identities.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** The account that one came with. */
export interface BoundAccount {
  issuer: string;
  subject: string;
  boundAt: Instant;
}

/**
 * The person logged in in a browser. Asked at every request, so that a lost role or a leaver counts at once.
 */
export class SessionStore {
  constructor(private readonly dataSource: RecordSource) {}

  async begin(
    id: string,
    { id: personId, identityId }: LoggedIn['actor'],
    lifetimeMs: number,
  ): Promise<void> {
    const now = Date.now();
    await dataSourceOf(this.dataSource).query('DELETE FROM session WHERE expires_at < $1', [new Date(now)]);
    await dataSourceOf(this.dataSource).query(
      `INSERT INTO session (id, person_id, identity_id, begun_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
      [id, personId, identityId, new Date(now), new Date(now + lifetimeMs)],
    );
  }

  async find(id: string): Promise<LoggedIn | undefined> {
    const [row] = await dataSourceOf(this.dataSource).query<LoggedInRow[]>(
      `SELECT ${loggedInColumns}
         FROM session JOIN person ON person.id = session.person_id JOIN identity ON identity.id = session.identity_id
        WHERE session.id = $1 AND session.expires_at > $2 AND person.active AND identity.released_at IS NULL`,
      [id, new Date()],
    );
    return row === undefined ? undefined : loggedIn(row);
  }

  async end(id: string): Promise<void> {
    await dataSourceOf(this.dataSource).query('DELETE FROM session WHERE id = $1', [id]);
  }

  /** Wherever the person is logged in. */
  async endAll(personId: PersonId): Promise<void> {
    await dataSourceOf(this.dataSource).query('DELETE FROM session WHERE person_id = $1', [personId]);
  }

  /** In how many browsers, and with which account here. */
  async of({
    id: personId,
    identityId,
  }: LoggedIn['actor']): Promise<{ count: number; account: BoundAccount }> {
    const [row] = await dataSourceOf(this.dataSource).query<(BoundAccount & { count: number })[]>(
      `SELECT issuer, subject, to_jsonb(bound_at) #>> '{}' AS "boundAt",
              (SELECT count(*)::int FROM session WHERE person_id = $1 AND expires_at > $3) AS count
         FROM identity WHERE id = $2`,
      [personId, identityId, new Date()],
    );
    if (row === undefined) throw new Error(`No identity ${identityId}`);
    const { count, ...account } = row;
    return { count, account: { ...account, boundAt: instant(account.boundAt) } };
  }
}

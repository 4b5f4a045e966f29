import { v7 as newId } from 'uuid';
import { DomainError } from '#domain/domain-error.js';
import type { IdentityId, PersonId } from '#domain/ids.js';
import type { Language } from '#domain/language.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import type { Person } from '#domain/person/person.js';
import type { Actor, Role } from '#domain/roles/actor.js';
import { standingIn } from '#domain/roles/standing-in.js';
import type { CommandHandler } from '../command-handler.js';
import { type Account, sealed } from './identity.rows.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** Somebody who has logged in: the register's word, not the identity provider's. */
export interface LoggedIn {
  actor: Actor & { identityId: IdentityId };
  name: string;
  /** What they have chosen to be spoken to in. */
  language?: Language;
}

interface PersonRow {
  id: PersonId;
  name: string;
  roles: Role[];
  party_ids: string[];
  language: Language | null;
  /** Those who have named this person as their deputy, whenever that is. */
  away: readonly Pick<Person, 'id' | 'active' | 'partyIds' | 'absences'>[];
}

export interface LoggedInRow extends PersonRow {
  identity_id: IdentityId;
}

const personColumns = `person.id, person.name, person.roles, person.party_ids::text[] AS party_ids, person.language,
  (SELECT coalesce(json_agg(json_build_object('id', away.id, 'active', away.active, 'partyIds', away.party_ids,
                                              'absences', away.absences)), '[]')
     FROM person away
    WHERE away.absences @> jsonb_build_array(jsonb_build_object('deputyId', person.id))) AS away`;
export const loggedInColumns = `${personColumns}, identity.id AS identity_id`;

/**
 * Who is who (PRODUCT.md): a person is an account at an identity provider, bound at the first log-in by a verified
 * e-mail address. From then on the account alone counts, whoever gets the address.
 */
export class Identities {
  constructor(
    private readonly dataSource: RecordSource,
    private readonly commands: CommandHandler,
  ) {}

  /** The active person whose account this is. */
  async find({ issuer, subject }: Account): Promise<LoggedIn | undefined> {
    const [row] = await dataSourceOf(this.dataSource).query<LoggedInRow[]>(
      `SELECT ${loggedInColumns} FROM identity JOIN person ON person.id = identity.person_id
        WHERE identity.issuer = $1 AND identity.subject = $2 AND identity.released_at IS NULL AND person.active`,
      [issuer, subject],
    );
    return row === undefined ? undefined : loggedIn(row);
  }

  /** Whether it is the account, or the address, of somebody who is known and no longer active. */
  async hasLeft({ issuer, subject }: Account, email?: string): Promise<boolean> {
    const [row] = await dataSourceOf(this.dataSource).query<{ left: boolean }[]>(
      `SELECT EXISTS (SELECT FROM identity JOIN person ON person.id = identity.person_id
                       WHERE issuer = $1 AND subject = $2 AND released_at IS NULL AND NOT person.active)
           OR EXISTS (SELECT FROM person WHERE lower(email) = lower($3) AND NOT active) AS left`,
      [issuer, subject, email ?? null],
    );
    return row?.left === true;
  }

  /**
   * The active person whose account this is, or becomes now by the address.
   * @param verifiedEmail what the provider vouches for; absent where it vouches for none
   * @returns undefined for a stranger, and for one who has left
   * @throws DomainError `other-identity` when the address is that of a person known by another account
   */
  async meet(account: Account, verifiedEmail: string | undefined): Promise<LoggedIn | undefined> {
    const known = await this.find(account);
    if (known !== undefined || verifiedEmail === undefined) return known;
    const person = await this.activeWithAddress(verifiedEmail);
    if (person === undefined) return undefined;
    const identityId = newId();
    const actor = { ...actorOf(person), identityId };
    try {
      await this.commands.handle(
        { type: 'BindIdentity', personId: person.id, identityId, ...account, ...sealed(account) },
        actor,
      );
    } catch (error) {
      // The same account may have been bound by another request at the same moment.
      const now =
        error instanceof DomainError && error.type === 'other-identity'
          ? await this.find(account)
          : undefined;
      if (now === undefined) throw error;
      return now;
    }
    return { ...namedIn(person), actor };
  }

  private async activeWithAddress(email: string): Promise<PersonRow | undefined> {
    const [row] = await dataSourceOf(this.dataSource).query<PersonRow[]>(
      `SELECT ${personColumns} FROM person WHERE lower(email) = lower($1) AND active`,
      [email],
    );
    return row;
  }
}

/** The one place where a person becomes somebody who acts: what they may in the place of others is asked here. */
function actorOf({ id, roles, party_ids: partyIds, away }: PersonRow): Actor {
  const today = osloDate(new Date().toISOString());
  return standingIn({ id, roles, partyIds }, away, today);
}

function namedIn({ name, language }: PersonRow): Omit<LoggedIn, 'actor'> {
  return { name, ...(language === null ? {} : { language }) };
}

export function loggedIn(row: LoggedInRow): LoggedIn {
  return { ...namedIn(row), actor: { ...actorOf(row), identityId: row.identity_id } };
}

import { v7 as newId } from 'uuid';
import type { Instant, PartyId, PersonId, PlanId } from '#domain/ids.js';
import type { Language } from '#domain/language.js';
import type { Actor, Role } from '#domain/roles/actor.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import { instant } from '../history/row-values.js';
import type { RecordSource } from '../record-source.js';
import { hashOfToken, newToken } from '../secret-token.js';

export interface CalendarAddress {
  id: string;
  /** Absent: what the person is to do, in every plan. */
  plan?: { number: number; title: string };
  openedAt: Instant;
  /** When a calendar program last asked, to the hour. */
  readAt?: Instant;
}

interface ReaderRow {
  address_id: string;
  plan_id: PlanId | null;
  id: PersonId;
  roles: Role[];
  party_ids: PartyId[];
  language: Language | null;
}

/** Whose calendar an address opens. */
export interface CalendarReader {
  actor: Actor;
  language?: Language;
  planId?: PlanId;
}

/**
 * Addresses that open a calendar without logging in (docs/adr/053). Like sessions they stand beside the events: what is
 * kept is SHA-256 of the secret, and when it was used.
 */
export class CalendarAddresses {
  constructor(private readonly dataSource: RecordSource) {}

  /** A new secret; one that the person had for the same calendar opens nothing from now on. */
  async open(personId: PersonId, planId: PlanId | undefined): Promise<string> {
    const secret = newToken();
    await dataSourceOf(this.dataSource).query(
      `INSERT INTO calendar_address (id, person_id, plan_id, secret_sha256, opened_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (person_id, plan_id) DO UPDATE
         SET id = excluded.id, secret_sha256 = excluded.secret_sha256, opened_at = excluded.opened_at, read_at = NULL`,
      [newId(), personId, planId ?? null, hashOfToken(secret), new Date()],
    );
    return secret;
  }

  async close(personId: PersonId, id: string): Promise<boolean> {
    const [, closed] = await dataSourceOf(this.dataSource).query<[unknown, number]>(
      'DELETE FROM calendar_address WHERE person_id = $1 AND id = $2',
      [personId, id],
    );
    return closed > 0;
  }

  /** What the person does first, then plans by number. */
  async of(personId: PersonId): Promise<CalendarAddress[]> {
    const rows = await dataSourceOf(this.dataSource).query<
      { id: string; number: number | null; title: string | null; opened_at: string; read_at: string | null }[]
    >(
      `SELECT calendar_address.id, plan.number, plan.title, to_jsonb(opened_at) #>> '{}' AS opened_at,
              to_jsonb(read_at) #>> '{}' AS read_at
         FROM calendar_address LEFT JOIN plan ON plan.id = calendar_address.plan_id
        WHERE person_id = $1 ORDER BY plan.number NULLS FIRST`,
      [personId],
    );
    return rows.map(({ id, number, title, opened_at: openedAt, read_at: readAt }) => ({
      id,
      openedAt: instant(openedAt),
      ...(number === null || title === null ? {} : { plan: { number, title } }),
      ...(readAt === null ? {} : { readAt: instant(readAt) }),
    }));
  }

  /** @returns undefined for an address that opens nothing, or nothing any more */
  async reader(secret: string): Promise<CalendarReader | undefined> {
    const sha256 = hashOfToken(secret);
    if (sha256 === undefined) return undefined;
    const [row] = await dataSourceOf(this.dataSource).query<ReaderRow[]>(
      `SELECT calendar_address.id AS address_id, calendar_address.plan_id, person.id, person.roles,
              person.party_ids::text[] AS party_ids, person.language
         FROM calendar_address JOIN person ON person.id = calendar_address.person_id
        WHERE secret_sha256 = $1 AND person.active`,
      [sha256],
    );
    if (row === undefined) return undefined;
    await dataSourceOf(this.dataSource).query(
      `UPDATE calendar_address SET read_at = $2
        WHERE id = $1 AND (read_at IS NULL OR read_at < $2::timestamptz - interval '1 hour')`,
      [row.address_id, new Date()],
    );
    const { id, roles, party_ids: partyIds, language, plan_id: planId } = row;
    return {
      actor: { id, roles, partyIds },
      ...(language === null ? {} : { language }),
      ...(planId === null ? {} : { planId }),
    };
  }
}

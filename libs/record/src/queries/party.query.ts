import type { DataSource } from 'typeorm';
import type { PartyId } from '#domain/ids.js';
import type { Versioned } from '#domain/needs.js';
import type { Party } from '#domain/party/party.js';
import { type MembershipRow, partyOf, type PartyRow } from '../party/party.rows.js';
import { byName, Conditions, type PageWanted } from './conditions.js';

const partyColumns = `to_jsonb(party) AS party,
  (SELECT coalesce(jsonb_agg(to_jsonb(membership) ORDER BY membership.ordinal), '[]')
     FROM membership WHERE membership.group_id = party.id) AS memberships`;

interface PartyAsJson {
  party: PartyRow;
  memberships: MembershipRow[];
}

export async function findParty(dataSource: DataSource, id: PartyId): Promise<Versioned<Party> | undefined> {
  const [found] = await dataSource.query<PartyAsJson[]>(
    `SELECT ${partyColumns} FROM party WHERE party.id = $1`,
    [id],
  );
  return found === undefined ? undefined : versioned(found);
}

export interface PartiesWanted extends PageWanted {
  kind?: Party['kind'];
}

/** By name. Position: name, id. */
export async function listParties(
  dataSource: DataSource,
  wanted: PartiesWanted,
): Promise<Versioned<Party>[]> {
  const conditions = new Conditions()
    .where('party.kind = ?', wanted.kind)
    .after(`${byName('party.name')}, party.id`, '>', wanted.cursor);
  const rows = await dataSource.query<PartyAsJson[]>(
    `SELECT ${partyColumns} FROM party ${conditions.sql}
      ORDER BY ${byName('party.name')}, party.id ${conditions.limit(wanted.limit)}`,
    conditions.values,
  );
  return rows.map(versioned);
}

function versioned({ party, memberships }: PartyAsJson): Versioned<Party> {
  return { state: partyOf(party, memberships), version: party.version };
}

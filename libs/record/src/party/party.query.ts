import type { ItemId, PartyId, PlainDate } from '#domain/ids.js';
import type { Versioned } from '#domain/needs.js';
import type { Party } from '#domain/party/party.js';
import type { NamedParty } from '#domain/party/similar-names.js';
import { type MembershipRow, partyOf, type PartyRow } from './party.rows.js';
import { byName, Conditions, type PageWanted } from '../conditions.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** One who has left a group, or is going to, with what the secretariat is asked about. */
export interface Departure {
  partyId: PartyId;
  leftOn: PlainDate;
  items: readonly { id: ItemId; number: string; planNumber: number; measureNumber: number }[];
}

export interface PartyInRegister extends Versioned<Party> {
  /** The departures from a group, in the order of the numbers. */
  departures: readonly Departure[];
}

/** What is asked about after departures: `isAskedAfterDeparture` of the domain. */
export const askedAfterDeparture = `item.state IN ('open', 'reported-done') AND item.details ? 'departure'
  AND NOT item.details -> 'departure' ? 'answeredAt'`;

const partyColumns = `to_jsonb(party) AS party,
  (SELECT coalesce(jsonb_agg(to_jsonb(membership) ORDER BY membership.ordinal), '[]')
     FROM membership WHERE membership.group_id = party.id) AS memberships,
  (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'partyId', item.party_id, 'leftOn', item.details #>> '{departure,leftOn}', 'id', item.id,
            'number', measure.number || '.' || item.suffix, 'planNumber', plan.number, 'measureNumber', measure.number)
          ORDER BY plan.number, measure.number, item.ordinal), '[]')
     FROM item JOIN measure ON measure.id = item.measure_id JOIN plan ON plan.id = measure.plan_id
    WHERE item.via_group_id = party.id AND measure.state NOT IN ('closed', 'withdrawn')
      AND ${askedAfterDeparture}) AS asked`;

type AskedItem = Departure['items'][number] & Pick<Departure, 'partyId' | 'leftOn'>;

interface PartyAsJson {
  party: PartyRow;
  memberships: MembershipRow[];
  asked: AskedItem[];
}

export async function findParty(dataSource: RecordSource, id: PartyId): Promise<PartyInRegister | undefined> {
  const [found] = await dataSourceOf(dataSource).query<PartyAsJson[]>(
    `SELECT ${partyColumns} FROM party WHERE party.id = $1`,
    [id],
  );
  return found === undefined ? undefined : inRegister(found);
}

export interface PartiesWanted extends PageWanted {
  kind?: Party['kind'];
}

/** By name. Position: name, id. */
export async function listParties(
  dataSource: RecordSource,
  wanted: PartiesWanted,
): Promise<PartyInRegister[]> {
  const conditions = new Conditions()
    .where('party.kind = ?', wanted.kind)
    .after(`${byName('party.name')}, party.id`, '>', wanted.cursor);
  const rows = await dataSourceOf(dataSource).query<PartyAsJson[]>(
    `SELECT ${partyColumns} FROM party ${conditions.sql}
      ORDER BY ${byName('party.name')}, party.id ${conditions.limit(wanted.limit)}`,
    conditions.values,
  );
  return rows.map(inRegister);
}

/** Everybody by name, for choosing and for saying who it is. */
export async function partiesNamed(dataSource: RecordSource): Promise<NamedParty[]> {
  const rows = await dataSourceOf(dataSource).query<
    (Omit<NamedParty, 'organisationNumber'> & { number: string | null })[]
  >(`SELECT id, name, kind, organisation_number AS number FROM party ORDER BY ${byName('name')}, id`);
  return rows.map(({ number, ...party }) =>
    number === null ? party : { ...party, organisationNumber: number },
  );
}

function inRegister({ party, memberships, asked }: PartyAsJson): PartyInRegister {
  return { state: partyOf(party, memberships), version: party.version, departures: departuresOf(asked) };
}

/** By who has left; of one who left twice what was asked each time. */
function departuresOf(asked: readonly AskedItem[]): Departure[] {
  const departures = new Map<string, Departure & { items: AskedItem[] }>();
  for (const item of asked) {
    const key = `${item.partyId} ${item.leftOn}`;
    const known = departures.get(key);
    if (known === undefined)
      departures.set(key, { partyId: item.partyId, leftOn: item.leftOn, items: [item] });
    else known.items.push(item);
  }
  return [...departures.values()];
}

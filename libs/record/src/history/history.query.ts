import type { StreamKind } from '#domain/history.js';
import type { CommandId, Instant, ItemId, PersonId } from '#domain/ids.js';
import type { Account } from '../identity/identity.rows.js';
import { instant } from './row-values.js';
import { Conditions, type PageWanted } from '../conditions.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** One entry of a history, as it was written. */
export interface HistoryEntry {
  version: number;
  type: string;
  at: Instant;
  actorId: PersonId;
  /** The actor's name as the register has it now; absent for an API client and for a person who was erased. */
  actorName?: string;
  /** The account that the actor came with; absent for an API client, for one who was erased, and in older events. */
  account?: Account;
  commandId: CommandId;
  /** Hexadecimal; covers this entry and the one before it. */
  hash: string;
  data: Readonly<Record<string, unknown>>;
}

export interface HistoryWanted extends PageWanted {
  stream: StreamKind;
  id: string;
  command?: CommandId;
  /** Only what was about this item of the measure. */
  itemId?: ItemId;
}

interface EntryRow {
  version: number;
  type: string;
  at: string;
  actorId: string;
  actorName: string | null;
  account: Account | null;
  commandId: string;
  hash: string;
  data: Record<string, unknown>;
}

/** In the order it happened. Position: the version. */
export async function listHistory(dataSource: RecordSource, wanted: HistoryWanted): Promise<HistoryEntry[]> {
  const conditions = new Conditions()
    .where('event.stream_kind = ?', wanted.stream)
    .where('event.stream_id = ?', wanted.id)
    .where('event.command_id = ?', wanted.command)
    .where(`(event.body -> 'data' ->> 'itemId') = ?::text`, wanted.itemId)
    .after('event.version', '>', wanted.cursor);
  const rows = await dataSourceOf(dataSource).query<EntryRow[]>(
    `SELECT event.version, event.type, to_jsonb(event.at) #>> '{}' AS at, event.actor_id AS "actorId",
            person.name AS "actorName",
            CASE WHEN identity.subject IS NOT NULL
                 THEN jsonb_build_object('issuer', identity.issuer, 'subject', identity.subject) END AS account,
            event.command_id AS "commandId", encode(event.hash, 'hex') AS hash,
            event.body -> 'data' AS data
       FROM event LEFT JOIN person ON person.id::text = event.actor_id
                  LEFT JOIN identity ON identity.id = (event.body ->> 'identityId')::uuid
       ${conditions.sql}
      ORDER BY event.version ${conditions.limit(wanted.limit)}`,
    conditions.values,
  );
  return rows.map(({ actorName, account, at, ...row }) => ({
    ...row,
    at: instant(at),
    ...(actorName === null ? {} : { actorName }),
    ...(account === null ? {} : { account }),
  }));
}

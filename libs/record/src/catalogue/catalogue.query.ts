import type { Catalogue } from '#domain/catalogue/catalogue.js';
import type { CatalogueEvent } from '#domain/catalogue/catalogue.events.js';
import { fold } from '#domain/evolve.js';
import type { RecordedEvent } from '#domain/history.js';
import type { CatalogueId, PersonId } from '#domain/ids.js';
import type { Versioned } from '#domain/needs.js';
import { instant } from '../history/row-values.js';
import { Conditions, type PageWanted } from '../conditions.js';
import { catalogueOf, type CatalogueRow } from './catalogue.rows.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

export type CatalogueKey = { id: CatalogueId } | { number: number };

export async function findCatalogue(
  dataSource: RecordSource,
  key: CatalogueKey,
): Promise<Versioned<Catalogue> | undefined> {
  const [found] = await dataSourceOf(dataSource).query<{ row: CatalogueRow }[]>(
    `SELECT to_jsonb(catalogue) AS row FROM catalogue WHERE ${'id' in key ? 'id' : 'number'} = $1`,
    ['id' in key ? key.id : key.number],
  );
  return found === undefined ? undefined : versioned(found.row);
}

/** In the order of their numbers. Position: the number. */
export async function listCatalogues(
  dataSource: RecordSource,
  wanted: PageWanted,
): Promise<Versioned<Catalogue>[]> {
  const conditions = new Conditions().after('number', '>', wanted.cursor);
  const rows = await dataSourceOf(dataSource).query<{ row: CatalogueRow }[]>(
    `SELECT to_jsonb(catalogue) AS row FROM catalogue ${conditions.sql}
      ORDER BY number ${conditions.limit(wanted.limit)}`,
    conditions.values,
  );
  return rows.map(({ row }) => versioned(row));
}

interface EventRow {
  type: CatalogueEvent['type'];
  data: unknown;
  at: string;
  actorId: string;
  commandId: string;
  version: number;
}

/** The catalogue as it was at a version, told from its history; undefined where it has had no such version. */
export async function catalogueAtVersion(
  dataSource: RecordSource,
  id: CatalogueId,
  version: number,
): Promise<Catalogue | undefined> {
  const rows = await dataSourceOf(dataSource).query<EventRow[]>(
    `SELECT type, body -> 'data' AS data, to_jsonb(at) #>> '{}' AS at, actor_id AS "actorId",
            command_id AS "commandId", version
       FROM event WHERE stream_kind = 'catalogue' AND stream_id = $1 AND version <= $2 ORDER BY version`,
    [id, version],
  );
  if (rows.length !== version) return undefined;
  return fold(
    'catalogue',
    rows.map((row) => ({ ...row, at: instant(row.at) }) as RecordedEvent<CatalogueEvent>),
  );
}

/** What those who changed it are called; nobody for an API client and for a person who was erased. */
export async function namesOfChangers(
  dataSource: RecordSource,
  { changeLog, situations }: Pick<Catalogue, 'changeLog' | 'situations'>,
): Promise<ReadonlyMap<PersonId, string>> {
  const ids = [
    ...changeLog.flatMap((entry) => ('by' in entry ? [entry.by] : [])),
    ...situations.flatMap(({ risk }) => (risk === undefined ? [] : [risk.by])),
  ];
  const rows = await dataSourceOf(dataSource).query<{ id: string; name: string }[]>(
    'SELECT id, name FROM person WHERE id::text = ANY ($1::text[])',
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function versioned(row: CatalogueRow): Versioned<Catalogue> {
  return { state: catalogueOf(row), version: row.version };
}

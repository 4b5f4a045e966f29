import type { ItemId, MeasureId, PartyId, PlanId } from '#domain/ids.js';
import { extensionsOf, isExtensionOpen, type OpenWithExtension } from '#domain/measure/extension.js';
import type { EndedExtension, ExtensionRequest, ExtensionState } from '#domain/measure/extension-request.js';
import type { Item, Measure } from '#domain/measure/measure.js';
import type { Plan } from '#domain/plan/plan.js';
import type { Register } from '#domain/register.js';
import type { Actor } from '#domain/roles/actor.js';
import { itemIsOf } from '../access/seen-in-sql.js';
import { Conditions, type PageWanted } from '../conditions.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import { readSubjects } from '../follow-up/subjects.js';
import type { RecordSource } from '../record-source.js';
import { measuresById } from './item.query.js';
import type { KnownMeasure } from './measure.query.js';

export interface ExtensionsWanted extends PageWanted {
  state?: ExtensionState;
  plan?: PlanId;
  party?: PartyId;
  /** Only what this reader sees. */
  seenBy?: Actor;
}

/** A request with the item and the measure it stands in. */
export interface ListedExtension {
  request: ExtensionRequest | EndedExtension;
  /** Its place among the item's, from 1. */
  place: number;
  item: Item;
  ordinal: number;
  planNumber: number;
  measure: KnownMeasure;
}

/** By plan, measure, item and when they were asked for. Position: the plan's number, the measure's, the item's place, its own. */
export async function listExtensions(
  dataSource: RecordSource,
  wanted: ExtensionsWanted,
): Promise<ListedExtension[]> {
  const conditions = new Conditions()
    .where('request.became = ?', wanted.state)
    .where('measure.plan_id = ?', wanted.plan)
    .where(itemIsOf('?'), wanted.party === undefined ? undefined : [wanted.party])
    .where('measure.state <> ?', 'withdrawn')
    .seenBy(wanted.seenBy, 'seesItem')
    .after('plan.number, measure.number, item.ordinal, request.place', '>', wanted.cursor);
  const rows = await dataSourceOf(dataSource).query<
    { id: ItemId; measureId: MeasureId; ordinal: number; planNumber: number; place: number }[]
  >(
    `SELECT item.id, item.measure_id AS "measureId", item.ordinal, plan.number AS "planNumber", request.place
       FROM item JOIN measure ON measure.id = item.measure_id JOIN plan ON plan.id = measure.plan_id,
            LATERAL (SELECT ended ->> 'became' AS became, place::int
                       FROM jsonb_array_elements(item.details -> 'extensionsBefore') WITH ORDINALITY AS before (ended, place)
                     UNION ALL
                     SELECT 'open', 1 + coalesce(jsonb_array_length(item.details -> 'extensionsBefore'), 0)
                      WHERE item.details ? 'extension') AS request
       ${conditions.sql === '' ? 'WHERE' : `${conditions.sql} AND`} item.details ?| '{extension,extensionsBefore}'
      ORDER BY plan.number, measure.number, item.ordinal, request.place ${conditions.limit(wanted.limit)}`,
    conditions.values,
  );
  const measures = await measuresById(dataSource, new Set(rows.map((row) => row.measureId)));
  return rows.flatMap(({ id, measureId, ordinal, planNumber, place }) => {
    const measure = measures.get(measureId);
    const item = measure?.state.items.find((known) => known.id === id);
    const request = item === undefined ? undefined : extensionsOf(item)[place - 1];
    return measure === undefined || item === undefined || request === undefined
      ? []
      : [{ request, place, item, ordinal, planNumber, measure }];
  });
}

export interface WaitingExtension {
  item: OpenWithExtension;
  measure: Measure;
  plan: Plan;
  partyName: string;
}

/** Every request that waits for an answer, the oldest first, and who could give it. */
export async function waitingExtensions(
  dataSource: RecordSource,
): Promise<{ waiting: readonly WaitingExtension[]; register: Register }> {
  const { manager } = dataSourceOf(dataSource);
  const rows = await manager.query<{ measureId: MeasureId }[]>(
    `SELECT DISTINCT measure_id AS "measureId" FROM item WHERE details ? 'extension'`,
  );
  const { subjects, register } = await readSubjects(
    manager,
    rows.map(({ measureId }) => measureId),
  );
  const parties = await manager.query<{ id: PartyId; name: string }[]>(
    'SELECT id, name FROM party WHERE id = ANY ($1::uuid[])',
    [[...subjects.values()].flatMap(({ measure }) => measure.items.map(({ partyId }) => partyId))],
  );
  const names = new Map(parties.map(({ id, name }) => [id, name]));
  const waiting = [...subjects.values()].flatMap(({ measure, plan }) =>
    measure.items
      .filter(isExtensionOpen)
      .map((item) => ({ item, measure, plan, partyName: names.get(item.partyId) ?? '' })),
  );
  return {
    waiting: waiting.sort((one, other) => one.item.extension.at.localeCompare(other.item.extension.at)),
    register,
  };
}

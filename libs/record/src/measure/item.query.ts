import type { ItemId, MeasureId, PartyId, PlainDate, PlanId } from '#domain/ids.js';
import type { Item, ItemState } from '#domain/measure/measure.js';
import type { Actor } from '#domain/roles/actor.js';
import { itemIsOf } from '../access/seen-in-sql.js';
import { isItemLate } from './late-in-sql.js';
import { Conditions, type PageWanted } from '../conditions.js';
import { type KnownMeasure, type MeasureAsJson, measureColumns, versionedMeasure } from './measure.query.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

export async function measureOfItem(dataSource: RecordSource, id: ItemId): Promise<MeasureId | undefined> {
  return (await measuresOfItems(dataSource, [id])).get(id);
}

/** What does not exist is absent. */
export async function measuresOfItems(
  dataSource: RecordSource,
  ids: readonly ItemId[],
): Promise<ReadonlyMap<ItemId, MeasureId>> {
  const rows = await dataSourceOf(dataSource).query<{ id: ItemId; measureId: MeasureId }[]>(
    'SELECT id, measure_id AS "measureId" FROM item WHERE id = ANY($1::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, measureId }) => [id, measureId]));
}

export interface ItemsWanted extends PageWanted {
  plan?: PlanId;
  measure?: MeasureId;
  /** Responsible for it, or contributes to it. */
  party?: PartyId;
  state?: ItemState;
  late?: boolean;
  /** Only what this reader sees. */
  seenBy?: Actor;
  /** Europe/Oslo. */
  today: PlainDate;
}

/** An item with the measure it stands in. */
export interface ItemInMeasure {
  item: Item;
  ordinal: number;
  planNumber: number;
  measure: KnownMeasure;
}

/** By plan, measure and item. Position: the plan's number, the measure's, the item's place in it. */
export async function listItems(dataSource: RecordSource, wanted: ItemsWanted): Promise<ItemInMeasure[]> {
  const { late, today } = wanted;
  const conditions = new Conditions()
    .where('measure.plan_id = ?', wanted.plan)
    .where('measure.id = ?', wanted.measure)
    .where('item.state = ?', wanted.state)
    .where('measure.state <> ?', 'withdrawn')
    .where(itemIsOf('?'), wanted.party === undefined ? undefined : [wanted.party])
    .seenBy(wanted.seenBy, 'seesItem')
    .where(`(${isItemLate('?')}) = ${late === true}`, late === undefined ? undefined : today)
    .after('plan.number, measure.number, item.ordinal', '>', wanted.cursor);
  const rows = await dataSourceOf(dataSource).query<
    { id: ItemId; measureId: MeasureId; ordinal: number; planNumber: number }[]
  >(
    `SELECT item.id, item.measure_id AS "measureId", item.ordinal, plan.number AS "planNumber"
       FROM item JOIN measure ON measure.id = item.measure_id JOIN plan ON plan.id = measure.plan_id
       ${conditions.sql}
      ORDER BY plan.number, measure.number, item.ordinal ${conditions.limit(wanted.limit)}`,
    conditions.values,
  );
  const measures = await measuresById(dataSource, new Set(rows.map((row) => row.measureId)));
  return rows.flatMap(({ id, measureId, ordinal, planNumber }) => {
    const measure = measures.get(measureId);
    const item = measure?.state.items.find((known) => known.id === id);
    return measure === undefined || item === undefined ? [] : [{ item, ordinal, planNumber, measure }];
  });
}

export async function measuresById(
  dataSource: RecordSource,
  ids: ReadonlySet<MeasureId>,
): Promise<ReadonlyMap<MeasureId, KnownMeasure>> {
  const rows = await dataSourceOf(dataSource).query<MeasureAsJson[]>(
    `SELECT ${measureColumns} FROM measure WHERE measure.id = ANY($1::uuid[])`,
    [[...ids]],
  );
  return new Map(rows.map((row) => [row.measure.id, versionedMeasure(row)]));
}

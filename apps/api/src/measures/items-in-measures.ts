import { notFound } from '#domain/domain-error.js';
import type { ItemId, MeasureId } from '#domain/ids.js';
import { measuresOfItems } from '#record/measure/item.query.js';
import type { RecordSource } from '#record/record-source.js';

/** @throws DomainError `not-found` */
export async function itemsInMeasures(
  recordSource: RecordSource,
  itemIds: readonly ItemId[],
): Promise<{ measureId: MeasureId; itemId: ItemId }[]> {
  const measureOf = await measuresOfItems(recordSource, itemIds);
  return itemIds.map((itemId) => {
    const measureId = measureOf.get(itemId);
    if (measureId === undefined) throw notFound('item', itemId);
    return { measureId, itemId };
  });
}

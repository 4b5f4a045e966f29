import { invalid } from '#domain/domain-error.js';
import type { ItemId, MeasureId } from '#domain/ids.js';
import type { AskedExtension } from '#domain/measure/extension-request.js';

type Named = AskedExtension & { itemId: ItemId };

/**
 * Each item with the request that is answered, where it is said.
 * @throws DomainError `invalid-value` where a request of another item is named
 */
export function withRequests(
  items: readonly { measureId: MeasureId; itemId: ItemId }[],
  asked: readonly Named[] = [],
): { measureId: MeasureId; itemId: ItemId; asked?: AskedExtension }[] {
  const named = new Map(asked.map(({ itemId, ...request }) => [itemId, request]));
  if ([...named.keys()].some((id) => !items.some(({ itemId }) => itemId === id)))
    throw invalid(
      'asked',
      'A request of an item that is not answered is named.',
      'Name its item in itemIds.',
    );
  return items.map((item) => {
    const request = named.get(item.itemId);
    return request === undefined ? item : { ...item, asked: request };
  });
}

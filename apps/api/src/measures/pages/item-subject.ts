import { itemNumber, type Item } from '#domain/measure/measure.js';
import type { MeasureRecord } from '#record/measure/measure-page.query.js';
import { t } from '../../web/frame/texts.js';

/** "7.4 – Vestdal kommune": what a person knows an item by. */
export function subjectOfItem({ measure, parties }: MeasureRecord, item: Item): string {
  return t('page.items.subject', {
    number: itemNumber(measure, item),
    party: parties.get(item.partyId)?.name ?? t('page.unknown'),
  });
}

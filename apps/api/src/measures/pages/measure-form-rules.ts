import type { PersonId } from '#domain/ids.js';
import { isStanding, type Item } from '#domain/measure/measure.js';
import type { MeasureRecord } from '#record/measure/measure-page.query.js';

/** The measure takes commands: accepted, not withdrawn, and neither it nor its plan is closed. */
export function isFollowed({ measure, plan }: MeasureRecord): boolean {
  return measure.state !== 'proposed' && isOpen({ measure, plan });
}

export function isOpen({ measure, plan }: Pick<MeasureRecord, 'measure' | 'plan'>): boolean {
  return measure.state !== 'closed' && isStanding(measure) && plan.state !== 'closed';
}

export function openItems(record: MeasureRecord): readonly Extract<Item, { state: 'open' }>[] {
  if (!isFollowed(record)) return [];
  return record.measure.items.filter((item) => item.state === 'open');
}

export function reportedItems(record: MeasureRecord): readonly Item[] {
  if (!isFollowed(record)) return [];
  return record.measure.items.filter((item) => item.state === 'reported-done');
}

/** The persons named in the measure or its plan, who may therefore do what others may not. */
export function namedIn({ measure, plan }: Pick<MeasureRecord, 'measure' | 'plan'>): readonly PersonId[] {
  const reviewer = measure.state === 'closed' ? measure.closure.effectReview?.reviewerId : undefined;
  return [...plan.signOffSubstituteIds, ...(reviewer === undefined ? [] : [reviewer])];
}

/** The form has seen to it that there is one. */
export function firstOf(chosen: readonly Item[]): Item {
  const [item] = chosen;
  if (item === undefined) throw new Error('The form was sent on without an item');
  return item;
}

import type { ItemId, MeasureId, PlainDate } from '#domain/ids.js';
import { isRestricted } from '#domain/access/access.js';
import type { Deadline } from '#domain/deadline/deadline.js';
import { type Item, itemNumber, type Measure } from '#domain/measure/measure.js';
import type { Plan } from '#domain/plan/plan.js';

/** What a line of a message is about. Titles stand here in the clear also for what is restricted. */
export interface MessageSubject {
  measureId: MeasureId;
  itemId?: ItemId;
  planNumber: number;
  number: string;
  title: string;
  planTitle: string;
  restricted: boolean;
}

export interface MessageDeadline {
  inForce: PlainDate;
  original: PlainDate;
  moves: number;
}

/** An item, or the measure as a whole. */
export function subjectOf(measure: Measure, plan: Plan, item: Item | undefined): MessageSubject {
  return {
    measureId: measure.id,
    ...(item === undefined ? {} : { itemId: item.id }),
    planNumber: plan.number,
    number: item === undefined ? String(measure.number) : itemNumber(measure, item),
    title: titleOf(measure, item),
    planTitle: plan.title,
    restricted: isRestricted(measure.access),
  };
}

export function shownDeadline(deadline: Deadline): MessageDeadline {
  return { inForce: deadline.inForce, original: deadline.original, moves: deadline.moves.length };
}

function titleOf(measure: Measure, item: Item | undefined): string {
  const subPoint = measure.subPoints.find(({ id }) => id === item?.subPointId);
  return subPoint?.text ?? measure.title;
}

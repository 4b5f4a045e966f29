import { isRestricted } from '../access/access.js';
import { osloDate } from '../follow-up/calendar.js';
import type { Deadline } from '../deadline/deadline.js';
import { isExtensionOpen } from '../measure/extension.js';
import { type Item, itemNumber, type Measure } from '../measure/measure.js';
import type { Plan } from '../plan/plan.js';
import type { ShownDeadline, ShownExtension, Subject } from './message-facts.js';

/** An item, or the measure as a whole. */
export function subjectOf(measure: Measure, plan: Plan, item: Item | undefined): Subject {
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

export function shownDeadline(deadline: Deadline): ShownDeadline {
  return { inForce: deadline.inForce, original: deadline.original, moves: deadline.moves.length };
}

/** The extension that is asked for and not answered. */
export function extensionShown(item: Item | undefined): { extension?: ShownExtension } {
  if (item === undefined || !isExtensionOpen(item)) return {};
  const { to, at } = item.extension;
  return { extension: { to, askedOn: osloDate(at) } };
}

function titleOf(measure: Measure, item: Item | undefined): string {
  const subPoint = measure.subPoints.find(({ id }) => id === item?.subPointId);
  return subPoint?.text ?? measure.title;
}

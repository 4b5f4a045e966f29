import type { PlainDate } from '../ids.js';
import { itemStanding, measureStanding } from '../summary/standing.js';
import { isStanding, type Item, type Measure } from './measure.js';

/** Open, accepted, and the day of the deadline in force has ended: what is reported done waits for its sign-off. */
export function isItemLate(measure: Measure, item: Item, today: PlainDate): boolean {
  return isStanding(measure) && itemStanding(measure, item, today) === 'late';
}

/** An item of it is late, or a part of it that nobody has. */
export function isMeasureLate(measure: Measure, today: PlainDate): boolean {
  return isStanding(measure) && measureStanding(measure, today) === 'late';
}

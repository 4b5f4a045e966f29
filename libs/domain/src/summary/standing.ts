import { hasPassed } from '../deadline/deadline.js';
import type { PlainDate } from '../ids.js';
import { deadlineOf, type Item, type StandingMeasure } from '../measure/measure.js';

/**
 * The columns of the summary's figures. They exclude each other; where several could hold, the first in this order
 * does: done, awaiting sign-off, late, no deadline, on track. Proposed measures are counted apart.
 */
export const standings = ['proposed', 'onTrack', 'late', 'noDeadline', 'awaitingSignOff', 'done'] as const;
export type Standing = (typeof standings)[number];

/** How many stand in each column; `total` is their sum. */
export type Figures = Record<Standing, number> & { total: number };

export function noFigures(): Figures {
  return { proposed: 0, onTrack: 0, late: 0, noDeadline: 0, awaitingSignOff: 0, done: 0, total: 0 };
}

/** Undefined for an item that was waived or never answered: told in a note, not counted as done. */
export function itemStanding(measure: StandingMeasure, item: Item, today: PlainDate): Standing | undefined {
  if (item.state === 'waived' || item.state === 'unanswered') return undefined;
  if (item.state === 'signed-off') return 'done';
  if (item.state === 'reported-done') return 'awaitingSignOff';
  if (measure.state === 'proposed') return 'proposed';
  return openStanding(deadlineOf(measure, item)?.inForce, today);
}

/**
 * Done when closed; awaiting sign-off when nothing in it is open any more (reported done, or only the closing is
 * left); late when any open item is, and without a deadline when any open item lacks one.
 */
export function measureStanding(measure: StandingMeasure, today: PlainDate): Standing {
  if (measure.state === 'proposed') return 'proposed';
  if (measure.state === 'closed') return 'done';
  if (measure.state === 'ready-to-close') return 'awaitingSignOff';
  let worst: Standing = hasUnassignedPart(measure)
    ? openStanding(measure.deadline?.inForce, today)
    : 'awaitingSignOff';
  for (const item of measure.items) worst = worse(worst, itemStanding(measure, item, today));
  return worst;
}

const urgency: Record<Standing, number> = {
  late: 3,
  noDeadline: 2,
  onTrack: 1,
  awaitingSignOff: 0,
  done: 0,
  proposed: 0,
};

function worse(one: Standing, other: Standing | undefined): Standing {
  return other !== undefined && urgency[other] > urgency[one] ? other : one;
}

function openStanding(inForce: PlainDate | undefined, today: PlainDate): 'late' | 'noDeadline' | 'onTrack' {
  if (inForce === undefined) return 'noDeadline';
  return hasPassed(inForce, today) ? 'late' : 'onTrack';
}

/** Nobody is responsible for the measure, or for one of its sub-points. */
export function hasUnassignedPart(measure: StandingMeasure): boolean {
  if (measure.items.length === 0) return true;
  return measure.subPoints.some((subPoint) => !measure.items.some((item) => item.subPointId === subPoint.id));
}

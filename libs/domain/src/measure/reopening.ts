import { requireNotBefore, requireWithin } from '../deadline/date-bounds.js';
import { hasPassed } from '../deadline/deadline.js';
import type { PlainDate } from '../ids.js';
import type { Circumstances } from '../register.js';
import { requirePermission } from '../roles/permissions.js';
import { requireReviewDate } from './deadline.decide.js';
import type { MeasureCommand } from './measure.commands.js';
import { deadlineWanted, measureNotClosed, reasonMissing, reopenedWithoutDate } from './measure.errors.js';
import type { MeasureEvent } from './measure.events.js';
import { findItem, type Item, type Measure } from './measure.js';

type ReopenMeasure = Extract<MeasureCommand, { type: 'ReopenMeasure' }>;

/**
 * Reopened with a reason and a new deadline or review date (PRODUCT.md, Life of a measure). A deadline is moved to the
 * new one, so that the original and how often it was moved stand; an item's own is moved with it where it has passed,
 * and stands where it lies ahead. Without a new one a passed deadline of the measure ends: it stays in the history, and
 * the review date is what holds.
 * @throws DomainError `not-permitted`, `measure-not-closed`, `reason-missing`, `not-found`, `reopened-without-date`,
 *   `deadline-wanted`, `date-too-early`, `date-too-late`
 */
export function reopenMeasure(
  measure: Measure,
  { reason, itemIds, deadline, reviewOn }: ReopenMeasure,
  { actor, today }: Pick<Circumstances, 'actor' | 'today'>,
): MeasureEvent[] {
  requirePermission(actor, 'reopen');
  if (measure.state !== 'closed') throw measureNotClosed(measure);
  if (reason.trim() === '') throw reasonMissing('reason', 'Reopening a measure');
  const items = itemIds.map((itemId) => findItem(measure, itemId));
  if (deadline === undefined && reviewOn === undefined) throw reopenedWithoutDate(measure);
  if (deadline !== undefined) {
    requireNotBefore('deadline.on', deadline.on, today);
    requireWithin('deadline.on', deadline.on, today);
  }
  if (reviewOn !== undefined) requireReviewDate('reviewOn', reviewOn, today);

  const late = items.filter((item) => item.deadline !== undefined && hasPassed(item.deadline.inForce, today));
  if (deadline === undefined && late.length > 0) throw deadlineWanted(measure, late);
  const known = measure.deadline?.inForce;
  const ends = deadline === undefined && known !== undefined && hasPassed(known, today);
  return [
    {
      type: 'MeasureReopened',
      data: { reason, itemIds, ...(ends ? { endedDeadline: known } : {}) },
    },
    ...(deadline === undefined ? [] : given(measure, late, deadline, reason)),
    ...(reviewOn === undefined ? [] : reviewed(measure.reviewOn, reviewOn, reason)),
  ];
}

function given(
  measure: Measure,
  late: readonly Item[],
  { on, words }: { on: PlainDate; words?: string },
  reason: string,
): MeasureEvent[] {
  const from = measure.deadline?.inForce;
  const own = late.flatMap(({ id: itemId, deadline }): MeasureEvent[] =>
    deadline === undefined
      ? []
      : [{ type: 'DeadlineMoved', data: { itemId, from: deadline.inForce, to: on, reason } }],
  );
  if (from === on) return own;
  return from === undefined
    ? [{ type: 'DeadlineSet', data: { on, reason, ...(words === undefined ? {} : { words }) } }, ...own]
    : [{ type: 'DeadlineMoved', data: { from, to: on, reason } }, ...own];
}

function reviewed(from: PlainDate | undefined, to: PlainDate, reason: string): MeasureEvent[] {
  if (from === to) return [];
  return from === undefined
    ? [{ type: 'ReviewDateSet', data: { from: null, to, reason } }]
    : [{ type: 'ReviewDateMoved', data: { from, to, reason } }];
}

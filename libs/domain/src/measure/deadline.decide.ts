import { requireNotBefore, requireWithin } from '../deadline/date-bounds.js';
import { hasPassed } from '../deadline/deadline.js';
import type { Evaluation } from '../evaluation/evaluation.js';
import { osloDate } from '../follow-up/calendar.js';
import type { PlainDate } from '../ids.js';
import { limits } from '../limits.js';
import type { Plan } from '../plan/plan.js';
import type { Circumstances } from '../register.js';
import { requirePermission } from '../roles/permissions.js';
import type { MeasureCommand } from './measure.commands.js';
import { deadlineBeforeSource, deadlinePassed, reasonMissing } from './measure.errors.js';
import type { MeasureEvent } from './measure.events.js';
import { deadlineOf, findItem, type Measure } from './measure.js';
import type { MeasureInPlan } from './measure.requirements.js';

type CommandOf<T extends MeasureCommand['type']> = Extract<MeasureCommand, { type: T }>;

/** What a deadline can't lie before. */
export interface DeadlineSource {
  plan: Pick<Plan, 'registeredAt'>;
  evaluation: Pick<Evaluation, 'publishedOn'> | undefined;
}

/**
 * A deadline as somebody gives it: not before the plan or the evaluation, not so far off that it is a slip of the pen,
 * and in the past with a reason only.
 * @throws DomainError `deadline-before-source`, `date-too-late`, `deadline-passed`
 */
export function requireDeadline(
  field: string,
  { on, reason }: { on: PlainDate; reason?: string },
  { plan, evaluation }: DeadlineSource,
  today: PlainDate,
): void {
  const planFrom = osloDate(plan.registeredAt);
  const published = evaluation?.publishedOn;
  const earliest = published !== undefined && published < planFrom ? published : planFrom;
  if (on < earliest) throw deadlineBeforeSource(field, on, earliest, earliest === published);
  requireWithin(field, on, today);
  if (hasPassed(on, today) && isBlank(reason)) throw deadlinePassed(field, on);
}

/** From today, and at most 12 months off. @throws DomainError `date-too-early`, `date-too-late` */
export function requireReviewDate(field: string, on: PlainDate, today: PlainDate): void {
  requireNotBefore(field, on, today);
  requireWithin(field, on, today, limits.reviewMonths);
}

/** The first time it is set; later it is moved, and what was signed off by it is asked for again. */
export function setDeadline(
  { measure, plan, evaluation }: MeasureInPlan,
  { itemId, on, words, reason }: CommandOf<'SetDeadline'>,
  { actor, today }: Circumstances,
): MeasureEvent[] {
  requirePermission(actor, 'set-deadline');
  const item = itemId === undefined ? undefined : findItem(measure, itemId);
  const before = item === undefined ? measure.deadline : deadlineOf(measure, item);
  if (before?.inForce === on) return [];
  if (before !== undefined && isBlank(reason)) throw reasonMissing('reason', 'Moving a deadline');
  requireDeadline('on', { on, ...given({ reason }) }, { plan, evaluation }, today);
  const which = given({ itemId });
  if (before === undefined)
    return [{ type: 'DeadlineSet', data: { ...which, on, ...given({ words, reason }) } }];
  const why = reason ?? '';
  return [
    { type: 'DeadlineMoved', data: { ...which, from: before.inForce, to: on, reason: why } },
    ...signedOffBy(measure, itemId).map((id) => itemReopened(id, why)),
  ];
}

/** Signed-off items that go by the measure's deadline, or the one whose own deadline it is. */
export function signedOffBy(measure: Measure, itemId: string | undefined): string[] {
  return measure.items
    .filter((item) => (itemId === undefined ? item.deadline === undefined : item.id === itemId))
    .filter((item) => item.state === 'signed-off')
    .map(({ id }) => id);
}

export function itemReopened(itemId: string, reason: string): MeasureEvent {
  return { type: 'ItemReopened', data: { itemId, reason } };
}

/** A review date has its moves and reasons as a deadline has. */
export function setReviewDate(
  { measure }: MeasureInPlan,
  { on, reason }: CommandOf<'SetReviewDate'>,
  { actor, today }: Circumstances,
): MeasureEvent[] {
  requirePermission(actor, 'set-deadline');
  const from = measure.reviewOn;
  if ((from ?? null) === on) return [];
  if (from !== undefined && isBlank(reason)) throw reasonMissing('reason', 'Moving a review date');
  const why = given({ reason });
  if (on === null) return [{ type: 'ReviewDateSet', data: { from: from ?? null, to: null, ...why } }];
  requireReviewDate('on', on, today);
  return from === undefined
    ? [{ type: 'ReviewDateSet', data: { from: null, to: on, ...why } }]
    : [{ type: 'ReviewDateMoved', data: { from, to: on, reason: reason ?? '' } }];
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}

/** What was not given is not written down. */
function given<T extends Record<string, string | undefined>>(values: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: string;
  };
}

import { requireAhead, requireNotBefore, requireWithin } from '../deadline/date-bounds.js';
import { hasPassed } from '../deadline/deadline.js';
import { invalid } from '../domain-error.js';
import type { PlainDate } from '../ids.js';
import { limits } from '../limits.js';
import { planClosed } from '../plan/plan.errors.js';
import type { Circumstances } from '../register.js';
import { requireAuthority, requirePermission, takesEffect } from '../roles/permissions.js';
import { itemReopened, signedOffBy } from './deadline.decide.js';
import { movesMeasure } from './extension.js';
import type { MeasureCommand } from './measure.commands.js';
import {
  deadlineWanted,
  measureClosed,
  noWaiverReview,
  ownWaiver,
  waiverDayNeeded,
  waiverReviewEarly,
} from './measure.errors.js';
import type { MeasureEvent } from './measure.events.js';
import { deadlineOf, findItem, type Item, type Measure } from './measure.js';
import { requireText, type MeasureInPlan } from './measure.requirements.js';

type ReviewWaiver = Extract<MeasureCommand, { type: 'ReviewWaiver' }>;

/**
 * Of a waiver with an end, also where its measure or plan is closed: it stands, or the item is opened again. The
 * secretariat says that it stands when its day has come, and until another day; for good is leadership’s to say.
 */
export function reviewWaiver(
  { measure, plan }: MeasureInPlan,
  command: ReviewWaiver,
  circumstances: Circumstances,
): MeasureEvent[] {
  const { actor } = circumstances;
  const { itemId, outcome, nextOn, reason, authority, deadline } = command;
  if (authority === undefined) requirePermission(actor, 'propose-waiver');
  else requireAuthority(circumstances, authority);
  const item = findItem(measure, itemId);
  if (item.state !== 'waived' || item.waiver.reviewOn === undefined) throw noWaiverReview(measure, item);
  const isByTheirWord = authority === undefined || takesEffect(authority);
  if (isByTheirWord && actor.partyIds.includes(item.partyId)) throw ownWaiver(measure, item);
  requireText('reason', reason);
  if (outcome === 'stands') {
    if (deadline !== undefined)
      throw invalid('deadline', 'An item that is not to be done has no new deadline.', 'Leave it out.');
    return stands(measure, item, item.waiver.reviewOn, command, circumstances);
  }
  if (nextOn !== undefined)
    throw invalid('nextOn', 'An item that is opened again has no such day.', 'Leave the day out.');
  if (plan.state === 'closed') throw planClosed(plan);
  if (measure.state === 'closed') throw measureClosed(measure);
  return [itemReopened(itemId, reason), ...givenDeadline(measure, item, command, circumstances.today)];
}

function stands(
  measure: Measure,
  item: Item,
  reviewOn: PlainDate,
  { itemId, nextOn, reason, authority }: ReviewWaiver,
  { today }: Circumstances,
): MeasureEvent[] {
  if (today < reviewOn) throw waiverReviewEarly(measure, item, reviewOn);
  if (nextOn === undefined && authority === undefined) throw waiverDayNeeded(measure, item);
  // A body's decision may take effect after the day that it set: then it is looked at the next morning.
  const isCountersigned = authority?.kind === 'body' && authority.countersigned !== undefined;
  if (nextOn !== undefined && !isCountersigned)
    requireAhead(
      'nextOn',
      nextOn,
      today,
      authority === undefined ? limits.waiverReviewMonths : limits.plannedMonths,
    );
  const until = nextOn === undefined ? {} : { nextOn };
  const decided = authority === undefined ? {} : { authority };
  return [{ type: 'WaiverReviewed', data: { itemId, reason, ...until, ...decided } }];
}

/** What is there to be done again is not late at once: a deadline that has passed is moved. */
function givenDeadline(
  measure: Measure,
  item: Item,
  { deadline, reason }: ReviewWaiver,
  today: PlainDate,
): MeasureEvent[] {
  const from = deadlineOf(measure, item)?.inForce;
  if (deadline === undefined) {
    if (from !== undefined && hasPassed(from, today)) throw deadlineWanted(measure, [item]);
    return [];
  }
  const { on } = deadline;
  requireNotBefore('deadline.on', on, today);
  requireWithin('deadline.on', on, today);
  if (on === from) return [];
  const which = movesMeasure(measure, item) ? {} : { itemId: item.id };
  if (from === undefined) return [{ type: 'DeadlineSet', data: { ...which, on, reason } }];
  return [
    { type: 'DeadlineMoved', data: { ...which, from, to: on, reason } },
    ...signedOffBy(measure, which.itemId).map((id) => itemReopened(id, reason)),
  ];
}

import { notFound } from '../domain-error.js';
import type { ItemId } from '../ids.js';
import type { Plan } from '../plan/plan.js';
import type { Actor } from '../roles/actor.js';
import type { Circumstances } from '../register.js';
import { may, requireMayBring, requirePermission } from '../roles/permissions.js';
import { signOffObstacle } from './four-eyes.js';
import type { MeasureCommand } from './measure.commands.js';
import { fourEyes, notYourItem } from './measure.errors.js';
import { effectReviewOf, findItem, type Item, type Measure, ownsSomething } from './measure.js';
import type { MeasureInPlan } from './measure.requirements.js';

/**
 * Whether this actor may do this with this measure, of all whose role lets them do such things: asked before what state
 * it is in, so that nobody is told to wait for, or to mend, what is not theirs.
 * @throws DomainError `not-permitted`, `leadership-decides`, `four-eyes`, `not-your-item`, `not-found`
 */
export function requireRightOnMeasure(
  subject: MeasureInPlan,
  command: MeasureCommand,
  circumstances: Pick<Circumstances, 'actor' | 'register'>,
): void {
  const { measure, plan } = subject;
  const { actor } = circumstances;
  switch (command.type) {
    case 'ReportDone':
      requireOwn(measure, findItem(measure, command.itemId), actor);
      return;
    case 'UpdateStatus':
      requireOwn(
        measure,
        command.itemId === undefined ? undefined : findItem(measure, command.itemId),
        actor,
      );
      return;
    case 'ReportOccurrence':
      requireOwn(measure, undefined, actor);
      return;
    case 'SignOff':
      requireSigner(subject, command.itemIds, circumstances);
      return;
    case 'SendBack':
      if (!mayStandIn(plan, actor)) requirePermission(actor, 'close-implemented');
      return;
    case 'RecordEffectReview':
      if (effectReviewOf(measure)?.reviewerId !== actor.id) requirePermission(actor, 'close-implemented');
      return;
    case 'CloseMeasure':
      if (command.as === 'implemented') requirePermission(actor, 'close-implemented');
      else requireMayBring(actor, command.authority ?? { kind: 'leader' });
      return;
    case 'DecideWaiver':
    case 'EndUnanswered':
      requireMayBring(actor, command.authority);
      return;
    default:
  }
}

/**
 * An owner reports for their own party. The secretariat reports for anybody, and is recorded as having done so.
 */
function requireOwn(measure: Measure, item: Item | undefined, actor: Actor): void {
  requirePermission(actor, 'report-own');
  const { partyIds, roles } = actor;
  const own = item === undefined ? ownsSomething(measure, partyIds) : partyIds.includes(item.partyId);
  if (own || roles.includes('secretariat')) return;
  const shown = item ?? measure.items[0];
  throw shown === undefined ? notFound('item', measure.id) : notYourItem(measure, shown);
}

/**
 * The secretariat and leadership, or one whom the plan names. Anybody else is told what four eyes are for, where that
 * is why, and else that it is not theirs.
 * @throws DomainError `four-eyes`, `not-permitted`
 */
export function requireSigner(
  { measure, plan }: MeasureInPlan,
  itemIds: readonly ItemId[],
  { actor, register }: Pick<Circumstances, 'actor' | 'register'>,
): void {
  requirePermission(actor, 'sign-off');
  if (mayStandIn(plan, actor)) return;
  for (const item of itemIds.map((id) => findItem(measure, id))) {
    const obstacle = signOffObstacle(actor, item, plan, register);
    if (obstacle !== undefined && obstacle !== 'no-role') throw fourEyes(measure, item, obstacle);
  }
  requirePermission(actor, 'close-implemented');
}

function mayStandIn({ signOffSubstituteIds }: Plan, actor: Actor): boolean {
  return may(actor, 'close-implemented') || signOffSubstituteIds.includes(actor.id);
}

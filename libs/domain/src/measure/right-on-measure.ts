import { notFound } from '../domain-error.js';
import type { ItemId } from '../ids.js';
import type { Plan } from '../plan/plan.js';
import type { Actor, Authority } from '../roles/actor.js';
import type { Circumstances } from '../register.js';
import { may, requireMayBring, requirePermission } from '../roles/permissions.js';
import { signOffObstacle } from './four-eyes.js';
import type { MeasureCommand } from './measure.commands.js';
import { fourEyes, notYourItem } from './measure.errors.js';
import { effectReviewOf, findItem, type Item, type Measure, ownsSomething } from './measure.js';
import type { MeasureInPlan } from './measure.requirements.js';

/**
 * Whether somebody who has the command's right may use it on this very measure. Asked before the measure's state, so that
 * nobody is told to wait for, or to mend, what is not theirs.
 * @throws DomainError `not-permitted`, `leadership-decides`, `four-eyes`, `not-your-item`, `not-found`
 */
export type RightOnMeasure<C> = (
  subject: MeasureInPlan,
  command: C,
  circumstances: Pick<Circumstances, 'actor' | 'register' | 'today'>,
) => void;

type CommandOf<T extends MeasureCommand['type']> = Extract<MeasureCommand, { type: T }>;

/** Whoever has the right has it on every measure. */
export const onAnyMeasure: RightOnMeasure<MeasureCommand> = () => undefined;

/** Or, where no item is named, on a measure that has one of theirs. */
export const onOwnItem: RightOnMeasure<MeasureCommand> = ({ measure }, command, { actor }) => {
  const itemId = 'itemId' in command ? command.itemId : undefined;
  requireOwn(measure, itemId === undefined ? undefined : findItem(measure, itemId), actor);
};

export const asSigner: RightOnMeasure<CommandOf<'SignOff'>> = (subject, { itemIds }, circumstances) => {
  requireSigner(subject, itemIds, circumstances);
};

export const asSubstitute: RightOnMeasure<MeasureCommand> = ({ plan }, _command, { actor }) => {
  if (!mayStandIn(plan, actor)) requirePermission(actor, 'close-implemented');
};

export const asReviewer: RightOnMeasure<MeasureCommand> = ({ measure }, _command, { actor }) => {
  if (effectReviewOf(measure)?.reviewerId !== actor.id) requirePermission(actor, 'close-implemented');
};

export const bringingDecision: RightOnMeasure<{ authority: Authority }> = (
  _subject,
  { authority },
  { actor },
) => {
  requireMayBring(actor, authority);
};

/** The secretariat’s, within what leadership decided; else leadership’s. */
export const reviewingWaiver: RightOnMeasure<CommandOf<'ReviewWaiver'>> = (
  _subject,
  { authority },
  { actor },
) => {
  if (authority === undefined) requirePermission(actor, 'propose-waiver');
  else requireMayBring(actor, authority);
};

export const closing: RightOnMeasure<CommandOf<'CloseMeasure'>> = (
  _subject,
  { as, authority = { kind: 'leader' } },
  { actor },
) => {
  if (as === 'implemented') requirePermission(actor, 'close-implemented');
  else requireMayBring(actor, authority);
};

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
  { actor, register, today }: Pick<Circumstances, 'actor' | 'register' | 'today'>,
): void {
  requirePermission(actor, 'sign-off');
  if (mayStandIn(plan, actor)) return;
  for (const item of itemIds.map((id) => findItem(measure, id))) {
    const obstacle = signOffObstacle(actor, item, plan, register, today);
    if (obstacle !== undefined && obstacle !== 'no-role') throw fourEyes(measure, item, obstacle);
  }
  requirePermission(actor, 'close-implemented');
}

function mayStandIn({ signOffSubstituteIds }: Plan, actor: Actor): boolean {
  return may(actor, 'close-implemented') || signOffSubstituteIds.includes(actor.id);
}

import { requireHappened, requireNotBefore, requireWithin } from '../deadline/date-bounds.js';
import { invalid } from '../domain-error.js';
import type { Decided } from '../history.js';
import type { Circumstances } from '../register.js';
import { may, requirePermission } from '../roles/permissions.js';
import { requireArchived } from './countersigning.js';
import type {
  CountersignDecision,
  EnterDecision,
  FulfilDecision,
  WithdrawDecision,
} from './decision.commands.js';
import { decisionFulfilled, decisionSettled, notCountersigned } from './decision.errors.js';
import type { DecisionEvent } from './decision.events.js';
import { type Decision, isInEffect } from './decision.js';

/** It waits for a countersignature. @throws DomainError `not-permitted`, `invalid-value` */
export function decideEnterDecision(
  command: EnterDecision,
  { actor, today, newId }: Circumstances,
): Decided[] {
  requirePermission(actor, 'enter-decision');
  requireHappened('meetingDate', command.meetingDate, today);
  if (command.deadline !== undefined) {
    requireNotBefore('deadline.on', command.deadline.on, command.meetingDate);
    requireWithin('deadline.on', command.deadline.on, today);
  }
  requireArchived(command);
  const { type: _command, ...data } = command;
  const decisionId = newId();
  return [
    {
      stream: 'decision',
      id: decisionId,
      events: [{ type: 'DecisionHeld', data: { decisionId, ...data } }],
    },
  ];
}

export function countersignature({ note }: CountersignDecision): DecisionEvent {
  return { type: 'DecisionCountersigned', data: note === undefined ? {} : { note } };
}

/** @throws DomainError `not-permitted`, `decision-settled`, `invalid-value` */
export function decideWithdrawDecision(
  decision: Decision,
  { reason }: WithdrawDecision,
  { actor }: Circumstances,
): DecisionEvent[] {
  if (!may(actor, 'decide')) requirePermission(actor, 'enter-decision');
  if (decision.countersigning?.kind !== 'awaited') throw decisionSettled(decision);
  if (reason.trim() === '') throw invalid('reason', 'It is not said why.', 'Write why it is withdrawn.');
  return [{ type: 'DecisionWithdrawn', data: { reason: reason.trim() } }];
}

/** @throws DomainError `not-permitted`, `decision-not-countersigned`, `decision-settled`, `decision-fulfilled` */
export function decideFulfilDecision(
  decision: Decision,
  command: FulfilDecision,
  { actor }: Circumstances,
): DecisionEvent[] {
  requirePermission(actor, 'enter-decision');
  if (decision.countersigning?.kind === 'withdrawn') throw decisionSettled(decision);
  if (!isInEffect(decision)) throw notCountersigned(decision);
  if (decision.fulfilment !== undefined) throw decisionFulfilled(decision);
  return [{ type: 'DecisionFulfilled', data: { note: command.note } }];
}

import { requireHappened, requireNotBefore, requireWithin } from '../deadline/date-bounds.js';
import { DomainError } from '../domain-error.js';
import type { Decided } from '../history.js';
import type { Circumstances } from '../register.js';
import { requirePermission } from '../roles/permissions.js';
import type { EnterDecision, FulfilDecision } from './decision.commands.js';
import type { DecisionEvent } from './decision.events.js';
import type { Decision } from './decision.js';

/** @throws DomainError `not-permitted`, `invalid-value` */
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
  const { type: _command, ...data } = command;
  const decisionId = newId();
  return [
    {
      stream: 'decision',
      id: decisionId,
      events: [{ type: 'DecisionEntered', data: { decisionId, ...data } }],
    },
  ];
}

export function decideFulfilDecision(
  decision: Decision,
  command: FulfilDecision,
  { actor }: Circumstances,
): DecisionEvent[] {
  requirePermission(actor, 'enter-decision');
  if (decision.fulfilment !== undefined) {
    throw new DomainError({
      type: 'decision-fulfilled',
      refusal: 'conflict',
      title: 'The decision has been carried out',
      detail: `Decision ${decision.caseNumber} was marked as carried out before.`,
      next: 'Nothing needs to be done.',
    });
  }
  return [{ type: 'DecisionFulfilled', data: { note: command.note } }];
}

import type { RulesOf } from '../command-rule.js';
import { requireHappened, requireNotBefore, requireWithin } from '../deadline/date-bounds.js';
import { invalid } from '../domain-error.js';
import type { Decided } from '../history.js';
import { requireLoaded, inStream } from '../loaded.js';
import type { Circumstances } from '../register.js';
import { may, requirePermission } from '../roles/permissions.js';
import { bringDecision, type Right } from '../roles/right.js';
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

const enterDecision: Right = { held: ['enter-decision'] };

/** CountersignDecision takes the rules of the command that was held, and so stands in command-rules.ts. */
export const decisionRules: RulesOf<EnterDecision | WithdrawDecision | FulfilDecision> = {
  EnterDecision: {
    right: enterDecision,
    needs: ({ planId }) => ({ plans: planId === undefined ? [] : [{ id: planId, lock: 'share' }] }),
    decide: (command, loaded, circumstances) => {
      if (command.planId !== undefined) requireLoaded(loaded.plans, 'plan', command.planId);
      return decideEnterDecision(command, circumstances);
    },
  },
  WithdrawDecision: {
    right: bringDecision,
    needs: ({ decisionId }) => ({ decisionsToChange: [decisionId] }),
    decide: (command, loaded, circumstances) => {
      const decision = requireLoaded(loaded.decisions, 'decision', command.decisionId);
      return inStream('decision', decision.id, decideWithdrawDecision(decision, command, circumstances));
    },
  },
  FulfilDecision: {
    right: enterDecision,
    needs: ({ decisionId }) => ({ decisionsToChange: [decisionId] }),
    decide: (command, loaded, circumstances) => {
      const decision = requireLoaded(loaded.decisions, 'decision', command.decisionId);
      return inStream('decision', decision.id, decideFulfilDecision(decision, command, circumstances));
    },
  },
};

/** It waits for a countersignature. @throws DomainError `not-permitted`, `invalid-value` */
function decideEnterDecision(command: EnterDecision, { actor, today, newId }: Circumstances): Decided[] {
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
function decideWithdrawDecision(
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
function decideFulfilDecision(
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

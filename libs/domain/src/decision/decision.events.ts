import type { DecisionId, PlainDate, PlanId } from '../ids.js';
import type { DecidingCommand } from './decision.commands.js';

interface Entered {
  decisionId: DecisionId;
  body: string;
  meetingDate: PlainDate;
  caseNumber: string;
  /** Empty where the decision is what `held` says. */
  text: string;
  planId?: PlanId;
  deadline?: { on: PlainDate; words?: string };
}

export type DecisionEvent =
  /** From before countersigning was required: in effect at once. */
  | { type: 'DecisionEntered'; data: Entered }
  /** Waits for a countersignature; `held` is what takes effect then. */
  | { type: 'DecisionHeld'; data: Entered & { archiveReference: string; held?: DecidingCommand } }
  | { type: 'DecisionCountersigned'; data: { note?: string } }
  | { type: 'DecisionWithdrawn'; data: { reason: string } }
  | { type: 'DecisionFulfilled'; data: { note: string } };

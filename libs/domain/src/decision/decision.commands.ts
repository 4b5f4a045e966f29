import type { EvaluationCommand } from '../evaluation/evaluation.commands.js';
import type { DecisionId, PlainDate, PlanId } from '../ids.js';
import type { MeasureCommand } from '../measure/measure.commands.js';
import type { AdoptPlan, ClosePlan } from '../plan/plan.commands.js';
import type { PublicationCommand, ReportCommand } from '../report/report.commands.js';

export interface EnterDecision {
  type: 'EnterDecision';
  body: string;
  meetingDate: PlainDate;
  caseNumber: string;
  /** Archive reference of the minutes. */
  archiveReference: string;
  text: string;
  planId?: PlanId;
  deadline?: { on: PlainDate; words?: string };
}

/** What leadership decides, in person or as a body: the commands of these that say on whose authority. */
export type DecidingCommand = OnAuthority<
  AdoptPlan | ClosePlan | MeasureCommand | EvaluationCommand | ReportCommand | PublicationCommand
>;

type OnAuthority<C> = C extends unknown ? ('authority' extends keyof C ? C : never) : never;

interface OnDecision {
  decisionId: DecisionId;
  expectedVersion?: number;
}

/** Another than the one who entered it confirms what the minutes say: now it takes effect. */
export interface CountersignDecision extends OnDecision {
  type: 'CountersignDecision';
  note?: string;
  /** What the decision says, looked up by the record so that it knows what to load; it never changes. */
  entered?: { held?: DecidingCommand; planId?: PlanId };
}

/** It was entered by mistake, or can't take effect any more. */
export interface WithdrawDecision extends OnDecision {
  type: 'WithdrawDecision';
  reason: string;
}

export interface FulfilDecision extends OnDecision {
  type: 'FulfilDecision';
  note: string;
}

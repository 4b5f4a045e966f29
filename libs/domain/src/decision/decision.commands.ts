import type { DecisionId, PlainDate, PlanId } from '../ids.js';

export interface EnterDecision {
  type: 'EnterDecision';
  body: string;
  meetingDate: PlainDate;
  caseNumber: string;
  text: string;
  planId?: PlanId;
  deadline?: { on: PlainDate; words?: string };
}

export interface FulfilDecision {
  type: 'FulfilDecision';
  decisionId: DecisionId;
  expectedVersion?: number;
  note: string;
}

import type { DecisionId, PlainDate, PlanId } from '../ids.js';

export type DecisionEvent =
  | {
      type: 'DecisionEntered';
      data: {
        decisionId: DecisionId;
        body: string;
        meetingDate: PlainDate;
        caseNumber: string;
        text: string;
        planId?: PlanId;
        deadline?: { on: PlainDate; words?: string };
      };
    }
  | { type: 'DecisionFulfilled'; data: { note: string } };
